package org.connectme.invitation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.Accounts;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.MailAccepted;
import org.connectme.core.event.ConsultationEvent.MailRefused;
import org.connectme.core.event.Event;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Journal.Append;
import org.connectme.core.journal.Reaction;
import org.connectme.core.journal.Vault;
import org.connectme.invitation.MailLedger.Item;
import org.connectme.invitation.MailLedger.State;
import org.connectme.invitation.letter.Letters;
import org.connectme.mail.spi.Mail;
import org.connectme.mail.spi.MailTransport;
import org.connectme.mail.spi.MailTransport.Delivery;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the mails a journal asks for, one a call, until each was accepted or refused for good; the answer is the next
 * entry of the journal. A mail may go out twice if the server dies between sending and noting it: it then carries the
 * same Message-ID.
 */
@Component(configurationPid = "org.connectme.invitation")
@Designate(ocd = InvitationConfig.class)
public final class MailReaction implements Reaction {

    private static final Logger logger = LoggerFactory.getLogger(MailReaction.class);
    private static final int APPENDS = 50;

    private final Journal journal;
    private final Accounts accounts;
    private final Access access;
    private final Mailings mailings;
    private final Letters letters;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable MailTransport transport;

    @Activate
    public MailReaction(
            @Reference Tables tables,
            @Reference Vault vault,
            @Reference Journal journal,
            @Reference Accounts accounts,
            InvitationConfig config) {
        this(tables, vault, journal, accounts, PublicUrl.of(config.publicUrl()));
    }

    MailReaction(Tables tables, Vault vault, Journal journal, Accounts accounts, String publicUrl) {
        this.journal = journal;
        this.accounts = accounts;
        this.access = new Access(tables.jdbi(), vault);
        this.mailings = new Mailings(tables.jdbi());
        this.letters = new Letters(publicUrl);
    }

    @Override
    public String name() {
        return "invitation.mail";
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        Optional<Instant> next = MailLedger.next(history, now);
        for (Item item : MailLedger.of(history, now)) {
            if (item.state() != State.WAITING) {
                continue;
            }
            Optional<Instant> notBefore = mailings.claim(history.id(), item, now);
            if (notBefore.isEmpty()) {
                // One a call, for a call may take no longer than one transport.
                return earlier(next, sendIfWaiting(item, history.id(), now));
            }
            next = earlier(next, notBefore.get());
        }
        return next;
    }

    /** Between the history that was handed in and the claim another node may have sent it. */
    private Instant sendIfWaiting(Item item, ConsultationId id, Instant now) {
        History current = journal.read(id);
        if (MailLedger.of(current, now).contains(item)) {
            return send(current, item, now);
        }
        mailings.done(id, item);
        return now;
    }

    /** @return when to look again */
    private Instant send(History history, Item item, Instant now) {
        Delivery delivery = deliver(history, item);
        if (delivery instanceof Delivery.Later later) {
            Instant next = mailings.nextTry(history.id(), item);
            logger.warn("Mail {} of {} waits until {}: {}", item.kind(), history.id(), next, later.reason());
            return next;
        }
        Event answer = delivery instanceof Delivery.Refused refused
                ? new MailRefused(item.kind().name(), item.cause(), refused.reason())
                : new MailAccepted(item.kind().name(), item.cause());
        append(history, item, answer, now);
        mailings.done(history.id(), item);
        return now;
    }

    private Delivery deliver(History history, Item item) {
        MailTransport current = transport;
        if (current == null) {
            return new Delivery.Later("there is no mail transport");
        }
        ConsultationScheduled scheduled =
                history.last(ConsultationScheduled.class).orElseThrow();
        Optional<Consultant> consultant = accounts.find(scheduled.consultant());
        Keys keys = access.follow(history);
        Optional<Mail> mail =
                letters.compose(item.kind(), item.cause(), history, consultant, keys.token(), keys.code());
        return mail.map(current::send).orElseGet(() -> new Delivery.Refused("there is no address"));
    }

    private void append(History history, Item item, Event answer, Instant now) {
        History current = history;
        for (int attempt = 0; attempt < APPENDS; attempt++) {
            Append append = journal.append(current.id(), current.length(), List.of(answer));
            if (append instanceof Append.Done) {
                return;
            }
            current = ((Append.Conflict) append).history();
            if (isAnswered(current, item, now)) {
                return;
            }
        }
        throw new IllegalStateException("The journal was too busy to note a mail.");
    }

    private static boolean isAnswered(History history, Item item, Instant now) {
        return MailLedger.of(history, now).stream()
                .anyMatch(other ->
                        other.kind() == item.kind() && other.cause() == item.cause() && other.state() != State.WAITING);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Instant other) {
        return one.filter(instant -> instant.isBefore(other)).or(() -> Optional.of(other));
    }
}
