package org.connectme.invitation.letter;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.invitation.letter.CalendarEntry.Method;
import org.connectme.invitation.letter.CalendarEntry.Person;
import org.connectme.mail.spi.Mail;

/** Writes the mails of a consultation. Pure; any thread. */
public final class Letters {

    /** An account has no language, so mail to a consultant speaks English. */
    private static final String CONSULTANTS_LANGUAGE = "en";

    private final String publicUrl;

    /** @param publicUrl address of the server for links, without a slash at its end */
    public Letters(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /**
     * @param cause      seq of the entry that asks for the mail
     * @param consultant the account, if it is still there
     * @param token      of the link; the same for every repeat
     * @param code       9 digits
     * @return empty if there is no address to send it to, as after the personal fields were erased
     */
    public Optional<Mail> compose(
            MailKind kind, int cause, History history, Optional<Consultant> consultant, String token, String code) {
        Appointment appointment = Appointment.of(history, consultant);
        boolean isForConsultant = kind.isForConsultant();
        String to = isForConsultant ? appointment.consultantEmail() : appointment.customerEmail();
        if (to.isEmpty()) {
            return Optional.empty();
        }
        String link = publicUrl + "/join#" + token;
        Words words = Words.in(isForConsultant ? CONSULTANTS_LANGUAGE : appointment.language());
        Letter letter = letter(kind, cause, appointment, words, link, code);
        return Optional.of(new Mail(
                kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + cause + "-" + history.id(),
                appointment.consultant().toString(),
                to,
                isForConsultant ? appointment.consultantName() : appointment.customerName(),
                isForConsultant ? appointment.customerEmail() : appointment.consultantEmail(),
                Lines.subject(letter.subject()),
                TextForm.of(letter),
                HtmlForm.of(letter),
                calendar(kind, cause, appointment, words, link)));
    }

    private Letter letter(MailKind kind, int cause, Appointment appointment, Words words, String link, String code) {
        AppointmentLetters letters = new AppointmentLetters(appointment, words);
        return switch (kind) {
            case INVITATION -> letters.invitation(publicUrl, link, code);
            case RESCHEDULED -> letters.rescheduled(publicUrl, link, code);
            case CANCELLED -> letters.cancelled();
            case CARD_FAILED -> letters.cardFailed(publicUrl, link, code);
            case CARD_FAILED_TOLD -> letters.cardFailedTold(publicUrl);
            case ANOTHER_TIME -> letters.anotherTime(cause, publicUrl);
            case RECORDING_EXPIRES -> letters.recordingExpires(cause, publicUrl);
            case PAYMENT_PENDING -> new PendingLetter(appointment, words).write();
            case SUMMARY -> new SummaryLetter(appointment, words).mail(link);
        };
    }

    private Optional<Mail.Calendar> calendar(
            MailKind kind, int cause, Appointment appointment, Words words, String link) {
        return switch (kind) {
            case INVITATION, RESCHEDULED -> Optional.of(entry(Method.REQUEST, cause, appointment, words, link));
            case CANCELLED -> Optional.of(entry(Method.CANCEL, cause, appointment, words, link));
            case ANOTHER_TIME, CARD_FAILED, CARD_FAILED_TOLD, RECORDING_EXPIRES, PAYMENT_PENDING, SUMMARY ->
                Optional.empty();
        };
    }

    private Mail.Calendar entry(Method method, int cause, Appointment appointment, Words words, String link) {
        String organizer = appointment.consultantEmail().isEmpty()
                ? "no-reply@"
                        + Optional.ofNullable(URI.create(publicUrl).getHost()).orElse("localhost")
                : appointment.consultantEmail();
        CalendarEntry entry = new CalendarEntry(
                method,
                appointment.history().id() + "@connectme",
                appointment.version(),
                at(appointment.history(), cause),
                appointment.startsAt(),
                appointment.minutes(),
                words.say("calendar.summary", "consultant", appointment.consultantName()),
                method == Method.CANCEL
                        ? appointment.subject()
                        : appointment.subject() + "\n" + words.say("join") + ": " + link,
                method == Method.CANCEL ? publicUrl : link,
                new Person(appointment.consultantName(), organizer),
                new Person(appointment.customerName(), appointment.customerEmail()));
        return new Mail.Calendar(method.name(), entry.text());
    }

    private static Instant at(History history, int seq) {
        return history.entries().stream()
                .filter(entry -> entry.seq() == seq)
                .map(Entry::at)
                .findFirst()
                .orElseThrow();
    }
}
