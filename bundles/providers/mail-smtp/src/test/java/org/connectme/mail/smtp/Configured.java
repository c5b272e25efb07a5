package org.connectme.mail.smtp;

import java.lang.annotation.Annotation;
import java.util.Optional;
import org.connectme.mail.spi.Mail;

/** A configuration as the container would hand it over, and the mail that the tests send. */
record Configured(String host, int port, Security security, String user, String password, String from)
        implements MailConfig {

    static Configured plain(int port) {
        return new Configured("127.0.0.1", port, Security.NONE, "", "", "post@advice.example");
    }

    static Mail mail(String id) {
        return new Mail(
                id,
                "consultant-1",
                "cem@example.org",
                "Cem Yılmaz",
                "ana@example.org",
                "Ihre Beratung über Drucker",
                "Grüße\n.\nEin Punkt allein beendet nichts.\n",
                "<p>Grüße</p>",
                Optional.of(new Mail.Calendar("REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")));
    }

    @Override
    public String _password() {
        return password;
    }

    @Override
    public int timeout_seconds() {
        return 2;
    }

    @Override
    public int outbox_days() {
        return 14;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return MailConfig.class;
    }
}
