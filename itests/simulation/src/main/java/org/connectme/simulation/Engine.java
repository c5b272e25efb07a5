package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.consent.ConsentDecider;
import org.connectme.consent.ConsentReaction;
import org.connectme.consultation.AppointmentDecider;
import org.connectme.consultation.DeadlineReaction;
import org.connectme.consultation.EndingDecider;
import org.connectme.consultation.PreparationDecider;
import org.connectme.consultation.PresenceDecider;
import org.connectme.core.command.Command;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Reaction;
import org.connectme.media.MediaDecider;
import org.connectme.metering.MeterDecider;
import org.connectme.metering.MeterWatch;
import org.connectme.metering.PlanRating;
import org.connectme.payment.HoldReaction;
import org.connectme.payment.OfferedForms;
import org.connectme.payment.PaymentDecider;
import org.connectme.payment.ProviderCalls;
import org.connectme.payment.ProviderRegistry;
import org.connectme.payment.SettlementReaction;
import org.connectme.payment.spi.PaymentProvider;

/** The deciders and reactions as they are shipped, put together by hand where the server has Declarative Services. */
final class Engine {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Map<Class<? extends Command>, Decider> deciders = new HashMap<>();
    private final List<Reaction> reactions;

    Engine(Journal journal, PaymentProvider payments, Instant activeSince) {
        ProviderRegistry registry = new ProviderRegistry();
        registry.bind(payments);
        OfferedForms forms = new OfferedForms(registry, List.of(SimPayments.ID));
        ProviderCalls calls = new ProviderCalls(registry, new SameThread(), DEADLINE);
        List.of(
                        new AppointmentDecider(new PlanRating()),
                        new PreparationDecider(),
                        new PresenceDecider(),
                        new EndingDecider(),
                        new MediaDecider(),
                        new MeterDecider(),
                        new ConsentDecider(),
                        new PaymentDecider())
                .forEach(decider -> decider.commands().forEach(command -> deciders.put(command, decider)));
        this.reactions = List.of(
                new DeadlineReaction(journal),
                new MeterWatch(journal),
                new ConsentReaction(journal),
                HoldReaction.activeSince(activeSince, journal, calls, forms),
                new SettlementReaction(journal, calls));
    }

    Optional<Decider> decider(Class<? extends Command> command) {
        return Optional.ofNullable(deciders.get(command));
    }

    List<Reaction> reactions() {
        return reactions;
    }
}
