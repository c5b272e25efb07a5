package org.connectme.itests.money;

import static org.connectme.itests.server.Stage.expect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.connectme.itests.faults.RawSocket;
import org.connectme.itests.faults.Records;
import org.connectme.itests.faults.Records.Entry;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;

/** One paid consultation, with both sides' pages played over the API. One thread. */
final class Call implements AutoCloseable {

    static final String GOOD_CARD = "sbx_ok_visa_4242_0123456789";
    static final String CHALLENGED_CARD = "sbx_challenge_visa_3220_0123456789";

    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final String JOIN = "{\"n\":1,\"a\":0,\"m\":{\"t\":\"join\"}}";
    private static final String FLOWING =
            "{\"a\":0,\"m\":{\"t\":\"media\",\"flowing\":true,\"lastFlowedAgo\":0,\"spans\":[]}}";

    private final Server server;
    private final Stage stage;
    private final Records records;
    private final Invited invited;
    private final Api customer;
    private List<RawSocket> pages = List.of();

    private Call(Server server, Stage stage, Records records, Invited invited, Api customer) {
        this.server = server;
        this.stage = stage;
        this.records = records;
        this.invited = invited;
        this.customer = customer;
    }

    /** Up to the card step. */
    static Call agreed(Server server, Stage stage, String customerName, String plan) {
        Invited invited = stage.invite(customerName, plan);
        return new Call(server, stage, new Records(server), invited, stage.agreed(invited));
    }

    String id() {
        return invited.id();
    }

    /** What every operation on this consultation's money names: the consultation, or the hold at the card service. */
    Set<String> names() {
        return Set.of(id(), entry("HoldPlaced").json().path("reference").asText());
    }

    List<Entry> journal() {
        return records.journal(id());
    }

    List<String> types() {
        return records.types(id());
    }

    /** The only one of its type. */
    Entry entry(String type) {
        List<Entry> all = records.entries(id(), type).toList();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " times " + type + " in " + types());
        }
        return all.get(0);
    }

    Call awaitEntry(String type) {
        Until.value(type + " of " + id(), BOUND, this::types, types -> types.contains(type));
        return this;
    }

    /** The card form, as the customer's page loads it. */
    Answer form() {
        return customer.get("/api/customer/payment/form");
    }

    void askForHold(String card) {
        expect(
                customer.post(
                        "/api/customer/payment/hold",
                        "{\"attempt\":\"attempt-1\",\"provider\":\"sandbox\",\"method\":\"" + card + "\"}"),
                200);
    }

    Call held() {
        askForHold(GOOD_CARD);
        return awaitEntry("HoldPlaced");
    }

    /** The cardholder says yes. */
    void confirm() {
        String operation = entry("ChallengeRequired").json().path("operation").asText();
        expect(
                customer.post(
                        "/api/customer/payment/challenge",
                        "{\"operation\":\"" + operation + "\",\"answer\":\"complete\"}"),
                200);
    }

    /** Both sides walk in, media flows, and the meter is started. */
    Call metered() {
        expect(customer.post("/api/customer/enter", "{}"), 200);
        expect(stage.consultant().post(invited.path("/enter"), "{}"), 200);
        pages = List.of(
                page("/ws/customer", customer), page("/ws/consultant?consultation=" + id(), stage.consultant()));
        Until.value(
                "the meter can be started",
                BOUND,
                () -> stage.consultant().post(invited.path("/meter/start"), "{}"),
                answer -> answer.status() == 200);
        return this;
    }

    private RawSocket page(String path, Api whose) {
        RawSocket page = RawSocket.open(server, path, whose).greet();
        page.send(JOIN);
        page.send(FLOWING);
        return page;
    }

    /** Waits until the bill is one that the card service takes. */
    Call due(long minorUnits) {
        Until.value(
                minorUnits + " are due",
                BOUND,
                () -> part("meter"),
                meter -> meter.at("/gross/minorUnits").asLong() >= minorUnits);
        return this;
    }

    JsonNode part(String name) {
        return stage.consultant().get(invited.path("")).part(name);
    }

    /** The customer says yes to the raise that their page shows. */
    void raise() {
        JsonNode total = awaitEntry("RaiseOffered").entry("RaiseOffered").json().path("total");
        expect(
                customer.post("/api/customer/payment/raise", "{\"request\":\"request-1\",\"total\":" + total + "}"),
                200);
    }

    /** The first press of the red button: from here the meter stands. */
    Call proposeEnd() {
        expect(stage.consultant().post(invited.path("/end"), "{\"step\":\"PROPOSE\"}"), 200);
        return this;
    }

    /** The red button's question is answered with yes. */
    Answer confirmEnd() {
        return stage.consultant().post(invited.path("/end"), "{\"step\":\"CONFIRM\"}");
    }

    Call end() {
        proposeEnd();
        expect(confirmEnd(), 200);
        return this;
    }

    void cancel() {
        expect(customer.post("/api/customer/cancel", "{\"reason\":\"\"}"), 200);
    }

    void refund(JsonNode amount) {
        String request = UUID.randomUUID().toString();
        expect(
                stage.consultant()
                        .post(invited.path("/refund"), "{\"request\":\"" + request + "\",\"amount\":" + amount + "}"),
                200);
    }

    /** Leaves both pages as they are closed by a browser that ends. */
    @Override
    public void close() {
        pages.forEach(RawSocket::close);
    }
}
