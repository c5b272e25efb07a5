package org.connectme.mail.smtp;

import java.util.List;
import org.connectme.database.Database;
import org.connectme.mail.spi.Mail;
import org.connectme.mail.spi.MailTransport;
import org.connectme.mail.spi.Outbox;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands mail to the configured server, or keeps it in the outbox where there is none. */
@Component(
        service = {MailTransport.class, Outbox.class},
        configurationPid = "org.connectme.mail.smtp")
@Designate(ocd = MailConfig.class)
public final class ConfiguredMail implements MailTransport, Outbox {

    private static final Logger logger = LoggerFactory.getLogger(ConfiguredMail.class);

    private final OutboxTransport outbox;
    private final MailTransport transport;

    @Activate
    public ConfiguredMail(@Reference Database database, MailConfig config) {
        this.outbox = new OutboxTransport(database.open("mail", ConfiguredMail.class), config.outbox_days());
        this.transport = config.host().isBlank() ? outbox : new SmtpTransport(config);
        logger.info(
                isActive() ? "No mail server is configured: mail is kept in the outbox" : "Mail goes out over SMTP");
    }

    @Override
    public Delivery send(Mail mail) {
        return transport.send(mail);
    }

    @Override
    public boolean isActive() {
        return transport == outbox;
    }

    @Override
    public List<Kept> of(String sender) {
        return outbox.of(sender);
    }
}
