package org.connectme.itests.faults;

import static org.connectme.itests.server.Stage.expect;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;

/** A call between two browsers with the meter running. What comes before it was done over the API. One thread. */
final class PaidCall {

    static final String CARD = "sbx_ok_visa_4242_";

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Stage stage;
    private final Invited invited;
    private final Records records;
    private final Participant consultant;
    private final Participant customer;

    private PaidCall(Stage stage, Invited invited, Records records, Participant consultant, Participant customer) {
        this.stage = stage;
        this.invited = invited;
        this.records = records;
        this.consultant = consultant;
        this.customer = customer;
    }

    static PaidCall begin(Server server, Browsers browsers, String customerName) {
        return begin(server, server.address(), browsers, CHROMIUM, CHROMIUM, customerName);
    }

    /** @param origin where both pages see the server */
    static PaidCall begin(
            Server server,
            URI origin,
            Browsers browsers,
            Path consultantsBrowser,
            Path customersBrowser,
            String customerName) {
        Stage stage = new Stage(server);
        Invited invited = stage.invite(customerName, stage.planByTheSecond());
        return begin(
                server, origin, browsers, consultantsBrowser, customersBrowser, stage, invited, held(stage, invited));
    }

    /** @param customer whose card is held */
    static PaidCall begin(Server server, Browsers browsers, Stage stage, Invited invited, Api customer) {
        return begin(server, server.address(), browsers, CHROMIUM, CHROMIUM, stage, invited, customer);
    }

    private static PaidCall begin(
            Server server,
            URI origin,
            Browsers browsers,
            Path consultantsBrowser,
            Path customersBrowser,
            Stage stage,
            Invited invited,
            Api customer) {
        Page console = browsers.open(consultantsBrowser, origin, stage.consultant());
        Page join = browsers.open(customersBrowser, origin, customer);
        PaidCall call = new PaidCall(
                stage,
                invited,
                new Records(server),
                new Participant("CONSULTANT", console, stage.consultant()),
                new Participant("CUSTOMER", join, customer));
        call.walkIn(origin);
        return call;
    }

    /** The customer up to the waiting room's door, with a card held. */
    static Api held(Stage stage, Invited invited) {
        Api customer = stage.agreed(invited);
        expect(
                customer.post(
                        "/api/customer/payment/hold",
                        "{\"attempt\":\"attempt-1\",\"provider\":\"sandbox\",\"method\":\"" + CARD + "0123456789\"}"),
                200);
        customer.await(
                "/api/customer/view",
                BOUND,
                answer -> answer.part("payment").path("status").asText().equals("HELD"));
        return customer;
    }

    private void walkIn(URI origin) {
        customer.page().navigate(origin + "/join");
        customer.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Join").setExact(true))
                .click();
        consultant.page().navigate(origin + "/console#/consultation/" + id());
        consultant.button("Start video chat").last().click();
        consultant.awaitPictures(BOUND);
        customer.awaitPictures(BOUND);
        Locator start = consultant.button("START CHARGES");
        Until.isTrue("START CHARGES can be pressed", BOUND, start::isEnabled);
        start.click();
        awaitMeter("RUNNING", BOUND);
        customer.awaitText("^Running$", BOUND);
        consultant.awaitText("^Running$", BOUND);
    }

    String id() {
        return invited.id();
    }

    Participant consultant() {
        return consultant;
    }

    Participant customer() {
        return customer;
    }

    List<Participant> both() {
        return List.of(consultant, customer);
    }

    Records records() {
        return records;
    }

    JsonNode meter() {
        return stage.consultant().get(invited.path("")).part("meter");
    }

    JsonNode presence() {
        return stage.consultant().get(invited.path("")).part("presence");
    }

    JsonNode payment() {
        return stage.consultant().get(invited.path("")).part("payment");
    }

    void awaitMeter(String state, Duration bound) {
        Until.value(
                "the meter is " + state,
                bound,
                this::meter,
                meter -> meter.path("state").asText().equals(state));
    }

    /** Waits until the bill is one that the card service takes: it takes no less than fifty cents. */
    void awaitDue(long cents) {
        Until.isTrue(
                cents + " cents are due",
                BOUND,
                () -> meter().at("/gross/minorUnits").asLong() >= cents);
    }

    /** The red button, as the consultant's page sends it, answered at once; not before there is something to pay. */
    void end() {
        awaitDue(100);
        expect(stage.consultant().post(invited.path("/end"), "{\"step\":\"PROPOSE\"}"), 200);
        expect(stage.consultant().post(invited.path("/end"), "{\"step\":\"CONFIRM\"}"), 200);
    }

    /** Waits until the card service has taken the money. @return the bill */
    JsonNode awaitCapture(Duration bound) {
        Until.value(
                "the amount is captured",
                bound,
                this::payment,
                payment -> payment.path("status").asText().equals("CAPTURED"));
        return meter().path("bill");
    }
}
