package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets into a paid call, or onto a socket, without what it takes (PAY-2, ALL-3). */
class UnpaidIT {

    private static final String JOIN = "{\"n\":1,\"a\":0,\"m\":{\"t\":\"join\"}}";
    private static final Duration BOUND = Duration.ofSeconds(20);

    private static Server server;
    private static Stage stage;
    private static String plan;
    private static Records records;

    @BeforeAll
    static void start() {
        server = Server.start("unpaid", Map.of());
        stage = new Stage(server);
        plan = stage.planByTheSecond();
        records = new Records(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoHasNotAgreedCanNeitherJoinNorBeMetered() {
        Invited invited = stage.invite("Una Greed", plan);

        nothingGoes(invited, stage.customer(invited));
    }

    @Test
    void whoHasNoCardHeldCanNeitherJoinNorBeMetered() {
        Invited invited = stage.invite("Noah Hold", plan);

        nothingGoes(invited, stage.agreed(invited));
    }

    @Test
    void whoseCardWasRefusedCanNeitherJoinNorBeMetered() {
        Invited invited = stage.invite("Dora Cline", plan);
        Api customer = stage.agreed(invited);
        Stage.expect(
                customer.post(
                        "/api/customer/payment/hold",
                        "{\"attempt\":\"attempt-1\",\"provider\":\"sandbox\",\"method\":\"sbx_decline_visa_0002_0123456789\"}"),
                200);
        customer.await(
                "/api/customer/view",
                BOUND,
                answer -> answer.part("payment").path("status").asText().equals("DECLINED"));

        nothingGoes(invited, customer);
    }

    private static void nothingGoes(Invited invited, Api customer) {
        assertThat(customer.post("/api/customer/enter", "{}").code()).isEqualTo("consultation.not-ready");
        try (RawSocket socket = RawSocket.open(server, "/ws/customer", customer).greet();
                RawSocket consultant = RawSocket.open(
                                server, "/ws/consultant?consultation=" + invited.id(), stage.consultant())
                        .greet()) {
            socket.send(JOIN);
            socket.send("{\"n\":2,\"a\":0,\"m\":{\"t\":\"signal\",\"d\":{\"kind\":\"hello\",\"epoch\":\"unpaid\"}}}");
            socket.send(chat(3, "behind the signal"));
            consultant.awaitFrame("behind the signal");
            assertThat(consultant.frames()).as("no call is negotiated").noneMatch(frame -> frame.contains("unpaid"));
        }
        Stage.expect(stage.consultant().post(invited.path("/enter"), "{}"), 200);
        Answer started = stage.consultant().post(invited.path("/meter/start"), "{}");
        assertThat(started.status()).isEqualTo(409);
        assertThat(started.code()).isIn("meter.no-agreement", "meter.no-hold");
        assertThat(records.types(invited.id())).doesNotContain("ParticipantJoined", "MeterStarted", "CaptureRequested");
        assertThat(records.journal(invited.id()))
                .noneMatch(entry -> entry.type().equals("CallEntered") && entry.isOf("CUSTOMER"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://127.0.0.1:1", "http://localhost.evil.example", "null", ""})
    void aSocketFromAnotherSiteIsRefused(String origin) {
        Api customer = stage.customer(stage.invite("Fred Site", plan));

        assertThat(RawSocket.statusOf(
                        server, "/ws/customer", origin.isEmpty() ? null : origin, customer.cookieHeader()))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "connectme-customer=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "connectme-customer="})
    void aSocketWithoutARightCookieIsRefused(String cookie) {
        String own = server.address().toString();

        assertThat(RawSocket.statusOf(server, "/ws/customer", own, cookie)).isEqualTo(403);
        assertThat(RawSocket.statusOf(server, "/ws/lobby", own, cookie)).isEqualTo(403);
    }

    @Test
    void nobodySitsInSomebodyElsesSeat() {
        Invited invited = stage.invite("Otto Ther", plan);
        String own = server.address().toString();
        String customer = stage.customer(invited).cookieHeader();
        String consultant = stage.consultant().cookieHeader();

        assertThat(RawSocket.statusOf(server, "/ws/consultant?consultation=" + invited.id(), own, customer))
                .isEqualTo(403);
        assertThat(RawSocket.statusOf(server, "/ws/lobby", own, customer)).isEqualTo(403);
        assertThat(RawSocket.statusOf(server, "/ws/customer", own, consultant)).isEqualTo(403);
        assertThat(RawSocket.statusOf(server, "/ws/consultant?consultation=" + UUID.randomUUID(), own, consultant))
                .isEqualTo(403);
        assertThat(RawSocket.statusOf(server, "/ws/consultant?consultation=x", own, consultant))
                .isEqualTo(403);
        assertThat(RawSocket.statusOf(server, "/ws/consultant?consultation=" + invited.id(), own, consultant))
                .isEqualTo(101);
    }

    @Test
    void whatACustomerSaysReachesTheirOwnConsultationOnly() {
        Invited mine = stage.invite("Mina Own", plan);
        Invited other = stage.invite("Olga Own", plan);
        try (RawSocket customer = RawSocket.open(server, "/ws/customer", stage.customer(mine))
                        .greet();
                RawSocket right = RawSocket.open(server, "/ws/consultant?consultation=" + mine.id(), stage.consultant())
                        .greet();
                RawSocket wrong = RawSocket.open(
                                server, "/ws/consultant?consultation=" + other.id(), stage.consultant())
                        .greet()) {
            customer.send(chat(1, "for mine alone"));

            right.awaitFrame("for mine alone");
            assertThat(wrong.frames()).noneMatch(frame -> frame.contains("for mine alone"));
        }
    }

    @Test
    void aFrameThatIsSentAgainArrivesOnce() {
        Invited invited = stage.invite("Rea Play", plan);
        try (RawSocket customer = RawSocket.open(server, "/ws/customer", stage.customer(invited))
                        .greet();
                RawSocket consultant = RawSocket.open(
                                server, "/ws/consultant?consultation=" + invited.id(), stage.consultant())
                        .greet()) {
            customer.send(chat(1, "once"));
            customer.send(chat(1, "once"));
            customer.send(chat(1, "something else under an old number"));
            customer.send(chat(2, "the next"));

            consultant.awaitFrame("the next");
            assertThat(consultant.frames().stream().filter(frame -> frame.contains("\"text\":\"once\"")))
                    .hasSize(1);
            assertThat(consultant.frames()).noneMatch(frame -> frame.contains("old number"));
            assertThat(customer.isOpen()).isTrue();
        }
    }

    @Test
    void aSessionThatWasTakenOverCannotBeResumed() {
        Api caller = stage.customer(stage.invite("Sid Stale", plan));
        try (RawSocket first = RawSocket.open(server, "/ws/customer", caller).greet()) {
            String session = first.awaitFrame("welcome").path("session").asText();
            try (RawSocket second =
                            RawSocket.open(server, "/ws/customer", caller).greet();
                    RawSocket third = RawSocket.open(server, "/ws/customer", caller)) {
                assertThat(first.closeCode()).isEqualTo(4001);
                assertThat(second.isOpen()).isTrue();
                third.send(
                        "{\"t\":\"hello\",\"versions\":[1],\"resume\":{\"session\":\"" + session + "\",\"seen\":0}}");

                assertThat(third.awaitFrame("welcome").path("resumed").asBoolean())
                        .isFalse();
                assertThat(second.closeCode()).isEqualTo(4001);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json at all",
                "",
                "[]",
                "null",
                "{}",
                "{\"t\":\"hello\"}",
                "{\"t\":\"welcome\"}",
                "{\"n\":7,\"a\":0,\"m\":{\"t\":\"join\"}}",
                "{\"n\":0,\"a\":0,\"m\":{\"t\":\"join\"}}",
                "{\"n\":-1,\"a\":0,\"m\":{\"t\":\"join\"}}",
                "{\"n\":1.5,\"a\":0,\"m\":{\"t\":\"join\"}}",
                "{\"n\":1,\"a\":99,\"m\":{\"t\":\"join\"}}",
                "{\"n\":1,\"a\":0,\"m\":[]}",
                "{\"n\":1,\"n\":1,\"a\":0,\"m\":{\"t\":\"join\"}}",
                "{\"n\":1,\"a\":0,\"m\":{\"t\":5}}",
                "{\"n\":1,\"a\":0,\"m\":{\"t\":\"chat\",\"id\":\"1\",\"text\":5}}",
                "{\"n\":1,\"a\":0,\"m\":{\"t\":\"chat\",\"id\":\"1\",\"text\":\"\"}}",
                "{\"a\":0,\"m\":{\"t\":\"media\",\"flowing\":\"yes\",\"lastFlowedAgo\":0,\"spans\":[]}}",
                "{\"a\":0,\"m\":{\"t\":\"media\",\"flowing\":true,\"lastFlowedAgo\":-1,\"spans\":[]}}",
                "{\"a\":0,\"m\":{\"t\":\"media\",\"flowing\":true,\"lastFlowedAgo\":0,\"spans\":[{\"fromAgo\":0,\"toAgo\":9}]}}"
            })
    void aFrameThatBreaksTheProtocolClosesTheSocket(String frame) {
        Invited invited = stage.invite("Gary Bage", plan);
        int before = records.journal(invited.id()).size();
        try (RawSocket socket =
                RawSocket.open(server, "/ws/customer", stage.customer(invited)).greet()) {
            socket.send(frame);

            assertThat(socket.closeCode()).isEqualTo(4005);
        }
        assertThat(records.types(invited.id())
                        .subList(before, records.types(invited.id()).size()))
                .allMatch(type -> type.startsWith("Mail"));
    }

    @Test
    void whatIsTooLargeOrTooDeepClosesTheSocket() {
        Api caller = stage.customer(stage.invite("Bo Mber", plan));
        try (RawSocket large = RawSocket.open(server, "/ws/customer", caller).greet()) {
            large.send(chat(1, "x".repeat(70_000)));
            assertThat(large.closeCode()).isIn(4005, 1009);
        }
        try (RawSocket deep = RawSocket.open(server, "/ws/customer", caller).greet()) {
            deep.send(
                    "{\"n\":1,\"a\":0,\"m\":{\"t\":\"signal\",\"d\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}}");
            assertThat(deep.closeCode()).isEqualTo(4005);
        }
        try (RawSocket binary = RawSocket.open(server, "/ws/customer", caller).greet()) {
            binary.sendBinary(new byte[] {0, 1, 2});
            assertThat(binary.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void aFloodClosesTheSocket() {
        Api caller = stage.customer(stage.invite("Flo Dod", plan));
        try (RawSocket many = RawSocket.open(server, "/ws/customer", caller).greet()) {
            many.sendUntilClosed("{\"a\":0}", 20_000);
            assertThat(many.closeCode()).isEqualTo(4006);
        }
        try (RawSocket heavy = RawSocket.open(server, "/ws/customer", caller).greet()) {
            heavy.sendUntilClosed("{\"a\":0,\"m\":{\"t\":\"unknown\",\"d\":\"" + "x".repeat(60_000) + "\"}}", 1_000);
            assertThat(heavy.closeCode()).isEqualTo(4006);
        }
    }

    @Test
    void whoSaysNoHelloIsShownOut() {
        Api caller = stage.customer(stage.invite("Si Lent", plan));
        try (RawSocket silent = RawSocket.open(server, "/ws/customer", caller)) {
            assertThat(silent.closeCode()).isEqualTo(4005);
        }
        try (RawSocket strange = RawSocket.open(server, "/ws/customer", caller)) {
            strange.send("{\"t\":\"hello\",\"versions\":[99],\"resume\":null}");
            assertThat(strange.closeCode()).isEqualTo(4007);
        }
    }

    private static String chat(int number, String text) {
        return "{\"n\":" + number + ",\"a\":0,\"m\":{\"t\":\"chat\",\"id\":\"c" + number + "\",\"text\":\"" + text
                + "\"}}";
    }
}
