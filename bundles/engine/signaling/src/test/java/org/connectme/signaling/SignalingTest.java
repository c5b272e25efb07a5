package org.connectme.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.account.Authenticator;
import org.connectme.core.command.Actor;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.Timeline;
import org.connectme.wire.http.Request;
import org.connectme.wire.socket.CloseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SignalingTest {

    private static final String CHAT = "{ \"t\":\"chat\", \"id\":\"1\",\"text\":\"Gr\\u00fc\u00df \uD83D\uDE00\" }";
    private static final String SIGNAL = "{\"t\":\"signal\",\"d\":{\"kind\":\"hello\",\"epoch\":\"e\"}}";

    private final Scene scene = new Scene();
    private Signaling signaling;

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aPageThatJoinsCountsAsPresentAndBothSee() throws Exception {
        begin();
        scene.connect(scene.consultantSeat, false);
        scene.connect(scene.customerSeat, false);
        assertThat(scene.sockets.next(scene.customerSeat))
                .startsWith("{\"t\":\"view\",\"view\":{\"id\":\"" + scene.id + "\",\"length\":1,\"head\":\"")
                .contains(
                        "\"side\":\"CUSTOMER\",\"now\":\"2026-03-02T10:00:00Z\",\"parts\":{\"presence\":{\"joined\":0}}}}");
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        assertThat(scene.consultation().isOnline(Side.CUSTOMER)).isTrue();
        assertThat(scene.sockets.next(scene.consultantSeat, "\"length\":2")).contains("\"side\":\"CONSULTANT\"");
        assertThat(scene.sockets.next(scene.customerSeat, "\"length\":2")).contains("\"joined\":1");
    }

    @Test
    void theLobbyRingsOnceWhenTheCustomerComes() throws Exception {
        begin();
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        assertThat(scene.sockets.next(scene.lobby, "\"ring\":true")).contains(scene.id.toString());
        scene.disconnect(scene.customerSeat, scene.now());
        assertThat(scene.sockets.next(scene.lobby)).contains("\"ring\":false");
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        assertThat(scene.sockets.next(scene.lobby)).contains("\"ring\":false");
    }

    @Test
    void aSideIsLostAtTheInstantItWasLastHeardByTheJournalsClock() {
        begin();
        scene.connect(scene.customerSeat, false);
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        Instant lastHeard = scene.now();
        scene.elapse(Duration.ofSeconds(10));
        scene.disconnect(scene.customerSeat, lastHeard);
        assertThat(scene.history().last(ParticipantLost.class)).contains(new ParticipantLost(Side.CUSTOMER, lastHeard));
    }

    /** A loss that is dropped would be billed as time together: the sockets keep telling it. */
    @Test
    void aLossIsNotForgottenWhileItsDeciderIsBeingReplaced() {
        begin();
        scene.connect(scene.customerSeat, false);
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        Instant lastHeard = scene.now();
        scene.elapse(Duration.ofSeconds(10));
        scene.takeDecider(true);
        assertThatThrownBy(() -> scene.disconnect(scene.customerSeat, lastHeard))
                .isInstanceOf(JournalException.class);
        scene.takeDecider(false);
        scene.disconnect(scene.customerSeat, lastHeard);
        assertThat(scene.history().last(ParticipantLost.class)).contains(new ParticipantLost(Side.CUSTOMER, lastHeard));
    }

    @Test
    void aResumedPageReturnsWithoutSayingSo() {
        begin();
        scene.connect(scene.customerSeat, false);
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        scene.disconnect(scene.customerSeat, scene.now());
        assertThat(scene.consultation().isOnline(Side.CUSTOMER)).isFalse();
        scene.connect(scene.customerSeat, true);
        assertThat(scene.consultation().isOnline(Side.CUSTOMER)).isTrue();
    }

    @Test
    void aPageThatOnlyLooksIsNotPresent() {
        begin();
        scene.connect(scene.customerSeat, false);
        scene.connect(scene.customerSeat, true);
        assertThat(scene.history().length()).isEqualTo(1);
    }

    @Test
    void signalsAndChatGoToTheOtherSideOnlyAndUntouched() throws Exception {
        begin();
        ConsultationId other = scene.schedule(ConsultationId.random());
        scene.add(scene.id, new CallEntered(Side.CUSTOMER));
        signaling.received(scene.customerSeat, "signal", SIGNAL);
        signaling.received(scene.customerSeat, "chat", CHAT);
        assertThat(scene.sockets.next(scene.consultantSeat)).isEqualTo(SIGNAL);
        assertThat(scene.sockets.next(scene.consultantSeat)).isEqualTo(CHAT);
        signaling.received(scene.consultantSeat, "chat", CHAT);
        assertThat(scene.sockets.next(scene.customerSeat)).isEqualTo(CHAT);
        assertThat(scene.sockets.to("consultation/" + other + "/CUSTOMER")).isEmpty();
        assertThat(scene.sockets.to("consultation/" + other + "/CONSULTANT")).isEmpty();
    }

    @Test
    void onlySignalsOfACallThatIsKnownToGoOnAreTakenAtOnce() throws Exception {
        begin();
        scene.add(scene.id, new CallEntered(Side.CUSTOMER));
        assertThat(signaling.receivedAtOnce(scene.customerSeat, "signal", SIGNAL))
                .as("who joined must be read first")
                .isFalse();
        signaling.received(scene.customerSeat, "signal", SIGNAL);
        assertThat(scene.sockets.next(scene.consultantSeat)).isEqualTo(SIGNAL);
        assertThat(signaling.receivedAtOnce(scene.customerSeat, "signal", SIGNAL))
                .isTrue();
        assertThat(scene.sockets.next(scene.consultantSeat)).isEqualTo(SIGNAL);
        assertThat(signaling.receivedAtOnce(scene.customerSeat, "join", "{\"t\":\"join\"}"))
                .isFalse();
        assertThat(scene.sockets.closed).isEmpty();
    }

    @Test
    void theHeadThatAPageConfirmsIsNotedForItsSideAndAWrongOneClosesThePage() {
        begin();
        signaling.received(scene.customerSeat, "seen", "{\"t\":\"seen\",\"length\":3,\"head\":\"abc\"}");
        assertThat(scene.seen).containsExactly(scene.id + " CUSTOMER 3 abc");
        assertThat(scene.sockets.closed).isEmpty();

        signaling.received(scene.customerSeat, "seen", "{\"t\":\"seen\",\"length\":\"3\",\"head\":\"abc\"}");
        assertThat(scene.sockets.closed).containsEntry(scene.customerSeat, CloseCode.PROTOCOL);
        assertThat(scene.seen).hasSize(1);
    }

    @Test
    void noCallIsNegotiatedBeforeTheCustomerJoined() throws Exception {
        begin();
        signaling.received(scene.customerSeat, "signal", SIGNAL);
        signaling.received(scene.consultantSeat, "signal", SIGNAL);
        signaling.received(scene.customerSeat, "chat", CHAT);
        assertThat(scene.sockets.next(scene.consultantSeat)).isEqualTo(CHAT);
        assertThat(scene.sockets.to(scene.customerSeat)).noneMatch(SIGNAL::equals);
    }

    @Test
    void nothingIsRelayedOnceTheConsultationIsOver() throws Exception {
        begin();
        scene.add(scene.id, new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));
        scene.connect(scene.customerSeat, false);
        scene.connect(scene.consultantSeat, false);
        scene.sockets.next(scene.consultantSeat, "\"length\":2");
        signaling.received(scene.customerSeat, "signal", SIGNAL);
        assertThat(scene.sockets.to(scene.consultantSeat)).noneMatch(SIGNAL::equals);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\":\"chat\"}",
                "{\"t\":\"chat\",\"id\":\"1\",\"text\":\"\"}",
                "{\"t\":\"chat\",\"id\":\"1\",\"text\":\" \"}",
                "{\"t\":\"chat\",\"id\":\"1\",\"text\":7}",
                "{\"t\":\"chat\",\"id\":\"\",\"text\":\"x\"}",
                "{\"t\":\"chat\",\"id\":\"1\",\"text\":\"LONG\"}",
                "{\"t\":\"chat\",\"text\":\"x\"}"
            })
    void aWrongChatClosesItsPageAndReachesNobody(String chat) {
        begin();
        signaling.received(scene.customerSeat, "chat", chat.replace("LONG", "x".repeat(2_001)));
        assertThat(scene.sockets.closed).containsEntry(scene.customerSeat, CloseCode.PROTOCOL);
        assertThat(scene.sockets.to(scene.consultantSeat)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"flowing\":1,\"lastFlowedAgo\":0,\"spans\":[]}",
                "{\"flowing\":true,\"spans\":[]}",
                "{\"flowing\":true,\"lastFlowedAgo\":-1,\"spans\":[]}",
                "{\"flowing\":true,\"lastFlowedAgo\":1e300,\"spans\":[]}",
                "{\"flowing\":true,\"lastFlowedAgo\":0}",
                "{\"flowing\":true,\"lastFlowedAgo\":0,\"spans\":[{}]}",
                "{\"flowing\":true,\"lastFlowedAgo\":0,\"spans\":[{\"fromAgo\":1,\"toAgo\":2}]}",
                "{\"flowing\":true,\"lastFlowedAgo\":0,\"spans\":[MANY]}"
            })
    void aWrongMediaReportClosesItsPageAndChangesNothing(String report) {
        begin();
        String many = "{\"fromAgo\":2,\"toAgo\":1},".repeat(50) + "{\"fromAgo\":2,\"toAgo\":1}";
        signaling.received(scene.customerSeat, "media", report.replace("MANY", many));
        assertThat(scene.sockets.closed).containsEntry(scene.customerSeat, CloseCode.PROTOCOL);
        assertThat(scene.history().length()).isEqualTo(1);
    }

    @Test
    void mediaReportsReachTheJournalOnlyWhenTheyAreNews() {
        begin();
        report("{\"flowing\":true,\"lastFlowedAgo\":100.5,\"spans\":[{\"fromAgo\":2000,\"toAgo\":0}]}");
        assertThat(scene.history().last(MediaReported.class).orElseThrow().from())
                .isCloseTo(scene.now().minusMillis(100), within(1, ChronoUnit.MILLIS));
        scene.elapse(Duration.ofSeconds(2));
        report("{\"flowing\":true,\"lastFlowedAgo\":0,\"spans\":[]}");
        assertThat(scene.history().all(MediaReported.class)).hasSize(1);
        report("{\"flowing\":false,\"lastFlowedAgo\":0,\"spans\":[]}");
        assertThat(scene.history().all(MediaReported.class)).hasSize(2);
        scene.elapse(Duration.ofSeconds(2));
        report("{\"flowing\":false,\"lastFlowedAgo\":2000,\"spans\":[]}");
        assertThat(scene.history().all(MediaReported.class)).hasSize(3);
        report("{\"flowing\":true,\"lastFlowedAgo\":0,\"spans\":[]}");
        scene.elapse(Duration.ofSeconds(30));
        report("{\"flowing\":true,\"lastFlowedAgo\":0,\"spans\":[]}");
        assertThat(scene.history().all(MediaReported.class)).hasSize(5);
    }

    /** Fifty messages a second are allowed; a second's worth of flapping asks the journal no more than thrice. */
    @Test
    void aPageThatFlapsIsNotPassedOnEachTimeAndItsLastWordArrives() {
        begin();
        for (int i = 0; i < 50; i++) {
            report("{\"flowing\":" + (i % 2 == 0) + ",\"lastFlowedAgo\":0,\"spans\":[]}");
            scene.elapse(Duration.ofMillis(20));
        }
        assertThat(scene.history().all(MediaReported.class)).hasSizeLessThanOrEqualTo(3);

        // as every page does two seconds later
        scene.elapse(Duration.ofSeconds(2));
        int before = scene.history().length();
        report("{\"flowing\":false,\"lastFlowedAgo\":2000,\"spans\":[]}");
        assertThat(scene.history().length()).isEqualTo(before + 1);
        report("{\"flowing\":true,\"lastFlowedAgo\":0,\"spans\":[]}");
        assertThat(scene.history().length()).isEqualTo(before + 2);
    }

    @Test
    void aServersOutageIsNotedOnceForWhoeverWasThere() {
        scene.add(scene.id, new ParticipantJoined(Side.CUSTOMER));
        ConsultationId empty = scene.schedule(ConsultationId.random());
        scene.elapse(Duration.ofMinutes(1));
        Timeline.Outage outage = new Timeline.Outage(scene.now(), scene.now().plusSeconds(5));
        scene.lastOutage = Optional.of(outage);
        scene.elapse(Duration.ofSeconds(6));
        begin();
        await(() -> scene.history().has(ServerOutage.class));
        assertThat(scene.history().last(ServerOutage.class)).contains(new ServerOutage(outage.from(), outage.to()));
        assertThat(scene.consultation().offlineSince(Side.CUSTOMER)).contains(outage.from());
        scene.connect(scene.customerSeat, false);
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        int length = scene.history().length();
        signaling = scene.start();
        scene.connect(scene.customerSeat, true);
        // a second consultation's lobby message shows that the new object's mending has had its turn
        scene.add(empty, new ParticipantJoined(Side.CONSULTANT));
        await(() -> scene.sockets.to(scene.lobby).stream().anyMatch(message -> message.contains(empty.toString())));
        assertThat(scene.history().length()).isEqualTo(length);
    }

    @Test
    void aPageThatCameBeforeTheOutageWasNotedIsPresentAfterIt() {
        scene.add(scene.id, new ParticipantJoined(Side.CUSTOMER));
        scene.elapse(Duration.ofMinutes(1));
        begin();
        scene.connect(scene.customerSeat, false);
        scene.slot.removeSockets(scene.sockets);
        scene.elapse(Duration.ofSeconds(1));
        scene.bringSockets();
        scene.connect(scene.customerSeat, false);
        await(() ->
                scene.history().has(ServerOutage.class) && scene.consultation().isOnline(Side.CUSTOMER));
    }

    @Test
    void theGatewaysReplacementIsAnOutageOfTheServer() {
        begin();
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        scene.elapse(Duration.ofSeconds(30));
        Instant from = scene.now();
        scene.slot.removeSockets(scene.sockets);
        scene.elapse(Duration.ofSeconds(2));
        scene.sockets = new RecordedSockets(scene::socketTime);
        scene.bringSockets();
        await(() -> scene.history().has(ServerOutage.class));
        assertThat(scene.history().last(ServerOutage.class)).contains(new ServerOutage(from, scene.now()));
        assertThat(scene.history().has(ParticipantLost.class)).isFalse();
    }

    @Test
    void thePagesOfAGatewayAreCutOffWhenItGoesEvenIfTheNextStandsReady() {
        begin();
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        scene.elapse(Duration.ofSeconds(30));
        RecordedSockets older = scene.sockets;
        scene.sockets = new RecordedSockets(scene::socketTime);
        scene.bringSockets();
        assertThat(scene.slot.current()).contains(older);
        Instant from = scene.now();
        scene.slot.removeSockets(older);
        await(() -> scene.history().has(ServerOutage.class));
        assertThat(scene.history().last(ServerOutage.class)).contains(new ServerOutage(from, from.plusMillis(1)));
        assertThat(scene.history().has(ParticipantLost.class)).isFalse();
    }

    @Test
    void whoLeftWhileSignalingWasReplacedIsFoundMissing() {
        begin();
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        Instant lastKnown = scene.now();
        scene.elapse(Duration.ofSeconds(30));
        signaling = scene.start();
        await(() -> scene.history().has(ParticipantLost.class));
        assertThat(scene.history().last(ParticipantLost.class)).contains(new ParticipantLost(Side.CUSTOMER, lastKnown));
    }

    @Test
    void whoStaysWhileSignalingIsReplacedIsNotTouched() throws Exception {
        begin();
        scene.connect(scene.customerSeat, false);
        signaling.received(scene.customerSeat, "join", "{\"t\":\"join\"}");
        scene.sockets.next(scene.customerSeat, "\"length\":2");
        int length = scene.history().length();
        signaling = scene.start();
        scene.connect(scene.customerSeat, true);
        assertThat(scene.sockets.next(scene.customerSeat)).contains("\"length\":2");
        assertThat(scene.history().length()).isEqualTo(length);
    }

    @Test
    void cookiesDecideWhoSitsWhere() {
        begin();
        ConsultationId foreign = ConsultationId.random();
        scene.knows(Authenticator.Kind.CUSTOMER, "c", new Actor.Customer(scene.id));
        scene.knows(Authenticator.Kind.CONSULTANT, "k", new Actor.Consultant(scene.consultant));
        assertThat(admit("/ws/customer", "", "connectme-customer=c")).contains(scene.customerSeat);
        assertThat(admit("/ws/customer", "", "connectme-customer=x")).isEmpty();
        assertThat(admit("/ws/customer", "", "")).isEmpty();
        assertThat(admit("/ws/customer", "", "connectme-consultant=k")).isEmpty();
        assertThat(admit("/ws/lobby", "", "connectme-consultant=k")).contains(scene.lobby);
        assertThat(admit("/ws/lobby", "", "connectme-customer=c")).isEmpty();
        assertThat(admit("/ws/consultant", scene.id.toString(), "connectme-consultant=k"))
                .contains(scene.consultantSeat);
        assertThat(admit("/ws/consultant", foreign.toString(), "connectme-consultant=k"))
                .isEmpty();
        assertThat(admit("/ws/consultant", "no-id", "connectme-consultant=k")).isEmpty();
        assertThat(admit("/ws/consultant", "", "connectme-consultant=k")).isEmpty();
        assertThat(admit("/ws/other", "", "connectme-consultant=k")).isEmpty();
        scene.knows(Authenticator.Kind.CONSULTANT, "k", new Actor.Consultant(ConsultantId.random()));
        assertThat(admit("/ws/consultant", scene.id.toString(), "connectme-consultant=k"))
                .isEmpty();
    }

    private void begin() {
        scene.bringSockets();
        signaling = scene.start();
    }

    private void report(String report) {
        signaling.received(scene.customerSeat, "media", report);
        assertThat(scene.sockets.closed).isEmpty();
    }

    private Optional<String> admit(String path, String consultation, String cookie) {
        int equals = cookie.indexOf('=');
        Map<String, String> cookies =
                equals < 0 ? Map.of() : Map.of(cookie.substring(0, equals), cookie.substring(equals + 1));
        Map<String, String> query = consultation.isEmpty() ? Map.of() : Map.of("consultation", consultation);
        Map<String, List<String>> headers = Map.of();
        return signaling.admit(new Request("GET", path, query, headers, cookies, new byte[0], "127.0.0.1", false));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 15 s in vain").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
