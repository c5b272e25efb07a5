package org.connectme.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.mail.smtp.MailConfig.Security;
import org.connectme.mail.spi.Mail;
import org.connectme.mail.spi.MailTransport.Delivery;
import org.connectme.mail.spi.Outbox.Kept;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OutboxTest {

    @TempDir
    private static Path folder;

    private static LocalDatabase database;

    private final ConfiguredMail mail =
            new ConfiguredMail(database, new Configured("", 0, Security.STARTTLS, "", "", ""));

    @BeforeAll
    static void start() {
        database = LocalDatabase.start(folder);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        execute("TRUNCATE outbox");
    }

    @Test
    void withoutAServerMailIsKeptForItsSenderAlone() {
        assertThat(mail.isActive()).isTrue();
        assertThat(mail.send(Configured.mail("a"))).isEqualTo(new Delivery.Accepted());

        assertThat(mail.of("consultant-1")).singleElement().satisfies(kept -> {
            assertThat(kept.id()).isEqualTo("a");
            assertThat(kept.to()).isEqualTo("cem@example.org");
            assertThat(kept.subject()).isEqualTo("Ihre Beratung über Drucker");
            assertThat(kept.text()).startsWith("Grüße");
            assertThat(kept.html()).isEqualTo("<p>Grüße</p>");
        });
        assertThat(mail.of("consultant-2")).isEmpty();
    }

    @Test
    void theNewestComesFirstAndARepeatIsNoSecondMail() {
        mail.send(Configured.mail("a"));
        execute("UPDATE outbox SET at = at - interval '1 hour'");
        mail.send(Configured.mail("b"));
        mail.send(Configured.mail("b"));

        assertThat(mail.of("consultant-1")).extracting(Kept::id).containsExactly("b", "a");
    }

    @Test
    void afterFourteenDaysMailIsGone() {
        mail.send(Configured.mail("old"));
        execute("UPDATE outbox SET at = at - interval '14 days 1 second'");
        assertThat(mail.of("consultant-1")).isEmpty();

        mail.send(Configured.mail("new"));

        int rows = database.open("mail", ConfiguredMail.class)
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM outbox")
                        .mapTo(Integer.class)
                        .one());
        assertThat(rows).isEqualTo(1);
    }

    @Test
    void noMoreThanAHundredAreShown() {
        for (int i = 0; i < 101; i++) {
            mail.send(Configured.mail("m" + i));
        }

        assertThat(mail.of("consultant-1")).hasSize(100);
    }

    @Test
    void withAServerNothingIsKept() {
        ConfiguredMail smtp = new ConfiguredMail(database, Configured.plain(1));
        Mail sent = Configured.mail("a");

        assertThat(smtp.isActive()).isFalse();
        assertThat(smtp.send(sent)).isInstanceOf(Delivery.Later.class);
        assertThat(smtp.of(sent.sender())).isEmpty();
        assertThat(Optional.of(sent)).map(Mail::toString).contains("Mail a");
    }

    private static void execute(String sql) {
        database.open("mail", ConfiguredMail.class).useHandle(handle -> handle.execute(sql));
    }
}
