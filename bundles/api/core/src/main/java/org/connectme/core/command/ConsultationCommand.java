package org.connectme.core.command;

import java.time.Instant;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.Offer;

/** Commands about the appointment. */
public sealed interface ConsultationCommand extends Command {

    /** Opens a new journal; the values were validated at the edge for form and by the decider for meaning. */
    record Schedule(
            ConsultantId consultant,
            String consultantName,
            String greeting,
            String customerName,
            String customerEmail,
            String subject,
            Instant startsAt,
            int plannedMinutes,
            String zone,
            String language,
            Instant invitationUntil,
            Offer offer)
            implements ConsultationCommand {}

    record Reschedule(Instant startsAt, int plannedMinutes, String zone, Instant invitationUntil)
            implements ConsultationCommand {}

    record ChangeOffer(Offer offer) implements ConsultationCommand {}

    record ResendInvitation() implements ConsultationCommand {}

    record AskAnotherTime(String note) implements ConsultationCommand {}

    record Cancel(String reason) implements ConsultationCommand {}

    record GiveContact(String name, String email, String phone, String topic) implements ConsultationCommand {}

    /** The hashes the page showed; refused when they are not those of the offer that stands. */
    record Agree(String planHash, String termsHash, boolean waiverAccepted) implements ConsultationCommand {}

    record LeaveNote(String text) implements ConsultationCommand {}

    /** First press of the red button. */
    record ProposeEnd() implements ConsultationCommand {}

    record DismissEnd() implements ConsultationCommand {}

    /** Second press: over for both. Does not need the first. */
    record HangUp() implements ConsultationCommand {}

    /**
     * Destroys the personal fields of a consultation that is over and paid (CON-5). By the engine only, for the operator.
     * Cannot be undone.
     */
    record ErasePersonal() implements ConsultationCommand {}

    /** Mails the summary once more. {@code request} makes a double click one. */
    record MailSummary(UUID request) implements ConsultationCommand {}
}
