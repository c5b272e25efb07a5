package org.connectme.mail.smtp;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.connectme.mail.spi.Mail;

/** A mail as MIME (RFC 2045), with a Message-ID that stays the same over repeats. */
final class MailMessage extends MimeMessage {

    private static final String UTF8 = "; charset=UTF-8";

    private final String messageId;

    /** @throws AddressException if an address is none */
    MailMessage(Session session, Mail mail, InternetAddress from) throws MessagingException {
        super(session);
        String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        this.messageId = "<" + mail.id().replaceAll("[^A-Za-z0-9.-]", "-") + "@" + domain + ">";
        setFrom(from);
        setRecipient(Message.RecipientType.TO, address(mail.to(), mail.toName()));
        if (!mail.replyTo().isBlank()) {
            setReplyTo(new InternetAddress[] {address(mail.replyTo(), "")});
        }
        setSubject(line(mail.subject()), StandardCharsets.UTF_8.name());
        setSentDate(new Date());
        setHeader("Auto-Submitted", "auto-generated");
        setContent(content(mail));
        saveChanges();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    /** The calendar entry is both an alternative, for programs that show it in place, and a file for all others. */
    private static MimeMultipart content(Mail mail) throws MessagingException {
        MimeMultipart alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(part(mail.text(), "text/plain" + UTF8));
        alternatives.addBodyPart(part(mail.html(), "text/html" + UTF8));
        if (mail.calendar().isEmpty()) {
            return alternatives;
        }
        Mail.Calendar calendar = mail.calendar().get();
        String type = "text/calendar" + UTF8 + "; method=" + calendar.method().replaceAll("[^A-Za-z]", "");
        alternatives.addBodyPart(part(calendar.text(), type));
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(alternatives);
        MimeBodyPart file = part(calendar.text(), "application/ics; name=\"invite.ics\"");
        file.setDisposition(Part.ATTACHMENT);
        file.setFileName("invite.ics");
        return new MimeMultipart("mixed", body, file);
    }

    private static MimeBodyPart part(String text, String type) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(text.getBytes(StandardCharsets.UTF_8), type)));
        return part;
    }

    private static InternetAddress address(String email, String name) throws AddressException {
        InternetAddress address = new InternetAddress(line(email), true);
        if (address.isGroup() || address.getAddress().indexOf('@') < 0) {
            throw new AddressException("This is not an address of one person");
        }
        try {
            address.setPersonal(line(name), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java platform has UTF-8", e);
        }
        return address;
    }

    /** The library writes headers as they come: a line break would begin another header. */
    private static String line(String value) {
        return value.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
