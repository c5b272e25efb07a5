package org.connectme.core.event;

import java.time.Instant;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.Offer;
import org.connectme.core.Side;
import org.jspecify.annotations.Nullable;

/** The appointment itself: from the invitation to its end. */
public sealed interface ConsultationEvent extends Event {

    /**
     * @param plannedMinutes  length that was planned; thirty minutes after that an unkept appointment ends
     * @param zone            IANA time zone in which the consultant named the time
     * @param language        BCP 47 tag for mail and the customer's first page
     * @param invitationUntil after this instant link and code no longer open the door
     */
    record ConsultationScheduled(
            ConsultantId consultant,
            String consultantName,
            @Personal String greeting,
            @Personal String customerName,
            @Personal String customerEmail,
            @Personal String subject,
            Instant startsAt,
            int plannedMinutes,
            String zone,
            String language,
            Instant invitationUntil,
            Offer offer)
            implements ConsultationEvent {}

    record ConsultationRescheduled(Instant startsAt, int plannedMinutes, String zone, Instant invitationUntil)
            implements ConsultationEvent {}

    /** The plan or the texts changed before the call: what was agreed before no longer stands. */
    record OfferChanged(Offer offer) implements ConsultationEvent {}

    /** The consultant asked that the invitation be mailed again. */
    record InvitationResendAsked() implements ConsultationEvent {}

    record AnotherTimeAsked(@Personal String note) implements ConsultationEvent {}

    record ConsultationCancelled(Side by, @Personal String reason) implements ConsultationEvent {}

    /** The summary shall be mailed once more. {@code request} makes a double click one. */
    record SummaryMailAsked(UUID request) implements ConsultationEvent {}

    /** {@code kind}: INVITATION, RESCHEDULED, CANCELLED, PAYMENT_PENDING, SUMMARY, ANOTHER_TIME. {@code cause}: seq of the entry it answers. */
    record MailAccepted(String kind, int cause) implements ConsultationEvent {}

    /** The mail service will never take this message: the address or content was refused. */
    record MailRefused(String kind, int cause, @Personal String reason) implements ConsultationEvent {}

    record ContactGiven(
            @Personal String name,
            @Personal String email,
            @Personal String phone,
            @Personal String topic) implements ConsultationEvent {}

    /** Acceptance of one exact plan and one exact text; see {@link Offer#planHash()} and {@link Offer#termsHash()}. */
    record TermsAgreed(String planHash, String termsHash, boolean waiverAccepted, int ratingVersion)
            implements ConsultationEvent {}

    /** A line for the consultant, left in the waiting room. */
    record NoteLeft(@Personal String text) implements ConsultationEvent {}

    /**
     * First press of the red button: the meter stands from here; where the side was asked before in this call, only if
     * the answer is yes.
     */
    record EndProposed(Side by) implements ConsultationEvent {}

    /** The question after the red button was answered with "go on", or ran out. */
    record EndDismissed(Side by) implements ConsultationEvent {}

    /**
     * The consultation is over for both.
     *
     * @param by        who pressed the red button; null otherwise
     * @param lostSide  the side whose absence ended it; null otherwise
     */
    record ConsultationEnded(
            EndReason reason, @Nullable Side by, @Nullable Side lostSide) implements ConsultationEvent {}

    /** The personal fields are to be destroyed with their key (CON-5). What is written here later has none either. */
    record ErasureAsked(ErasedBy by) implements ConsultationEvent {}

    enum ErasedBy {
        OPERATOR,
        /** The operator's setting for how long they are kept. */
        RETENTION
    }

    enum EndReason {
        /** The red button. */
        HUNG_UP,
        /** More than 90.0 s offline after the first START. */
        TIMED_OUT,
        /** Never begun, thirty minutes after its planned end. */
        NOT_KEPT
    }
}
