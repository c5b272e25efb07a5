package org.connectme.invitation.letter;

/** What a mail is about; the names stand in the journal. */
public enum MailKind {
    INVITATION,
    RESCHEDULED,
    CANCELLED,
    /** Something is due and the payment service has not taken it yet; the summary follows when it has. */
    PAYMENT_PENDING,
    SUMMARY,
    /** To the consultant; all others go to the customer. */
    ANOTHER_TIME
}
