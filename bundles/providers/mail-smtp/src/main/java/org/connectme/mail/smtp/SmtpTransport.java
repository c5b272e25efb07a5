package org.connectme.mail.smtp;

import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.connectme.mail.smtp.MailConfig.Security;
import org.connectme.mail.spi.Mail;
import org.connectme.mail.spi.MailTransport;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands mail to a server by SMTP (RFC 5321), one connection a mail. Thread-safe. */
final class SmtpTransport implements MailTransport {

    private static final Logger logger = LoggerFactory.getLogger(SmtpTransport.class);

    /** Answers about us and not about the mail: authentication needed or failed. Somebody will put that right. */
    private static final Set<Integer> ABOUT_US = Set.of(530, 534, 535, 538);

    private static final int REASON_LENGTH = 300;

    private final Session session;
    private final InternetAddress from;

    /** @throws IllegalArgumentException if the sender's address is missing or wrong */
    SmtpTransport(MailConfig config) {
        this.from = sender(config);
        this.session = inBundle(() -> Session.getInstance(properties(config, from), login(config)));
    }

    @Override
    public Delivery send(Mail mail) {
        return inBundle(() -> deliver(mail));
    }

    private Delivery deliver(Mail mail) {
        MailMessage message;
        try {
            message = new MailMessage(session, mail, from);
        } catch (AddressException e) {
            return new Delivery.Refused("The address is not valid.");
        } catch (MessagingException e) {
            throw new IllegalStateException(mail + " could not be composed.", e);
        }
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(message, message.getAllRecipients());
            return new Delivery.Accepted();
        } catch (MessagingException e) {
            return judge(mail, e);
        }
    }

    /**
     * 5yz is for good, 4yz and everything that is not an answer is not (RFC 5321, 4.2.1). Of a chain of exceptions the
     * innermost speaks of the address, those around it of the commands that could not go on.
     */
    private static Delivery judge(Mail mail, MessagingException failure) {
        Delivery verdict = new Delivery.Later(
                "the mail server cannot be used (" + failure.getClass().getSimpleName() + ")");
        Exception cause = failure;
        while (cause instanceof MessagingException messaging) {
            int code = answer(messaging);
            if (code >= 500 && !ABOUT_US.contains(code)) {
                verdict = new Delivery.Refused(reason(messaging));
            } else if (code > 0) {
                verdict = new Delivery.Later("the mail server answered " + code);
            }
            cause = messaging.getNextException();
        }
        logger.debug("{} was not taken", mail, failure);
        return verdict;
    }

    /** The server's reply code, or 0 if this is about something else. */
    private static int answer(MessagingException failure) {
        if (failure instanceof SMTPAddressFailedException e) {
            return e.getReturnCode();
        } else if (failure instanceof SMTPSenderFailedException e) {
            return e.getReturnCode();
        }
        return failure instanceof SMTPSendFailedException e ? Math.max(e.getReturnCode(), 0) : 0;
    }

    private static String reason(MessagingException failure) {
        String text = String.valueOf(failure.getMessage())
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return text.substring(0, Math.min(text.length(), REASON_LENGTH));
    }

    private static InternetAddress sender(MailConfig config) {
        String address = config.from().isBlank() ? config.user() : config.from();
        try {
            InternetAddress sender = new InternetAddress(address.strip(), true);
            if (sender.getAddress().indexOf('@') < 0) {
                throw new AddressException("There is no @ in it");
            }
            return sender;
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "Set from in etc/org.connectme.mail.smtp.cfg to the address that mail comes from.", e);
        }
    }

    private static Properties properties(MailConfig config, InternetAddress from) {
        Security security = config.security();
        String timeout =
                Long.toString(Duration.ofSeconds(config.timeout_seconds()).toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", config.host().strip());
        properties.setProperty("mail.smtp.port", Integer.toString(port(config)));
        properties.setProperty("mail.smtp.auth", Boolean.toString(!config.user().isBlank()));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(security == Security.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(security == Security.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(security == Security.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.quitwait", "false");
        // The name to say hello with; without it the library asks the network who we are, which may take long.
        properties.setProperty(
                "mail.smtp.localhost",
                from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1));
        return properties;
    }

    private static int port(MailConfig config) {
        if (config.port() != 0) {
            return config.port();
        }
        return switch (config.security()) {
            case NONE -> 25;
            case STARTTLS -> 587;
            case TLS -> 465;
        };
    }

    private static Authenticator login(MailConfig config) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(config.user().strip(), config._password());
            }
        };
    }

    /** The library finds its parts by the context class loader, which in a container is anybody's. */
    private static <T> T inBundle(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(SmtpTransport.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
