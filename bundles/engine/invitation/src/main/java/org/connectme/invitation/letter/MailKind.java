package org.connectme.invitation.letter;

/** What a mail is about; the names stand in the journal. */
public enum MailKind {
    INVITATION,
    RESCHEDULED,
    CANCELLED,
    SUMMARY,
    /** To the consultant; all others go to the customer. */
    ANOTHER_TIME
}
