package org.connectme.consultation;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.connectme.core.Offer;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.Agree;
import org.connectme.core.command.ConsultationCommand.AskAnotherTime;
import org.connectme.core.command.ConsultationCommand.GiveContact;
import org.connectme.core.command.ConsultationCommand.LeaveNote;
import org.connectme.core.event.ConsultationEvent.AnotherTimeAsked;
import org.connectme.core.event.ConsultationEvent.ContactGiven;
import org.connectme.core.event.ConsultationEvent.NoteLeft;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Component;

/** What the customer does before and after the call: contact, agreement, notes, another time. Stateless. */
@Component
public final class PreparationDecider implements Decider {

    /** The rating rules that an agreement made today is billed by, for ever. */
    private static final int RATING_VERSION = 1;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PHONE = 40;
    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_CONTACTS = 50;
    private static final int MOST_NOTES = 200;
    /** Each of them is mailed. */
    private static final int MOST_WISHES = 5;

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(GiveContact.class, Agree.class, LeaveNote.class, AskAnotherTime.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        Consultation consultation = Consultation.of(history);
        if (!actor.isCustomer()) {
            return Answers.customerOnly();
        }
        if (consultation.isOpen() && Answers.isExpired(consultation, now)) {
            return Answers.expired();
        }
        return Answers.closed(consultation).orElseGet(() -> prepare(history, consultation, command));
    }

    private static Decision prepare(History history, Consultation consultation, Command command) {
        if (command instanceof GiveContact contact) {
            return contact(history, consultation, contact);
        }
        if (command instanceof Agree agree) {
            return agree(consultation, agree);
        }
        if (command instanceof LeaveNote note) {
            return note(history, note.text().strip());
        }
        if (command instanceof AskAnotherTime ask) {
            return askAnotherTime(history, consultation, ask.note().strip());
        }
        throw new IllegalArgumentException("Not a command of preparation: " + command.getClass());
    }

    private static Decision contact(History history, Consultation consultation, GiveContact c) {
        ContactGiven given = new ContactGiven(
                c.name().strip(),
                c.email().strip(),
                c.phone().strip(),
                c.topic().strip());
        if (given.equals(consultation.contact())) {
            return Decision.nothing();
        }
        if (Answers.count(history, ContactGiven.class) >= MOST_CONTACTS) {
            return Answers.tooMany("contact.changed-often", "The contact was changed too often; leave a note instead.");
        }
        return new Check()
                .line(given.name(), LONGEST_NAME, "contact.name", "your name")
                .email(given.email(), "contact.email")
                .optionalLine(given.phone(), LONGEST_PHONE, "contact.phone", "a phone number")
                .text(given.topic(), LONGEST_TEXT, "contact.topic", "what it is about")
                .orElse(() -> Decision.accept(given));
    }

    private static Decision agree(Consultation consultation, Agree agree) {
        Offer offer = Objects.requireNonNull(consultation.offer());
        if (consultation.contact() == null) {
            return Answers.conflict("agreement.contact-first", "Fill in the contact form first.");
        }
        if (!agree.planHash().equals(offer.planHash()) || !agree.termsHash().equals(offer.termsHash())) {
            return Answers.conflict(
                    "agreement.offer-changed", "Charges or terms were changed meanwhile; read them again, then agree.");
        }
        boolean hasWaiver = !offer.withdrawalWaiver().isBlank();
        if (consultation.agreement() != null) {
            return Decision.nothing();
        }
        return new Check()
                .that(
                        agree.waiverAccepted() || !hasWaiver,
                        "agreement.waiver-missing",
                        "The service can begin at once only if the waiver is accepted too.")
                .orElse(() -> Decision.accept(new TermsAgreed(
                        agree.planHash(), agree.termsHash(), hasWaiver && agree.waiverAccepted(), RATING_VERSION)));
    }

    private static Decision note(History history, String text) {
        if (Answers.count(history, NoteLeft.class) >= MOST_NOTES) {
            return Answers.tooMany("note.too-many", "There are too many notes already.");
        }
        return new Check()
                .text(text, LONGEST_TEXT, "note.text", "the note")
                .that(!text.isEmpty(), "note.text", "Write something before you leave the note.")
                .orElse(() -> Decision.accept(new NoteLeft(text)));
    }

    private static Decision askAnotherTime(History history, Consultation consultation, String note) {
        if (consultation.meterStartedAt() != null) {
            return Answers.conflict("appointment.begun", "The meter has started; the appointment stays as it is.");
        }
        if (Answers.count(history, AnotherTimeAsked.class) >= MOST_WISHES) {
            return Answers.tooMany("mail.asked-often", "This was mailed five times already.");
        }
        return new Check()
                .text(note, LONGEST_TEXT, "another-time.note", "the note")
                .orElse(() -> Decision.accept(new AnotherTimeAsked(note)));
    }
}
