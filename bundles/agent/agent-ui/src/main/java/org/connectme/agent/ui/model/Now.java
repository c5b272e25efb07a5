package org.connectme.agent.ui.model;

import java.time.Duration;
import java.time.Instant;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.view.Appointment;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.View;
import org.connectme.agent.ui.words.Formats;
import org.connectme.agent.ui.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what is shown at one moment.
 *
 * @param nanos by {@link System#nanoTime()}
 */
public record Now(ConsultationState state, Local local, CallFacts call, long nanos, Words words, Formats formats) {

    private static final View.Parts NOTHING = new View.Parts(null, null, null, null, null, null);

    View.Parts parts() {
        return state.view() == null ? NOTHING : state.view().parts();
    }

    String say(String key, Object... values) {
        return words.say(key, values);
    }

    /** The consultant's. */
    String name() {
        Appointment appointment = parts().appointment();
        return appointment == null ? "" : appointment.consultantName();
    }

    Instant serverNow() {
        return state.serverNow(nanos);
    }

    long sinceMillis(Instant then) {
        return Duration.between(then, serverNow()).toMillis();
    }

    /** What is due, as the red button names it; empty texts where nothing is. */
    Due due() {
        Meter meter = parts().meter();
        if (meter == null || meter.gross() == null || meter.gross().minorUnits() == 0) {
            return new Due("", "");
        }
        // As of the view, like the amount beside it.
        return new Due(formats.clock(meter.billableMillis()), formats.money(meter.gross()));
    }

    /** @param time billable until now */
    record Due(String time, String amount) {
        boolean isNothing() {
            return amount.isEmpty();
        }
    }

    @Nullable
    Meter meter() {
        return parts().meter();
    }
}
