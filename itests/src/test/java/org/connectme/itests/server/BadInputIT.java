package org.connectme.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Map;
import java.util.stream.Stream;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a request, its answer says so, and nothing changes (ALL-3). */
class BadInputIT {

    private static Server server;
    private static Stage stage;
    private static Invited invited;
    private static Invited strangers;
    private static Api customer;

    @BeforeAll
    static void start() {
        server = Server.start("bad-input", Map.of());
        stage = new Stage(server);
        invited = stage.invite("Tom Reed");
        strangers = stage.invite("Eve Black");
        customer = stage.customer(invited);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> customersCalls() {
        String longText = "x".repeat(2001);
        String good = "\"name\":\"T\",\"email\":\"t@example.org\",\"phone\":\"\"";
        String hash = "a".repeat(64);
        return Stream.of(
                row("exchange", "{}", 422, "request.invalid"),
                row("exchange", "{\"secret\":5}", 422, "request.invalid"),
                row("exchange", "{\"secret\":\"\"}", 422, "request.invalid"),
                row("exchange", "{\"secret\":\"" + "9".repeat(101) + "\"}", 422, "request.invalid"),
                row("exchange", "{\"secret\":\"no-such-token\"}", 404, "invitation.not-found"),
                row("exchange", "{\"secret\":\"000000000\"}", 404, "invitation.not-found"),
                row("contact", "", 400, "request.unreadable"),
                row("contact", "[]", 400, "request.unreadable"),
                row("contact", "{\"name\":", 400, "request.unreadable"),
                row("contact", "{\"name\":\"a\",\"name\":\"b\"}", 400, "request.unreadable"),
                row("contact", "{}", 422, "request.invalid"),
                row("contact", "{" + good + "}", 422, "request.invalid"),
                row("contact", "{" + good + ",\"topic\":\"" + longText + "\"}", 422, "request.invalid"),
                row("contact", "{" + good + ",\"topic\":\"x\",\"price\":1}", 422, "request.invalid"),
                row(
                        "contact",
                        "{\"name\":\"a\\u0000\",\"email\":\"t@example.org\",\"phone\":\"\",\"topic\":\"x\"}",
                        422,
                        "request.invalid"),
                row(
                        "contact",
                        "{\"name\":\"a\\nBcc: x\",\"email\":\"t@example.org\",\"phone\":\"\",\"topic\":\"x\"}",
                        422,
                        "request.invalid"),
                row("agree", "{\"planHash\":\"" + hash + "\",\"termsHash\":\"" + hash + "\"}", 422, "request.invalid"),
                row(
                        "agree",
                        "{\"planHash\":\"a\",\"termsHash\":\"b\",\"waiverAccepted\":true}",
                        422,
                        "request.invalid"),
                row(
                        "agree",
                        "{\"planHash\":\"" + hash + "\",\"termsHash\":\"" + hash + "\",\"waiverAccepted\":true}",
                        409,
                        null),
                row("payment/hold", "{}", 422, "request.invalid"),
                row(
                        "payment/hold",
                        "{\"attempt\":\"a\",\"provider\":\"sandbox\",\"method\":\"m\"}",
                        422,
                        "request.invalid"),
                row(
                        "payment/hold",
                        "{\"attempt\":\"attempt-1\",\"provider\":\"sandbox\",\"method\":\"" + "m".repeat(4097) + "\"}",
                        422,
                        "request.invalid"),
                row(
                        "payment/hold",
                        "{\"attempt\":\"attempt-1\",\"provider\":\"sandbox\",\"method\":\"m\",\"amount\":1}",
                        422,
                        "request.invalid"),
                row("payment/hold", "{\"attempt\":\"attempt-1\",\"provider\":\"sandbox\",\"method\":\"m\"}", 409, null),
                row("payment/challenge", "{\"operation\":\"none\",\"answer\":\"x\"}", 409, null),
                row("limit", "{\"limit\":5}", 422, "request.invalid"),
                row("limit", "{\"limit\":{\"minorUnits\":-1,\"currency\":\"EUR\"}}", 422, "request.invalid"),
                row("limit", "{\"limit\":{\"minorUnits\":1.5,\"currency\":\"EUR\"}}", 422, "request.invalid"),
                row("limit", "{\"limit\":{\"minorUnits\":1e400,\"currency\":\"EUR\"}}", 422, "request.invalid"),
                row("limit", "{\"limit\":{\"minorUnits\":100,\"currency\":\"euro\"}}", 422, "request.invalid"),
                row("limit", "{\"limit\":{\"minorUnits\":100,\"currency\":\"USD\"}}", 422, null),
                row("enter", "{}", 409, null),
                row("enter", "{\"side\":\"CONSULTANT\"}", 422, "request.invalid"),
                row("note", "{\"text\":\"\"}", 422, "request.invalid"),
                row("note", "{\"text\":\"" + longText + "\"}", 422, "request.invalid"),
                row("end", "{\"step\":\"confirm\"}", 422, "request.invalid"),
                row("end", "{}", 422, "request.invalid"),
                row("end", "{\"step\":\"CONFIRM\"}", 409, null),
                row("another-time", "{\"note\":\"" + longText + "\"}", 422, "request.invalid"),
                row("summary-mail", "{\"request\":\"1\"}", 422, "request.invalid"),
                row("summary-mail", "{\"request\":\"5c7d0b1e-3f6a-4a53-9c39-1a8e6a3a7f10\"}", 409, null),
                row("consent", "{\"request\":\"no-such-request\",\"scope\":\"RECORDING\"}", 404, "consent.not-found"),
                row("consent", "{\"request\":\"no-such-request\",\"scope\":\"EVERYTHING\"}", 422, "request.invalid"),
                row("hand-over", "{}", 409, "hand-over.not-now"),
                row("hand-over", "{\"consultation\":\"5c7d0b1e-3f6a-4a53-9c39-1a8e6a3a7f10\"}", 422, "request.invalid"),
                row("hand-over", "[]", 400, "request.unreadable"),
                row("exchange", "{\"secret\":\"card.5c7d0b1e3f6a4a539c391a8e6a3a7f10\"}", 404, "invitation.not-found"),
                row("no-such-call", "{}", 404, "request.no-such-call"));
    }

    @ParameterizedTest(name = "{0} {1} -> {2} {3}")
    @MethodSource("customersCalls")
    void aCustomersWrongCallIsRefusedAndChangesNothing(String call, String body, int status, String code) {
        int before = length();

        Answer answer = customer.post("/api/customer/" + call, body);

        refusedWith(answer, status, code);
        assertThat(length()).isEqualTo(before);
    }

    static Stream<Arguments> consultantsCalls() {
        String plan = "\"stepSeconds\":1,\"freeSeconds\":0,\"minimum\":0,\"cap\":null,"
                + "\"tax\":{\"label\":\"VAT\",\"basisPoints\":1900,\"included\":true}";
        return Stream.of(
                row(
                        "sign-in",
                        "{\"email\":\"nobody@example.org\",\"password\":\"wrong\"}",
                        401,
                        "identity.sign-in-failed"),
                row("sign-in", "{\"email\":\"\",\"password\":\"wrong\"}", 422, "request.invalid"),
                row("availability", "{\"availability\":\"GONE\"}", 422, "request.invalid"),
                row(
                        "plans",
                        "{\"name\":\"P\",\"currency\":\"EUR\",\"pricePerMinute\":-1,\"hold\":100," + plan + "}",
                        422,
                        "request.invalid"),
                row(
                        "plans",
                        "{\"name\":\"P\",\"currency\":\"EUR\",\"pricePerMinute\":100,\"hold\":0," + plan + "}",
                        422,
                        null),
                row(
                        "plans",
                        "{\"name\":\"P\",\"currency\":\"XYZ\",\"pricePerMinute\":100,\"hold\":100," + plan + "}",
                        422,
                        "request.invalid"),
                row(
                        "plans",
                        "{\"name\":\"P\",\"currency\":\"EUR\",\"pricePerMinute\":\"100\",\"hold\":100," + plan + "}",
                        422,
                        "request.invalid"),
                row("plans/withdraw", "{\"id\":\"5c7d0b1e-3f6a-4a53-9c39-1a8e6a3a7f10\"}", 404, null),
                row("consultations", "{}", 422, "request.invalid"),
                row(
                        "consultations",
                        Stage.scheduleJson("A B", "5c7d0b1e-3f6a-4a53-9c39-1a8e6a3a7f10"),
                        422,
                        "plan.not-found"),
                row(
                        "consultations",
                        Stage.scheduleJson("A B", "PLAN").replace("Europe/Berlin", "Mars/Base"),
                        422,
                        null),
                row("consultations", Stage.scheduleJson("A B", "PLAN").replace("@example.org", ""), 422, null),
                row(
                        "consultations",
                        Stage.scheduleJson("A B", "PLAN").replace("\"plannedMinutes\":30", "\"plannedMinutes\":4"),
                        422,
                        "request.invalid"),
                row("consultations/ID/meter/start", "{}", 409, null),
                row("consultations/ID/meter/pause", "{}", 409, null),
                row("consultations/ID/meter/start", "{\"amount\":5}", 422, "request.invalid"),
                row("consultations/ID/end", "{\"step\":\"CONFIRM\"}", 409, null),
                row(
                        "consultations/ID/refund",
                        "{\"request\":\"refund-01\",\"amount\":{\"minorUnits\":1,\"currency\":\"EUR\"}}",
                        409,
                        null),
                row(
                        "consultations/ID/refund",
                        "{\"request\":\"refund-01\",\"amount\":{\"minorUnits\":-1,\"currency\":\"EUR\"}}",
                        422,
                        "request.invalid"),
                row(
                        "consultations/5c7d0b1e-3f6a-4a53-9c39-1a8e6a3a7f10/cancel",
                        "{\"reason\":\"\"}",
                        404,
                        "consultation.not-found"),
                row("consultations/not-an-id/cancel", "{\"reason\":\"\"}", 404, "consultation.not-found"),
                row(
                        "consultations/ID/reschedule",
                        "{\"startsAt\":\"yesterday\",\"plannedMinutes\":30,\"zone\":\"UTC\",\"invitationHours\":1}",
                        422,
                        "request.invalid"));
    }

    @ParameterizedTest(name = "{0} {1} -> {2} {3}")
    @MethodSource("consultantsCalls")
    void aConsultantsWrongCallIsRefusedAndChangesNothing(String call, String body, int status, String code) {
        int before = length();
        Api caller = call.equals("sign-in") ? new Api(server) : stage.consultant();

        Answer answer = caller.post(
                "/api/consultant/" + call.replace("ID", invited.id()), body.replace("PLAN", stage.demoPlan()));

        refusedWith(answer, status, code);
        assertThat(length()).isEqualTo(before);
    }

    static Stream<String> callsThatNeedACustomer() {
        return Stream.of("contact", "agree", "payment/hold", "limit", "enter", "note", "end", "cancel", "another-time");
    }

    @ParameterizedTest
    @MethodSource("callsThatNeedACustomer")
    void withoutACookieACallIsRefusedAlike(String call) {
        Answer answer = new Api(server).post("/api/customer/" + call, "{}");

        refusedWith(answer, 401, "session.missing");
    }

    @ParameterizedTest
    @MethodSource("callsThatNeedACustomer")
    void aConsultantsCookieIsNoCustomers(String call) {
        Answer answer = stage.consultant().post("/api/customer/" + call, "{}");

        refusedWith(answer, 401, "session.missing");
    }

    @Test
    void aCustomerCannotReachAConsultantsCalls() {
        assertThat(customer.get("/api/consultant/me").status()).isEqualTo(401);
        assertThat(customer.get("/api/consultant/consultations/" + strangers.id())
                        .status())
                .isEqualTo(401);
        assertThat(customer.post(strangers.path("/cancel"), "{\"reason\":\"\"}").status())
                .isEqualTo(401);
    }

    @Test
    void aForgedCookieOpensNothing() {
        HttpRequest forged = customer.request("/api/customer/view")
                .header("Cookie", "connectme-customer=" + "A".repeat(43))
                .GET()
                .build();

        assertThat(new Api(server).send(forged).status()).isEqualTo(401);
    }

    @Test
    void aRequestFromAnotherSiteIsRefused() {
        HttpRequest.Builder body = customer.request("/api/customer/cancel")
                .header("Content-Type", "application/json")
                .header("Cookie", customer.cookieHeader())
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"\"}"));
        Api nobody = new Api(server);
        String own = server.address().toString();

        Answer foreign = nobody.send(body.copy()
                .header("X-ConnectMe", "1")
                .header("Origin", "https://evil.example")
                .build());
        Answer noHeader = nobody.send(body.copy().header("Origin", own).build());
        Answer simple = nobody.send(customer.request("/api/customer/cancel")
                .header("Content-Type", "text/plain")
                .header("X-ConnectMe", "1")
                .header("Origin", own)
                .header("Cookie", customer.cookieHeader())
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"\"}"))
                .build());

        assertThat(foreign.status()).isEqualTo(403);
        assertThat(noHeader.status()).isEqualTo(403);
        assertThat(simple.status()).isEqualTo(403);
        assertThat(customer.get("/api/customer/view")
                        .part("appointment")
                        .path("stage")
                        .asText())
                .isNotEqualTo("CANCELLED");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        Answer answer = customer.post("/api/customer/note", "{\"text\":\"" + "x".repeat(70_000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
    }

    static Stream<String> crookedPaths() {
        return Stream.of(
                "/api/customer/..%2fconsultant/me",
                "/join/../etc/org.connectme.rest.cfg",
                "/console/%2e%2e/%2e%2e/etc/passwd",
                "/api/customer/view;x=1",
                "/join/assets/%00",
                "/console/assets/..%5c..%5cetc");
    }

    @ParameterizedTest
    @MethodSource("crookedPaths")
    void aCrookedPathFindsNothing(String path) {
        Answer answer = new Api(server)
                .send(HttpRequest.newBuilder(server.address(path)).GET().build());

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.text()).doesNotContain("Exception", "root:");
    }

    private static void refusedWith(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isNotEmpty();
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.text()).doesNotContain("Exception", "org.connectme.");
        if (code != null) {
            assertThat(answer.code()).isEqualTo(code);
        }
    }

    private static int length() {
        return stage.consultant().get(invited.path("")).body().path("length").asInt();
    }

    private static Arguments row(String call, String body, int status, String code) {
        return Arguments.of(call, body, status, code);
    }
}
