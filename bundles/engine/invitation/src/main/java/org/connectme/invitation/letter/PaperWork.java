package org.connectme.invitation.letter;

import java.util.Optional;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.journal.History;

/**
 * Writes what is printed about a consultation. Pure; any thread.
 *
 * @param xhtml for the printer
 */
public record PaperWork(String xhtml, boolean rightToLeft) {

    /** The customer's summary, which is a receipt once it has a number. */
    public static PaperWork receipt(History history, Optional<Consultant> consultant) {
        Appointment appointment = Appointment.of(history, consultant);
        return of(new SummaryLetter(appointment, Words.in(appointment.language())).paper());
    }

    /** @param language BCP 47 tag */
    public static PaperWork dispute(History history, Optional<Consultant> consultant, String language) {
        return of(new DisputeLetter(Appointment.of(history, consultant), Words.in(language)).write());
    }

    private static PaperWork of(Letter letter) {
        return new PaperWork(PaperForm.of(letter), letter.words().isRightToLeft());
    }
}
