package org.connectme.invitation.letter;

/** What a mail is about; the names stand in the journal. */
public enum MailKind {
    INVITATION,
    RESCHEDULED,
    CANCELLED,
    /** Something is due and the payment service has not taken it yet; the summary follows when it has. */
    PAYMENT_PENDING,
    SUMMARY,
    /** The card that was saved for the appointment could not be held in time. */
    CARD_FAILED,
    /** The same to the consultant. */
    CARD_FAILED_TOLD,
    /** To the consultant. */
    ANOTHER_TIME,
    /** To the consultant: a recording will be deleted by itself soon. */
    RECORDING_EXPIRES;

    /** All others go to the customer. */
    boolean isForConsultant() {
        return this == ANOTHER_TIME || this == CARD_FAILED_TOLD || this == RECORDING_EXPIRES;
    }
}
