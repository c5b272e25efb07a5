package org.connectme.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsentCommand;
import org.connectme.core.command.ConsentCommand.EndConsent;
import org.connectme.core.command.ConsentCommand.GiveConsent;
import org.connectme.core.command.ConsentCommand.NoteFile;
import org.connectme.core.command.ConsentCommand.NoteText;
import org.connectme.core.command.ConsentCommand.RefuseConsent;
import org.connectme.core.command.ConsentCommand.RequestConsent;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.core.event.ConsentEvent.ConsentEnded;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsentEvent.ConsentRefused;
import org.connectme.core.event.ConsentEvent.ConsentRequested;
import org.connectme.core.event.ConsentEvent.EndedBy;
import org.connectme.core.event.ConsentEvent.RefusedBy;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Component;

/** Asking, giving, refusing and taking back (CON-1 to CON-3). A customer's no always counts. Stateless; any thread. */
@Component
public final class ConsentDecider implements Decider {

    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_MINUTES = 480;
    private static final int MOST_REQUESTS = 200;

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(
                RequestConsent.class,
                GiveConsent.class,
                RefuseConsent.class,
                EndConsent.class,
                NoteFile.class,
                NoteText.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        if (!(command instanceof ConsentCommand)) {
            throw new IllegalArgumentException("Not a command about consent: " + command.getClass());
        }
        Consents consents = Consents.of(history);
        if (command instanceof RequestConsent request) {
            return actor.isConsultant()
                    ? request(history, consents, request, now)
                    : forbidden("consent.consultant-only", "Only the consultant asks for consent.");
        }
        if (command instanceof EndConsent end) {
            return actor.side()
                    .map(side -> end(consents, end.request(), side))
                    .orElseGet(() -> forbidden("consent.participants-only", "Only a participant ends a consent."));
        }
        if (!actor.isCustomer()) {
            return forbidden("consent.customer-only", "Only the customer answers.");
        }
        if (command instanceof NoteFile || command instanceof NoteText) {
            return Passing.decide(history, consents, (ConsentCommand) command);
        }
        return command instanceof GiveConsent give
                ? give(consents, give, now)
                : refuse(consents, ((RefuseConsent) command).request());
    }

    private static Decision request(History history, Consents consents, RequestConsent request, Instant now) {
        ConsentRequested asked = new ConsentRequested(
                request.request(), request.scope(), request.reason().strip(), request.minutes());
        Optional<Consent> earlier = consents.find(request.request());
        if (earlier.isPresent()) {
            return earlier.get().asked().equals(asked)
                    ? Decision.nothing()
                    : conflict(
                            "consent.request-reused", "This request was used for something else; choose another id.");
        }
        Optional<Decision> wrong = check(asked);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Consultation consultation = Consultation.of(history);
        if (!consultation.isOpen() || consultation.inCall().size() < 2) {
            return conflict("consent.no-call", "Consent can be asked for while both are in the call.");
        }
        if (!consultation.isOnline(Side.CUSTOMER)) {
            return conflict("consent.customer-offline", "The customer is offline; ask again when they are back.");
        }
        if (consents.isBusy(asked.scope(), now)) {
            return conflict("consent.already-asked", "This was asked for already, or it is already given.");
        }
        return consents.all().size() < MOST_REQUESTS
                ? Decision.accept(asked)
                : Decision.refuse(
                        Kind.TOO_MANY, "consent.asked-often", "The customer was asked too often in this call.");
    }

    private static Optional<Decision> check(ConsentRequested asked) {
        if (!REQUEST.matcher(asked.request()).matches()) {
            return Optional.of(invalid("consent.request", "A request is 8 to 64 of A-Z, a-z, 0-9 and hyphen."));
        }
        if (asked.minutes() < 1 || asked.minutes() > LONGEST_MINUTES) {
            return Optional.of(invalid("consent.minutes", "Ask for 1 to 480 minutes."));
        }
        boolean isText = asked.reason().length() <= LONGEST_REASON
                && asked.reason()
                        .codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        return isText
                ? Optional.empty()
                : Optional.of(invalid("consent.reason", "Say what it is for in one line of at most 500 characters."));
    }

    private static Decision give(Consents consents, GiveConsent give, Instant now) {
        Optional<Consent> found = consents.find(give.request());
        if (found.isEmpty()) {
            return notFound();
        }
        Consent consent = found.get();
        if (!isWithin(give.scope(), consent.asked().scope())) {
            return invalid("consent.more-than-asked", "No more can be given than what was asked for.");
        }
        if (consents.closedAt() == null && consent.isStanding(now) && consent.granted() == give.scope()) {
            return Decision.nothing();
        }
        if (consents.closedAt() != null || !consent.isWaiting(now)) {
            return conflict("consent.not-waiting", "This question is no longer open; nothing was given.");
        }
        Instant until = now.truncatedTo(ChronoUnit.MILLIS)
                .plus(Duration.ofMinutes(consent.asked().minutes()));
        return Decision.accept(new ConsentGiven(give.request(), give.scope(), until));
    }

    /** Control may be granted as looking only; everything else as it was asked for, or not at all. */
    private static boolean isWithin(Scope granted, Scope asked) {
        return granted == asked || (asked == Scope.SCREEN_KEYBOARD_MOUSE && granted == Scope.SCREEN_ONLY);
    }

    private static Decision refuse(Consents consents, String request) {
        return consents.find(request).map(ConsentDecider::no).orElseGet(ConsentDecider::notFound);
    }

    private static Decision end(Consents consents, String request, Side side) {
        Optional<Consent> found = consents.find(request);
        if (found.isEmpty()) {
            return notFound();
        }
        if (side == Side.CUSTOMER) {
            return no(found.get());
        }
        if (found.get().isOpen()) {
            return conflict("consent.not-given", "The customer has not answered yet.");
        }
        return found.get().isGiven()
                ? Decision.accept(new ConsentEnded(request, EndedBy.CONSULTANT))
                : Decision.nothing();
    }

    /** The customer's no, before or after a yes. */
    private static Decision no(Consent consent) {
        String request = consent.asked().request();
        if (consent.isOpen()) {
            return Decision.accept(new ConsentRefused(request, RefusedBy.CUSTOMER));
        }
        return consent.isGiven() ? Decision.accept(new ConsentEnded(request, EndedBy.CUSTOMER)) : Decision.nothing();
    }

    private static Decision notFound() {
        return Decision.refuse(Kind.NOT_FOUND, "consent.not-found", "There is no such request.");
    }

    private static Decision forbidden(String code, String detail) {
        return Decision.refuse(Kind.FORBIDDEN, code, detail);
    }

    private static Decision conflict(String code, String detail) {
        return Decision.refuse(Kind.CONFLICT, code, detail);
    }

    private static Decision invalid(String code, String detail) {
        return Decision.refuse(Kind.INVALID, code, detail);
    }
}
