package org.connectme.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.connectme.mail.smtp.MailConfig.Security;
import org.connectme.mail.spi.Mail;
import org.connectme.mail.spi.MailTransport.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SmtpTransportTest {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aMailArrivesWithTextHtmlAndCalendarEntry() throws Exception {
        assertThat(transport().send(Configured.mail("invitation-1-abc"))).isEqualTo(new Delivery.Accepted());

        MimeMessage arrived = onlyArrived();
        assertThat(arrived.getSubject()).isEqualTo("Ihre Beratung über Drucker");
        assertThat(arrived.getMessageID()).isEqualTo("<invitation-1-abc@advice.example>");
        assertThat(arrived.getFrom()).containsExactly(new InternetAddress("post@advice.example"));
        assertThat(arrived.getReplyTo()).containsExactly(new InternetAddress("ana@example.org"));
        InternetAddress to = (InternetAddress) arrived.getRecipients(Message.RecipientType.TO)[0];
        assertThat(to.getAddress()).isEqualTo("cem@example.org");
        assertThat(to.getPersonal()).isEqualTo("Cem Yılmaz");

        MimeMultipart mixed = (MimeMultipart) arrived.getContent();
        assertThat(mixed.getContentType()).startsWith("multipart/mixed");
        MimeMultipart alternatives = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(alternatives.getContentType()).startsWith("multipart/alternative");
        assertThat(text(alternatives.getBodyPart(0)))
                .isEqualToNormalizingNewlines("Grüße\n.\nEin Punkt allein beendet nichts.\n");
        assertThat(text(alternatives.getBodyPart(1))).isEqualTo("<p>Grüße</p>");
        assertThat(alternatives.getBodyPart(2).getContentType().replaceAll("\\s+", " "))
                .contains("text/calendar")
                .contains("method=REQUEST");
        assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("invite.ics");
    }

    @Test
    void aRepeatCarriesTheSameMessageId() throws Exception {
        SmtpTransport transport = transport();
        transport.send(Configured.mail("invitation-1-abc"));
        transport.send(Configured.mail("invitation-1-abc"));

        MimeMessage[] arrived = server.getReceivedMessages();
        assertThat(arrived).hasSize(2);
        assertThat(arrived[0].getMessageID()).isEqualTo(arrived[1].getMessageID());
    }

    @Test
    void aMailWithoutCalendarIsTextAndHtml() throws Exception {
        Mail mail = Configured.mail("summary-9");
        transport()
                .send(new Mail(
                        mail.id(), "", mail.to(), "", "", mail.subject(), mail.text(), mail.html(), Optional.empty()));

        assertThat(onlyArrived().getContentType()).startsWith("multipart/alternative");
    }

    @Test
    void noLineBreakBecomesAHeader() throws Exception {
        String hostile = "x\r\nBcc: all@example.org\r\n\r\nbody";
        transport()
                .send(new Mail(
                        "id\r\nBcc: all@example.org",
                        "",
                        "cem@example.org",
                        hostile,
                        "ana@example.org",
                        hostile,
                        "t",
                        "h",
                        Optional.of(new Mail.Calendar(hostile, "c"))));

        MimeMessage arrived = onlyArrived();
        assertThat(arrived.getHeader("Bcc")).isNull();
        assertThat(arrived.getAllRecipients()).hasSize(1);
        assertThat(GreenMailUtil.getHeaders(arrived)).doesNotContainPattern("(?m)^Bcc");
    }

    @Test
    void severalAddressesInOneAreRefusedBeforeAnythingIsSent() {
        Mail mail = Configured.mail("x");
        for (String to :
                new String[] {"a@example.org, b@example.org", "nobody", "", "a@example.org\r\nRCPT TO:<b@c.d>"}) {
            Delivery delivery = transport()
                    .send(new Mail("x", "", to, "", "", mail.subject(), mail.text(), mail.html(), Optional.empty()));
            assertThat(delivery).as(to).isInstanceOf(Delivery.Refused.class);
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void whoHasAUserSignsInWithIt() {
        server.setUser("post@advice.example", "post", "secret");
        int port = server.getSmtp().getPort();
        Configured right = new Configured("127.0.0.1", port, Security.NONE, "post", "secret", "post@advice.example");
        Configured wrong = new Configured("127.0.0.1", port, Security.NONE, "post", "guess", "post@advice.example");

        assertThat(new SmtpTransport(right).send(Configured.mail("a"))).isEqualTo(new Delivery.Accepted());
        assertThat(new SmtpTransport(wrong).send(Configured.mail("b"))).isInstanceOf(Delivery.Later.class);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void withoutEncryptionOnOfferNothingIsSentWhereItIsAskedFor() {
        Configured strict = new Configured(
                "127.0.0.1", server.getSmtp().getPort(), Security.STARTTLS, "", "", "post@advice.example");

        assertThat(new SmtpTransport(strict).send(Configured.mail("a"))).isInstanceOf(Delivery.Later.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsAskedLater() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(new SmtpTransport(Configured.plain(port)).send(Configured.mail("a")))
                .isInstanceOf(Delivery.Later.class);
    }

    @Test
    void withoutAnAddressOfOurOwnTheTransportSaysWhatToSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpTransport(new Configured("mail.example", 25, Security.NONE, "post", "", "")))
                .withMessageContaining("org.connectme.mail.smtp.cfg");
    }

    private SmtpTransport transport() {
        return new SmtpTransport(Configured.plain(server.getSmtp().getPort()));
    }

    private MimeMessage onlyArrived() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static String text(BodyPart part) throws Exception {
        return (String) part.getContent();
    }
}
