package org.connectme.agent.ui;

import java.util.Optional;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Device.Kind;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Rehearsal;
import org.connectme.agent.core.Rehearsal.Chime;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.View.Consents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One hears a recording begin and end; what was so when the windows opened is no news. Of the event thread. */
final class Chiming {

    private static final Logger logger = LoggerFactory.getLogger(Chiming.class);

    private final Around around;
    private final Errands errands;
    private final Gear gear;
    private @Nullable Boolean recorded;

    Chiming(Around around, Errands errands, Gear gear) {
        this.around = around;
        this.errands = errands;
        this.gear = gear;
    }

    void follow(ConsultationState state) {
        Consents consents = state.view() == null ? null : state.view().parts().consents();
        if (consents == null) {
            recorded = null;
            return;
        }
        boolean now = consents.consents().stream()
                .anyMatch(consent ->
                        consent.scope() == Consent.Scope.RECORDING && consent.state() == Consent.State.GIVEN);
        if (recorded != null && recorded != now) {
            play(now ? Chime.BEGINS : Chime.ENDS);
        }
        recorded = now;
    }

    private void play(Chime chime) {
        Optional<Rehearsal> rehearsal = around.rehearsal().get();
        Device speaker = gear.chosen(Kind.SPEAKER).orElse(null);
        rehearsal.ifPresent(there -> errands.elsewhere(() -> {
            try {
                there.chime(speaker, chime);
            } catch (MediaFailed failed) {
                logger.info("Not to be heard: {}", failed.code());
            }
        }));
    }
}
