package org.connectme.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.account.Accounts;
import org.connectme.core.account.Invitations.Exchange;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.AnotherTimeAsked;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.ContactGiven;
import org.connectme.core.event.ConsultationEvent.InvitationResendAsked;
import org.connectme.core.event.ConsultationEvent.MailAccepted;
import org.connectme.core.event.ConsultationEvent.MailRefused;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.ConsultationEvent.SummaryMailAsked;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.CaptureFailed;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.journal.History;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.invitation.MailProjection.Line;
import org.connectme.invitation.MailProjection.MailPart;
import org.connectme.mail.spi.Mail;
import org.connectme.mail.spi.MailTransport.Delivery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MailReactionTest {

    @TempDir
    private static Path folder;

    private static LocalDatabase database;
    private static Tables tables;

    private final SetTimeline timeline = new SetTimeline();
    private final KeyedVault vault = new KeyedVault();
    private final MemoryJournal journal = new MemoryJournal(timeline);
    private final List<Mail> sent = new ArrayList<>();
    private final Deque<Delivery> answers = new ArrayDeque<>();
    private final MailReaction reaction = node();
    private final ConsultationId id = Story.id();

    @BeforeAll
    static void start() {
        database = LocalDatabase.start(folder);
        tables = new Tables(database);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        tables.jdbi().useHandle(handle -> handle.execute("TRUNCATE access, attempt, mailing CASCADE"));
    }

    @Test
    void anInvitationIsMailedOnceAndItsLinkAndCodeOpenTheDoor() {
        journal.happened(id, Story.scheduled());

        settle();
        settle();

        Mail mail = onlyMail();
        assertThat(mail.to()).isEqualTo("cem@example.org");
        assertThat(mail.replyTo()).isEqualTo("ana@example.org");
        assertThat(mail.sender()).isEqualTo(Story.ANA.id().toString());
        assertThat(mail.id()).isEqualTo("invitation-1-" + id);
        assertThat(mail.calendar().orElseThrow().method()).isEqualTo("REQUEST");
        assertThat(journal.read(id).last(MailAccepted.class)).contains(new MailAccepted("INVITATION", 1));
        CustomerSessions sessions = new CustomerSessions(tables, timeline);
        CustomerDoor door = new CustomerDoor(tables, vault, timeline, sessions);
        assertThat(door.exchange(token(mail), "x")).isInstanceOf(Exchange.Opened.class);
        assertThat(door.exchange(find(mail.text(), "\\n(\\d{3} \\d{3} \\d{3})\\n"), "x"))
                .isInstanceOf(Exchange.Opened.class);
    }

    @Test
    void aRefusedAddressIsShownToTheConsultantAndNotTriedAgain() {
        answers.add(new Delivery.Refused("550 no such user"));
        journal.happened(id, Story.scheduled());

        settle();
        settle();

        assertThat(sent).hasSize(1);
        assertThat(journal.read(id).last(MailRefused.class))
                .contains(new MailRefused("INVITATION", 1, "550 no such user"));
        assertThat(shownTo(Side.CONSULTANT))
                .containsExactly(new Line("INVITATION", Story.NOW, "REFUSED", "550 no such user"));
        assertThat(shownTo(Side.CUSTOMER)).isEmpty();
    }

    @Test
    void whatIsNotTakenNowIsTriedAgainWithGrowingDelayAndTheSameLink() {
        for (int i = 0; i < 7; i++) {
            answers.add(new Delivery.Later("421 busy"));
        }
        journal.happened(id, Story.scheduled());

        List<Duration> delays = new ArrayList<>();
        Optional<Instant> next = settle();
        assertThat(shownTo(Side.CONSULTANT)).containsExactly(new Line("INVITATION", Story.NOW, "WAITING", null));
        while (next.isPresent()) {
            Duration delay = Duration.between(timeline.now(), next.get());
            delays.add(delay);
            timeline.pass(delay.minusSeconds(1));
            int before = sent.size();
            settle();
            assertThat(sent).hasSize(before);
            timeline.pass(Duration.ofSeconds(1));
            next = settle();
        }

        assertThat(delays).hasSize(7).isSorted().startsWith(Mailings.DELAYS.get(0));
        assertThat(delays.get(6)).isEqualTo(Duration.ofHours(1));
        assertThat(sent)
                .extracting(Mail::text)
                .hasSize(8)
                .containsOnly(sent.get(0).text());
        assertThat(sent).extracting(Mail::id).containsOnly("invitation-1-" + id);
        assertThat(shownTo(Side.CONSULTANT))
                .singleElement()
                .satisfies(line -> assertThat(line.state()).isEqualTo("ACCEPTED"));
    }

    @Test
    void mailWaitsForATransportThatIsAway() {
        reaction.transport = null;
        journal.happened(id, Story.scheduled());
        Instant next = settle().orElseThrow();
        assertThat(sent).isEmpty();

        reaction.transport = this::take;
        timeline.pass(Duration.between(timeline.now(), next));
        settle();

        assertThat(sent).hasSize(1);
    }

    @Test
    void aSecondNodeWithAnOlderHistorySendsNothingTwice() {
        History before = journal.happened(id, Story.scheduled());
        settle();

        node().react(before, timeline.now());

        assertThat(sent).hasSize(1);
        assertThat(journal.read(id).all(MailAccepted.class)).hasSize(1);
    }

    @Test
    void whileOneNodeIsSendingTheOtherDoesNot() {
        History history = journal.happened(id, Story.scheduled());
        reaction.transport = mail -> {
            node().react(history, timeline.now());
            return take(mail);
        };

        settle();

        assertThat(sent).hasSize(1);
    }

    @Test
    void aResendCarriesTheSameLink() {
        journal.happened(id, Story.scheduled());
        settle();
        journal.happened(id, new InvitationResendAsked());
        settle();

        assertThat(sent).hasSize(2);
        assertThat(token(sent.get(1))).isEqualTo(token(sent.get(0)));
    }

    @Test
    void aNewTimeAndACancellationAreMailedWithTheCalendarEntryThatGrows() {
        journal.happened(id, Story.scheduled());
        settle();
        journal.happened(id, moved());
        settle();
        journal.happened(id, new ConsultationCancelled(Side.CONSULTANT, "ill"));
        settle();

        assertThat(sent)
                .extracting(mail -> mail.calendar().orElseThrow().method())
                .containsExactly("REQUEST", "REQUEST", "CANCEL");
        assertThat(sent)
                .extracting(mail -> find(mail.calendar().orElseThrow().text(), "SEQUENCE:(\\d+)"))
                .containsExactly("0", "1", "2");
        assertThat(sent)
                .extracting(mail -> find(mail.calendar().orElseThrow().text(), "UID:(\\S+)"))
                .containsOnly(id + "@connectme");
        assertThat(sent.get(2).text()).contains("Ana Weber cancelled").contains("> ill");
    }

    @Test
    void anInvitationThatWasOvertakenIsNotSentAndWhoWasNeverInvitedHearsOfNoCancellation() {
        journal.happened(id, Story.scheduled(), moved());
        settle();
        assertThat(onlyMail().id()).isEqualTo("rescheduled-2-" + id);

        ConsultationId other = Story.id();
        History cancelled = journal.happened(other, Story.scheduled(), new ConsultationCancelled(Side.CONSULTANT, ""));
        assertThat(reaction.react(cancelled, timeline.now())).isEmpty();
        assertThat(sent).hasSize(1);
    }

    @Test
    void anInvitationThatIsOverIsNotMailedAnyMore() {
        answers.add(new Delivery.Later("421 busy"));
        journal.happened(id, Story.scheduled());
        settle();

        timeline.pass(Duration.ofDays(3));

        assertThat(settle()).isEmpty();
        assertThat(sent).hasSize(1);
    }

    @Test
    void theWishForAnotherTimeGoesToTheConsultant() {
        journal.happened(id, Story.scheduled());
        settle();
        journal.happened(id, new AnotherTimeAsked("Friday, please"));
        settle();

        Mail wish = sent.get(1);
        assertThat(wish.to()).isEqualTo("ana@example.org");
        assertThat(wish.replyTo()).isEqualTo("cem@example.org");
        assertThat(wish.text()).contains("> Friday, please");
        assertThat(wish.text() + wish.html()).doesNotContain("/join#");
        assertThat(wish.calendar()).isEmpty();
    }

    @Test
    void theSummaryGoesOutOnceTheMoneyIsTakenAndTheReceiptHasItsNumber() {
        History taken = ended(Story.due(2560), new Captured("c", Money.of(2560, "EUR"), "r"));
        assertThat(sent).isEmpty();
        journal.happened(id, new ReceiptIssued(17));
        settle();

        String text = onlyMail().text();
        assertThat(text)
                .contains("Charged: €25.60")
                .contains("Receipt number: 17")
                .contains("Card: Visa •••• 4242")
                .contains("Duration: 12 min 40 s")
                .contains("Billable time: 11 min 40 s")
                .contains("you were offline")
                .contains("VAT 19%")
                .contains("Seller: Ana Weber IT\n  Lindenallee 12\n  50968 Köln\n  Tax number DE 999 999 999")
                .contains((taken.length() + 1) + " entries")
                .contains(journal.read(id).entries().get(taken.length()).hash());
    }

    @Test
    void theSummaryFollowsAReleaseAWaiverAndAFreeConsultation() {
        ended(Story.due(0), new Released("x"));
        assertThat(onlyMail().text()).contains("Charged: €0.00").contains("What was held on your card is released");
        sent.clear();

        ConsultationId waived = Story.id();
        accepted(waived, Story.scheduled());
        journal.happened(
                waived,
                Story.held(),
                Story.hungUp(),
                Story.due(30),
                new AmountWaived(Money.of(30, "EUR"), Money.of(50, "EUR")),
                new Released("y"));
        settle(waived);
        assertThat(onlyMail().text()).contains("€0.30 would be due").contains("less than €0.50");
        sent.clear();

        ConsultationId free = Story.id();
        accepted(free, Story.scheduled());
        journal.happened(free, new OfferChanged(Story.offer(0)), Story.hungUp(), Story.due(0));
        settle(free);
        assertThat(onlyMail().text()).contains("Nothing was charged.").contains("Price: free of charge");
    }

    @Test
    void aHoldThatWasReleasedBeforeTheEndIsNoReasonForASummary() {
        accepted(id, Story.scheduled());
        journal.happened(id, Story.held(), new Released("x"), Story.hungUp());
        settle();

        assertThat(sent).isEmpty();
    }

    @Test
    void whoPaysHearsAfterAnHourThatThePaymentIsStillBeingWorkedOnAndGetsTheSummaryWhenItIsDone() {
        ended(Story.due(2560), new CaptureFailed("c", "unavailable", 1));
        Optional<Instant> next = settle();
        assertThat(next).contains(timeline.now().plus(Duration.ofHours(1)));
        assertThat(shownTo(Side.CUSTOMER)).isEmpty();
        timeline.pass(Duration.ofHours(1).minusMillis(1));
        settle();
        assertThat(sent).isEmpty();

        timeline.pass(Duration.ofMillis(1));
        assertThat(settle()).isEmpty();
        settle();
        Mail pending = onlyMail();
        assertThat(pending.to()).isEqualTo("cem@example.org");
        assertThat(pending.text())
                .contains("Due: €25.60")
                .contains("taken once at most")
                .contains("About: Printer");
        assertThat(pending.calendar()).isEmpty();
        assertThat(shownTo(Side.CUSTOMER)).extracting(Line::kind).containsExactly("PAYMENT_PENDING");

        journal.happened(id, new Captured("c", Money.of(2560, "EUR"), "r"), new ReceiptIssued(17));
        settle();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).text()).contains("Charged: €25.60").contains("Receipt number: 17");
    }

    @Test
    void aPaymentThatIsDoneWithinTheHourIsNotCalledLate() {
        ended(Story.due(2560), new Captured("c", Money.of(2560, "EUR"), "r"), new ReceiptIssued(17));

        timeline.pass(Duration.ofHours(2));

        assertThat(settle()).isEmpty();
        assertThat(sent).hasSize(1);
    }

    @Test
    void theSummaryFollowsARefund() {
        ended(Story.due(2560), new Captured("c", Money.of(2560, "EUR"), "r"), new ReceiptIssued(17));
        journal.happened(id, new Refunded("f", Money.of(560, "EUR")));
        settle();

        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).text()).contains("Charged: €20.00").contains("Refunded: €5.60");
        assertThat(shownTo(Side.CUSTOMER)).extracting(Line::kind).containsExactly("SUMMARY", "SUMMARY");
    }

    @Test
    void whoAsksForTheSummaryGetsItAtTheAddressFromTheForm() {
        accepted(id, Story.scheduled());
        journal.happened(id, new ContactGiven("Cem", "new@example.org", "", ""));
        journal.happened(id, Story.hungUp(), new SummaryMailAsked(UUID.randomUUID()));
        settle();

        assertThat(onlyMail().to()).isEqualTo("new@example.org");
    }

    @Test
    void withoutAnAddressMailIsRefusedAndNotTriedForEver() {
        accepted(
                id,
                new ConsultationScheduled(
                        Story.ANA.id(),
                        "",
                        "",
                        "",
                        "",
                        "",
                        Story.START,
                        30,
                        "Europe/Berlin",
                        "en",
                        Story.START,
                        Story.offer(240)));

        assertThat(sent).isEmpty();
        assertThat(journal.read(id).has(MailRefused.class)).isTrue();
    }

    private History ended(Event... after) {
        accepted(id, Story.scheduled());
        journal.happened(id, Story.held(), Story.hungUp());
        History history = journal.happened(id, after);
        settle();
        return history;
    }

    /** Scheduled, and the invitation out of the way. */
    private void accepted(ConsultationId consultation, Event scheduled) {
        journal.happened(consultation, scheduled);
        settle(consultation);
        sent.clear();
    }

    private static ConsultationRescheduled moved() {
        return new ConsultationRescheduled(
                Story.START.plus(Duration.ofDays(1)), 45, "Europe/Berlin", Story.START.plus(Duration.ofDays(2)));
    }

    private Optional<Instant> settle() {
        return settle(id);
    }

    /** Calls the reaction as the journal does: again after each change, and when it asked for it. */
    private Optional<Instant> settle(ConsultationId consultation) {
        Optional<Instant> next = reaction.react(journal.read(consultation), timeline.now());
        while (next.isPresent() && !next.get().isAfter(timeline.now())) {
            next = reaction.react(journal.read(consultation), timeline.now());
        }
        return next;
    }

    private List<Line> shownTo(Side viewer) {
        return ((MailPart) new MailProjection().project(journal.read(id), viewer, timeline.now())).entries();
    }

    private MailReaction node() {
        MailReaction node = new MailReaction(tables, vault, journal, new OneAccount(), "https://advice.example");
        node.transport = this::take;
        return node;
    }

    private Delivery take(Mail mail) {
        sent.add(mail);
        return answers.isEmpty() ? new Delivery.Accepted() : answers.remove();
    }

    private Mail onlyMail() {
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    private static String token(Mail mail) {
        String token = find(mail.text(), "https://advice\\.example/join#([A-Za-z0-9_-]{43})");
        assertThat(mail.html()).contains("\"https://advice.example/join#" + token + "\"");
        return token;
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    /** Ana's, and nobody else's. */
    private static final class OneAccount implements Accounts {

        @Override
        public Optional<Consultant> find(ConsultantId id) {
            return Optional.of(Story.ANA).filter(ana -> ana.id().equals(id));
        }

        @Override
        public List<Consultant> all() {
            return List.of(Story.ANA);
        }

        @Override
        public SignIn signIn(String email, String password, String address, Optional<String> device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void signOut(String secret) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void signOutEverywhere(ConsultantId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void requestPasswordReset(String email, String address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refusal> resetPassword(String token, String newPassword) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refusal> setAvailability(ConsultantId id, Availability availability) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refusal> updateProfile(ConsultantId id, Profile profile) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Created create(String email, String displayName, String password) {
            throw new UnsupportedOperationException();
        }
    }
}
