package org.connectme.consultation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.ErasedBy;
import org.connectme.core.event.ConsultationEvent.ErasureAsked;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Due;
import org.connectme.core.journal.History;

/** When personal fields may be destroyed, and when they must be (CON-5): pure, from the journal. */
final class Erasure {

    /** Captures are tried for 60 days; what is still open after this is no reason to keep anybody's data. */
    static final Duration MONEY_GIVEN_UP = Duration.ofDays(90);

    /** How soon a changed setting reaches a consultation that nothing else happens to. */
    static final Duration LOOK_AGAIN = Duration.ofDays(7);

    private Erasure() {}

    /** Why it must not happen now; empty if it may. */
    static Optional<Refusal> refusal(History history, Instant now) {
        Instant closedAt = Consultation.of(history).closedAt();
        if (closedAt == null) {
            return refuse("erasure.open", "The consultation is not over yet; let it end, or cancel it first.");
        }
        boolean isMoneyOpen = OpenMoney.isIn(history) && now.isBefore(closedAt.plus(MONEY_GIVEN_UP));
        return isMoneyOpen
                ? refuse(
                        "erasure.money-open",
                        "Money of this consultation is still on its way, as its journal shows; erase it once that is"
                                + " settled, or 90 days after the end.")
                : Optional.empty();
    }

    static boolean isAsked(History history) {
        return history.has(ErasureAsked.class);
    }

    /** @param kept after the end; empty for ever */
    static Due due(History history, Optional<Duration> kept, Instant now) {
        Instant closedAt = Consultation.of(history).closedAt();
        if (closedAt == null || isAsked(history)) {
            return new Due(List.of(), Optional.empty());
        }
        Instant later = now.plus(LOOK_AGAIN);
        Optional<Instant> over = kept.map(closedAt::plus);
        if (over.isEmpty() || over.get().isAfter(now)) {
            return new Due(List.of(), Optional.of(over.filter(later::isAfter).orElse(later)));
        }
        return refusal(history, now).isPresent()
                ? new Due(List.of(), Optional.of(now.plus(Duration.ofDays(1))))
                : new Due(List.of(new ErasureAsked(ErasedBy.RETENTION)), Optional.empty());
    }

    private static Optional<Refusal> refuse(String code, String detail) {
        return Optional.of(new Refusal(Refusal.Kind.CONFLICT, code, detail));
    }
}
