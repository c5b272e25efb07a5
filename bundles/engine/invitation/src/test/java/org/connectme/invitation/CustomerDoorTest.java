package org.connectme.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.account.Authenticator;
import org.connectme.core.account.Invitations.Exchange;
import org.connectme.core.account.Invitations.HandOver;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.Event;
import org.connectme.core.journal.History;
import org.connectme.database.embedded.LocalDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CustomerDoorTest {

    private static final String HOME = "192.0.2.1";

    @TempDir
    private static Path folder;

    private static LocalDatabase database;
    private static Tables tables;

    private final SetTimeline timeline = new SetTimeline();
    private final KeyedVault vault = new KeyedVault();
    private final MemoryJournal journal = new MemoryJournal(timeline);
    private final Access access = new Access(tables.jdbi(), vault);
    private final CustomerSessions sessions = new CustomerSessions(tables, timeline);
    private final CustomerDoor door = new CustomerDoor(tables, vault, timeline, sessions);
    private final AccessReaction reaction = new AccessReaction(tables, vault);
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
    void theLinkOpensItsConsultationAndConsumesNothing() {
        Keys keys = invited();

        Exchange.Opened scanner = opened(keys.token());
        Exchange.Opened person = opened(keys.token());

        assertThat(person.consultation()).isEqualTo(id);
        assertThat(sessions.kind()).isEqualTo(Authenticator.Kind.CUSTOMER);
        assertThat(sessions.authenticate(person.secret())).contains(new Actor.Customer(id));
        assertThat(sessions.authenticate(scanner.secret())).contains(new Actor.Customer(id));
    }

    @Test
    void theCodeOpensHoweverItIsGrouped() {
        String code = invited().code();
        assertThat(code).matches("\\d{9}");
        String arabic = code.chars()
                .mapToObj(digit -> Character.toString('\u0660' + digit - '0'))
                .reduce("", String::concat);

        List<String> forms = List.of(
                code,
                " " + code.substring(0, 3) + " " + code.substring(3, 6) + " " + code.substring(6) + " ",
                code.substring(0, 3) + "-" + code.substring(3, 6) + "\u2013" + code.substring(6),
                arabic);
        assertThat(forms)
                .allSatisfy(form -> assertThat(opened(form).consultation()).isEqualTo(id));
    }

    @Test
    void theSameKeysComeWithEveryRepeatAndOthersForEveryConsultation() {
        Keys first = invited();

        assertThat(access.follow(journal.read(id))).isEqualTo(first);
        Keys other = access.follow(journal.happened(Story.id(), Story.scheduled()));
        assertThat(other.token()).isNotEqualTo(first.token());
        assertThat(other.code()).isNotEqualTo(first.code());
        assertThat(first.token()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void wrongExpiredAndCancelledAreAnsweredAlike() {
        Keys cancelled = invited();
        happened(new ConsultationCancelled(Side.CONSULTANT, ""));
        Keys expired = access.follow(journal.happened(Story.id(), Story.scheduled()));
        Keys free = Keys.of(vault, UUID.randomUUID());

        Refusal afterCancel = refusal(cancelled.code(), HOME);
        Refusal afterCancelByLink = refusal(cancelled.token(), HOME);
        Refusal wrong = refusal(free.code(), HOME);
        Refusal wrongLink = refusal(free.token(), HOME);
        timeline.pass(Duration.ofDays(2).plusHours(6));
        Refusal late = refusal(expired.code(), HOME);
        Refusal lateByLink = refusal(expired.token(), HOME);

        assertThat(List.of(afterCancelByLink, wrong, wrongLink, late, lateByLink))
                .containsOnly(afterCancel);
        assertThat(afterCancel.code()).isEqualTo("invitation.not-found");
        assertThat(afterCancel.kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12345678", "1234567890", "12345678a", "' OR true --", "\u0000", "join#x"})
    void whatIsNeitherTokenNorCodeOpensNothing(String secret) {
        invited();

        assertThat(refusal(secret, HOME).code()).isEqualTo("invitation.not-found");
    }

    @Test
    void theSixthTryOfAMinuteIsRefusedWithTheRightCodeTooAndTheLinkStillOpens() {
        Keys keys = invited();
        wrongTries(HOME, 5);

        Refusal sixth = refusal(keys.code(), HOME);

        assertThat(sixth.kind()).isEqualTo(Refusal.Kind.TOO_MANY);
        assertThat(opened(keys.token()).consultation()).isEqualTo(id);
        assertThat(door.exchange(keys.code(), "198.51.100.9")).isInstanceOf(Exchange.Opened.class);
        timeline.pass(GuessLimit.SPAN);
        assertThat(door.exchange(keys.code(), HOME)).isInstanceOf(Exchange.Opened.class);
    }

    @Test
    void allAddressesTogetherMayGuessSixtyTimesAMinute() {
        Keys keys = invited();
        for (int i = 0; i < 12; i++) {
            wrongTries("203.0.113." + i, 5);
        }

        assertThat(refusal(keys.code(), "203.0.113.99").kind()).isEqualTo(Refusal.Kind.TOO_MANY);

        timeline.pass(GuessLimit.SPAN);
        assertThat(door.exchange(keys.code(), "203.0.113.99")).isInstanceOf(Exchange.Opened.class);
    }

    @Test
    void rightCodesDoNotUseUpWhatOthersMayGuess() {
        Keys keys = invited();
        for (int i = 0; i < 70; i++) {
            assertThat(door.exchange(keys.code(), "203.0.113." + i)).isInstanceOf(Exchange.Opened.class);
        }
    }

    @Test
    void ofManyGuessesAtTheSameTimeNoMoreAreLookedAtThanOneAfterTheOther() throws Exception {
        invited();
        ExecutorService many = Executors.newFixedThreadPool(12);
        try {
            List<Callable<Exchange>> tries = IntStream.range(0, 40)
                    .<Callable<Exchange>>mapToObj(i -> () -> door.exchange("00000000" + i % 10, HOME))
                    .toList();
            int looked = 0;
            for (Future<Exchange> answer : many.invokeAll(tries)) {
                boolean isLookedAt = answer.get() instanceof Exchange.Refused refused
                        && refused.refusal().kind() == Refusal.Kind.NOT_FOUND;
                looked += isLookedAt ? 1 : 0;
            }
            assertThat(looked).isBetween(1, GuessLimit.PER_ADDRESS);
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void aSessionLastsADayBeyondThePlannedEndEvenWhenTheInvitationIsOver() {
        String secret = opened(invited().token()).secret();

        timeline.pass(Duration.ofDays(3).plusMinutes(30).minusSeconds(1));
        assertThat(sessions.authenticate(secret)).isPresent();
        timeline.pass(Duration.ofSeconds(1));
        assertThat(sessions.authenticate(secret)).isEmpty();
    }

    @Test
    void aNewTimeMovesDoorAndSessions() {
        Keys keys = invited();
        String secret = opened(keys.token()).secret();
        happened(new ConsultationRescheduled(
                Story.START.plus(Duration.ofDays(10)), 30, "Europe/Berlin", Story.START.plus(Duration.ofDays(11))));

        timeline.pass(Duration.ofDays(12));

        assertThat(sessions.authenticate(secret)).isPresent();
        assertThat(opened(keys.code()).consultation()).isEqualTo(id);
    }

    @Test
    void aCancellationEndsTheSessionsAtOnce() {
        String secret = opened(invited().token()).secret();

        happened(new ConsultationCancelled(Side.CUSTOMER, ""));

        assertThat(sessions.authenticate(secret)).isEmpty();
    }

    @Test
    void afterTheEndTheSessionShowsTheSummaryForThirtyDays() {
        String secret = opened(invited().token()).secret();
        timeline.pass(Duration.ofDays(2));
        happened(Story.hungUp());

        timeline.pass(Duration.ofDays(30).minusSeconds(1));
        assertThat(sessions.authenticate(secret)).isPresent();
        timeline.pass(Duration.ofSeconds(1));
        assertThat(sessions.authenticate(secret)).isEmpty();
    }

    @Test
    void aHistoryThatComesLateDoesNotReopenTheDoor() {
        Keys keys = invited();
        History before = journal.read(id);
        happened(new ConsultationCancelled(Side.CUSTOMER, ""));

        reaction.react(before, timeline.now());

        assertThat(refusal(keys.token(), HOME).code()).isEqualTo("invitation.not-found");
    }

    @Test
    void leavingEndsThisSessionAndNoOther() {
        Keys keys = invited();
        String phone = opened(keys.token()).secret();
        String laptop = opened(keys.code()).secret();

        door.leave(phone);

        assertThat(sessions.authenticate(phone)).isEmpty();
        assertThat(sessions.authenticate(laptop)).isPresent();
    }

    @Test
    void neitherTokenNorCodeNorSecretNorAddressIsStored() {
        Keys keys = invited();
        String secret = opened(keys.token()).secret();
        String handOver = fragment(door.handOver(id));
        door.exchange(keys.code(), "192.0.2.200");

        List<String> stored = tables.jdbi()
                .withHandle(handle -> List.of("access", "session", "attempt", "hand_over").stream()
                        .flatMap(table ->
                                handle
                                        .createQuery("SELECT t::text FROM " + table + " t")
                                        .mapTo(String.class)
                                        .list()
                                        .stream())
                        .toList());
        assertThat(stored)
                .hasSizeGreaterThan(4)
                .noneMatch(row -> row.contains(keys.token()))
                .noneMatch(row -> row.contains(secret))
                .noneMatch(row -> row.contains(handOver.substring("card.".length())))
                .noneMatch(row -> row.contains("192.0.2.200"))
                .noneMatch(row -> row.matches(".*\\b" + keys.code() + "\\b.*"));
        assertThat(keys.toString()).isEqualTo("Keys");
    }

    @Test
    void aHandOverSignsInOneBrowserOfTheSameCustomerOnce() {
        invited();

        HandOver handOver = door.handOver(id);

        assertThat(handOver.url()).matches("/join#card\\.[A-Za-z0-9_-]{43}");
        assertThat(handOver.seconds()).isEqualTo(60);
        String secret = opened(fragment(handOver)).secret();
        assertThat(sessions.authenticate(secret)).contains(new Actor.Customer(id));
        assertThat(refusal(fragment(handOver), HOME).code()).isEqualTo("invitation.not-found");
    }

    @Test
    void aHandOverIsGoodForAMinuteAndUntilTheNextOne() {
        invited();
        String older = fragment(door.handOver(id));
        String newer = fragment(door.handOver(id));

        assertThat(refusal(older, HOME).code()).isEqualTo("invitation.not-found");
        timeline.pass(Duration.ofSeconds(60));
        assertThat(refusal(newer, HOME).code()).isEqualTo("invitation.not-found");

        String inTime = fragment(door.handOver(id));
        timeline.pass(Duration.ofSeconds(59));
        assertThat(opened(inTime).consultation()).isEqualTo(id);
    }

    @Test
    void aHandOverOpensNothingOnceTheConsultationIsCancelled() {
        invited();
        String secret = fragment(door.handOver(id));

        happened(new ConsultationCancelled(Side.CONSULTANT, ""));

        assertThat(refusal(secret, HOME).code()).isEqualTo("invitation.not-found");
    }

    @Test
    void ofManyWhoOpenAHandOverAtTheSameTimeOneGetsIn() throws Exception {
        invited();
        String secret = fragment(door.handOver(id));
        ExecutorService crowd = Executors.newFixedThreadPool(8);
        try {
            Callable<Exchange> open = () -> door.exchange(secret, HOME);
            List<Future<Exchange>> answers =
                    crowd.invokeAll(IntStream.range(0, 8).mapToObj(i -> open).toList());
            int in = 0;
            for (Future<Exchange> answer : answers) {
                in += answer.get() instanceof Exchange.Opened ? 1 : 0;
            }
            assertThat(in).isEqualTo(1);
        } finally {
            crowd.shutdownNow();
        }
    }

    private static String fragment(HandOver handOver) {
        return handOver.url().substring(handOver.url().indexOf('#') + 1);
    }

    private Keys invited() {
        return access.follow(journal.happened(id, Story.scheduled()));
    }

    private void happened(Event event) {
        reaction.react(journal.happened(id, event), timeline.now());
    }

    private Exchange.Opened opened(String secret) {
        Exchange exchange = door.exchange(secret, HOME);
        assertThat(exchange).isInstanceOf(Exchange.Opened.class);
        return (Exchange.Opened) exchange;
    }

    private Refusal refusal(String secret, String address) {
        Exchange exchange = door.exchange(secret, address);
        assertThat(exchange).isInstanceOf(Exchange.Refused.class);
        return ((Exchange.Refused) exchange).refusal();
    }

    /** The random code of a test hits none of these but once in a hundred million runs. */
    private void wrongTries(String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(refusal("00000000" + i, address).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
        }
    }
}
