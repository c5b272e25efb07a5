package org.connectme.remote.control;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.ConsultantId;
import org.connectme.core.Side;
import org.connectme.core.command.Refusal;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.core.event.ConsentEvent.ConsentEnded;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;

/** Whether a permit may be issued now: pure, from the journal alone. */
sealed interface Standing {

    /** What the desktop app enforces; a recording is made elsewhere. */
    Set<Scope> PERMITTED = EnumSet.complementOf(EnumSet.of(Scope.RECORDING));

    /**
     * The consent stands, and both are there to see what is done under it.
     *
     * @param until when the consent ends by itself
     */
    record Stands(Scope scope, Instant until) implements Standing {}

    record Refused(Refusal refusal) implements Standing {}

    static Standing of(History history, ConsultantId consultant, String request, Instant now) {
        Consultation consultation = Consultation.of(history);
        if (consultation.scheduled() == null
                || !consultation.scheduled().consultant().equals(consultant)) {
            return refused(Kind.NOT_FOUND, "consultation.not-found", "There is no such consultation.");
        }
        for (Side side : Side.values()) {
            if (!consultation.isOpen() || !consultation.inCall().contains(side) || !consultation.isOnline(side)) {
                return refused(
                        Kind.CONFLICT, "control.no-call", "Control needs both sides in the call, and reachable.");
            }
        }
        return given(history, request)
                .filter(given -> PERMITTED.contains(given.scope()) && now.isBefore(given.until()))
                .<Standing>map(given -> new Stands(given.scope(), given.until()))
                .orElseGet(() -> refused(
                        Kind.CONFLICT,
                        "control.no-consent",
                        "The customer has not agreed to this, or no longer. Ask in the call."));
    }

    /** The grant, unless it has ended. What was ended stays so, whatever is written after it. */
    private static Optional<ConsentGiven> given(History history, String request) {
        Optional<ConsentGiven> given = Optional.empty();
        for (Entry entry : history.entries()) {
            Event event = entry.event();
            if (event instanceof ConsentGiven yes && yes.request().equals(request) && given.isEmpty()) {
                given = Optional.of(yes);
            } else if (event instanceof ConsentEnded end && end.request().equals(request)) {
                return Optional.empty();
            }
        }
        return given;
    }

    private static Standing refused(Kind kind, String code, String detail) {
        return new Refused(new Refusal(kind, code, detail));
    }
}
