package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.consent.ConsentDecider;
import org.connectme.consent.ConsentReaction;
import org.connectme.consultation.AppointmentDecider;
import org.connectme.consultation.DeadlineReaction;
import org.connectme.consultation.EndingDecider;
import org.connectme.consultation.ErasureDecider;
import org.connectme.consultation.PreparationDecider;
import org.connectme.consultation.PresenceDecider;
import org.connectme.core.Side;
import org.connectme.core.account.PaymentForms.Form;
import org.connectme.core.account.PaymentOversight.Reconciliation;
import org.connectme.core.command.Command;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Reaction;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Wakes;
import org.connectme.invitation.SummaryMailDecider;
import org.connectme.media.MediaDecider;
import org.connectme.metering.MeterDecider;
import org.connectme.metering.MeterProjection;
import org.connectme.metering.MeterView;
import org.connectme.metering.MeterWatch;
import org.connectme.metering.PlanRating;
import org.connectme.payment.HoldReaction;
import org.connectme.payment.OfferedForms;
import org.connectme.payment.Pace;
import org.connectme.payment.PaymentDecider;
import org.connectme.payment.PaymentProjection;
import org.connectme.payment.ProviderCalls;
import org.connectme.payment.ProviderRegistry;
import org.connectme.payment.Reconciler;
import org.connectme.payment.SettlementReaction;
import org.connectme.payment.WebhookDesk;

/** The deciders and reactions as they are shipped, put together by hand where the server has Declarative Services. */
final class Engine {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final ProviderRegistry registry = new ProviderRegistry(provider -> true);
    private final OfferedForms forms;
    private final ProviderCalls calls;
    private final WebhookDesk webhooks;
    private final Map<Class<? extends Command>, Decider> deciders = new HashMap<>();
    private final List<Reaction> reactions;
    private final MeterProjection meter = new MeterProjection();
    private final PaymentProjection payment = new PaymentProjection();

    Engine(Journal journal, Wakes wakes, Timeline timeline, Bug bug) {
        Instant activeSince = timeline.now();
        OfferedForms forms = OfferedForms.of(registry, List.of(SimPayments.FIRST, SimPayments.SECOND));
        ProviderCalls calls = new ProviderCalls(registry, new SameThread(), DEADLINE);
        List.of(
                        new AppointmentDecider(new PlanRating()),
                        new PreparationDecider(),
                        new PresenceDecider(),
                        new EndingDecider(),
                        new MediaDecider(),
                        new MeterDecider(),
                        new ConsentDecider(),
                        new PaymentDecider(),
                        new ErasureDecider(),
                        new SummaryMailDecider())
                .forEach(decider -> decider.commands().forEach(command -> deciders.put(command, decider)));
        Pace pace = new Pace();
        this.forms = forms;
        this.calls = calls;
        this.webhooks = new WebhookDesk(calls, pace, wakes, timeline);
        Reaction settlement = new SettlementReaction(journal, calls, pace);
        List<Reaction> all = new ArrayList<>(List.of(
                new DeadlineReaction(journal),
                new MeterWatch(journal),
                HoldReaction.activeSince(activeSince, journal, calls, pace, forms),
                bug == Bug.RELEASE_IS_FORGOTTEN ? new Forgetful(settlement) : settlement));
        if (bug != Bug.CONSENT_OUTLIVES_THE_CALL) {
            all.add(new ConsentReaction(journal));
        }
        this.reactions = List.copyOf(all);
    }

    /** Which of two would answer is chance in the server. */
    private void add(Decider decider) {
        for (Class<? extends Command> command : decider.commands()) {
            Decider other = deciders.put(command, decider);
            if (other != null) {
                throw new IllegalStateException(command + " is named by " + other + " and " + decider);
            }
        }
    }

    /** A planted bug: does nothing for what was cancelled. */
    private record Forgetful(Reaction reaction) implements Reaction {

        @Override
        public String name() {
            return reaction.name();
        }

        @Override
        public Optional<Instant> react(History history, Instant now) {
            return history.has(ConsultationCancelled.class) ? Optional.empty() : reaction.react(history, now);
        }
    }

    /** The plug-ins that are installed. */
    ProviderRegistry registry() {
        return registry;
    }

    WebhookDesk webhooks() {
        return webhooks;
    }

    /** Whose card form the customer's page shows; the first provider's while none is here. */
    String provider(History history) {
        return forms.next(history).map(Form::provider).orElse(SimPayments.FIRST);
    }

    /** A day at a service beside the journals. */
    Reconciliation reconcile(Journal journal, Catalog catalog, String provider, LocalDate day) {
        return Reconciler.compare(journal, catalog, calls, provider, day);
    }

    /** What the pages show of the meter. */
    MeterView meter(History history, Side viewer, Instant now) {
        return (MeterView) meter.project(history, viewer, now);
    }

    /** What the pages show of the money. */
    PaymentProjection.View payment(History history, Side viewer, Instant now) {
        return (PaymentProjection.View) payment.project(history, viewer, now);
    }

    Optional<Decider> decider(Class<? extends Command> command) {
        return Optional.ofNullable(deciders.get(command));
    }

    List<Reaction> reactions() {
        return reactions;
    }
}
