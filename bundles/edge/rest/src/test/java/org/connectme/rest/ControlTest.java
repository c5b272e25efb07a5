package org.connectme.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.account.ControlPermits.Permission;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.wire.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Permits for the console, and the desktop app's way to the card form. */
class ControlTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String PERMIT = "/api/consultant/consultations/" + Edge.TOMS + "/permit";
    private static final String HAND_OVER = "/api/customer/hand-over";

    private final Edge edge = new Edge();

    private void happened(Event event) {
        edge.toms.add(new Entry(edge.toms.size() + 1, NOW, event, Chain.ORIGIN));
    }

    private Response permit(String body) {
        return edge.post(PERMIT).with("connectme-consultant", "ana").send(body);
    }

    private Response handOver() {
        return edge.post(HAND_OVER).with("connectme-customer", "tom").send("{}");
    }

    @Test
    void theConsultantGetsAPermitInTheOwnNameAndNobodyKeepsIt() {
        Response response = permit("{\"request\":\"request-1\"}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(Edge.text(response)).isEqualTo("{\"permit\":\"payload.signature\",\"renewAfterSeconds\":20}");
        assertThat(response.headers()).contains(new Response.Header("Cache-Control", "no-store"));
        assertThat(edge.permitsAskedFor).containsExactly(Edge.TOMS + " " + Edge.ANA + " request-1");
    }

    @ParameterizedTest
    @EnumSource(Refusal.Kind.class)
    void aRefusalIsToldAsItIs(Refusal.Kind kind) {
        edge.permission = new Permission.Refused(new Refusal(kind, "control.some", "Some."));

        Response response = permit("{\"request\":\"request-1\"}");

        assertThat(response.status()).isGreaterThanOrEqualTo(400);
        assertThat(Edge.text(response)).contains("control.some").doesNotContain("signature");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "{\"request\":\"short\"}",
                "{\"request\":7}",
                "{\"request\":\"request-1\",\"scope\":\"SCREEN_KEYBOARD_MOUSE\"}",
                "[]"
            })
    void aRequestThatMakesNoSenseAsksNobody(String body) {
        assertThat(permit(body).status()).isIn(400, 422);
        assertThat(edge.permitsAskedFor).isEmpty();
    }

    @Test
    void onlyTheSignedInConsultantAsksForPermits() {
        String body = "{\"request\":\"request-1\"}";
        assertThat(edge.post(PERMIT).send(body).status()).isEqualTo(401);
        assertThat(edge.post(PERMIT)
                        .with("connectme-customer", "tom")
                        .send(body)
                        .status())
                .isEqualTo(401);
        assertThat(edge.post("/api/consultant/consultations/1/permit")
                        .with("connectme-consultant", "ana")
                        .send(body)
                        .status())
                .isEqualTo(404);
        assertThat(edge.permitsAskedFor).isEmpty();
    }

    @Test
    void theCardStepIsHandedOverOnceTheTermsAreAgreedAndUntilTheEnd() {
        assertThat(handOver().status()).isEqualTo(409);

        scheduled(Edge.PLAN);
        assertThat(Edge.text(handOver())).contains("hand-over.not-now");

        happened(new TermsAgreed("plan", "terms", false, 1));
        assertThat(handOver().status()).isEqualTo(200);
        assertThat(Edge.text(handOver())).isEqualTo("{\"url\":\"/join#card.once\",\"seconds\":60}");

        happened(new ConsultationCancelled(Side.CUSTOMER, ""));
        assertThat(Edge.text(handOver())).contains("hand-over.not-now");
    }

    @Test
    void aFreePlanHasNoCardToHandOver() {
        scheduled(new RatePlan(
                UUID.randomUUID(),
                1,
                "Free",
                Currency.getInstance("EUR"),
                0,
                1,
                0,
                0,
                null,
                new RatePlan.Tax("VAT", 0, true),
                0));
        happened(new TermsAgreed("plan", "terms", false, 1));

        assertThat(Edge.text(handOver())).contains("hand-over.not-now");
    }

    @Test
    void nobodyElseIsHandedOver() {
        assertThat(edge.post(HAND_OVER).send("{}").status()).isEqualTo(401);
        assertThat(edge.post(HAND_OVER)
                        .with("connectme-consultant", "ana")
                        .send("{}")
                        .status())
                .isEqualTo(401);
        assertThat(edge.post(HAND_OVER)
                        .with("connectme-customer", "tom")
                        .send("{\"consultation\":\"" + ConsultationId.random() + "\"}")
                        .status())
                .isEqualTo(422);
    }

    private void scheduled(RatePlan plan) {
        happened(new ConsultationScheduled(
                Edge.ANA,
                "Ana",
                "",
                "Tom",
                "tom@example.org",
                "Taxes",
                NOW,
                60,
                "UTC",
                "en",
                NOW.plus(Duration.ofDays(1)),
                new Offer(plan, new Seller("Ana", "Street 1", ""), "en", "terms", "privacy", "")));
    }
}
