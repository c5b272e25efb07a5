package org.connectme.consultation;

import java.time.Instant;
import java.util.Optional;
import org.connectme.core.Side;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;

/** Refusals that several of this bundle's deciders give. */
final class Answers {

    private Answers() {}

    static Decision conflict(String code, String detail) {
        return Decision.refuse(Kind.CONFLICT, code, detail);
    }

    static Decision consultantOnly() {
        return Decision.refuse(Kind.FORBIDDEN, "consultation.consultant-only", "Only the consultant may do this.");
    }

    static Decision customerOnly() {
        return Decision.refuse(Kind.FORBIDDEN, "consultation.customer-only", "Only the customer may do this.");
    }

    static Decision participantsOnly() {
        return Decision.refuse(Kind.FORBIDDEN, "consultation.participants-only", "Only a participant may do this.");
    }

    static Decision tooMany(String code, String detail) {
        return Decision.refuse(Kind.TOO_MANY, code, detail);
    }

    /** Why nothing more can be done with this consultation, or empty while it is open. */
    static Optional<Decision> closed(Consultation consultation) {
        if (consultation.cancelled() != null) {
            return Optional.of(conflict("consultation.cancelled", "The appointment was cancelled."));
        }
        if (consultation.ended() != null) {
            return Optional.of(conflict("consultation.ended", "The consultation is over."));
        }
        return Optional.empty();
    }

    /** The link no longer opens the door, and the customer never came through it. */
    static boolean isExpired(Consultation consultation, Instant now) {
        Instant until = consultation.invitationUntil();
        return until != null && now.isAfter(until) && !consultation.presence().contains(Side.CUSTOMER);
    }

    static Decision expired() {
        return conflict("invitation.expired", "The invitation has expired; ask the consultant for a new one.");
    }

    static long count(History history, Class<? extends Event> kind) {
        return history.all(kind).count();
    }
}
