package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.server.Stage.expect;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;

/**
 * One consultation between the app without its windows and a consultant in a browser, a step a method: from the invitation
 * to mouse and keyboard that are lent, and to the bill. One thread.
 */
final class Visit {

    static final String NAME = "Tom Reed";
    static final String HOLD =
            "{\"attempt\":\"attempt-1\",\"provider\":\"sandbox\",\"method\":\"sbx_ok_visa_4242_0123456789\"}";

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Stage stage;
    private final Invited invited;
    private final DesktopApp app;

    private Visit(Stage stage, Invited invited, DesktopApp app) {
        this.stage = stage;
        this.invited = invited;
        this.app = app;
    }

    /** With the code of the mail, up to the card step; or to the waiting room, if the plan is free. */
    static Visit begin(Stage stage, String plan, DesktopApp app) {
        Invited invited = stage.invite(NAME, plan);
        app.does("exchange", "code", stage.codeMailed(invited));
        app.awaits("the contact step", "/parts/appointment/stage", "CONTACT");
        app.does("contact");
        app.awaits("the terms", "/parts/appointment/stage", "TERMS");
        app.does("agree");
        return new Visit(stage, invited, app);
    }

    Invited invited() {
        return invited;
    }

    /** Over the API. */
    Visit holdsTheCard() {
        app.awaits("the card step", "/parts/appointment/stage", "CARD");
        expect(stage.customer(invited).post("/api/customer/payment/hold", HOLD), 200);
        app.awaits("the card is held", "/parts/payment/status", "HELD");
        return this;
    }

    Visit enters() {
        app.awaits("the waiting room", "/parts/appointment/stage", "WAITING");
        app.does("enter");
        app.awaits("the call", BOUND, told -> told.has("flowing"));
        assertThat(app.look().path("problem").asText()).isEmpty();
        app.does("speak");
        return this;
    }

    /** @param page signed in as the consultant. @param origin where it sees the server */
    Participant meets(Page page, URI origin) {
        page.navigate(origin + "/console#/consultation/" + invited.id());
        Participant consultant = new Participant("CONSULTANT", page, stage.consultant());
        consultant.button("Start video chat").last().click();
        consultant.awaitPictures(BOUND);
        return consultant;
    }

    void startsCharges(Participant consultant) {
        Locator start = consultant.button("START CHARGES");
        Until.isTrue("START CHARGES can be pressed", BOUND, start::isEnabled);
        start.click();
        app.awaits("the meter runs", "/parts/meter/state", "RUNNING");
    }

    /** @return where the consultant sees the screen */
    Locator shows(Participant consultant, int colour) {
        app.paints(colour);
        app.does("show");
        Locator screen = screen(consultant);
        screen.waitFor();
        return screen;
    }

    static Locator screen(Participant consultant) {
        return consultant.page().getByLabel(NAME + "\u2019s screen", new Page.GetByLabelOptions().setExact(true));
    }

    /** Asked over the API, allowed by the person in the app. @return the request's id */
    String lends(int minutes) {
        String request = allows("SCREEN_KEYBOARD_MOUSE", minutes);
        app.awaits("control", "/control", "CONTROL");
        return request;
    }

    /** Likewise. */
    String allowsRecording() {
        return allows("RECORDING", 10);
    }

    private String allows(String scope, int minutes) {
        String request = UUID.randomUUID().toString();
        expect(
                stage.consultant()
                        .post(
                                invited.path("/consent"),
                                "{\"request\":\"" + request + "\",\"scope\":\"" + scope + "\","
                                        + "\"reason\":\"To mend it\",\"minutes\":" + minutes + "}"),
                200);
        app.awaits(
                "the question",
                BOUND,
                told -> told.at("/parts/consents/consents").toString().contains(request));
        app.allows(request, scope);
        return request;
    }

    /** Once, wherever it goes. @param x between 0 (left) and 1 (right) */
    static void presses(Participant consultant, Locator picture, double x, double y) {
        BoundingBox box = picture.boundingBox();
        Mouse mouse = consultant.page().mouse();
        mouse.move(box.x + box.width * x, box.y + box.height * y);
        mouse.down();
        mouse.up();
    }

    /** Until it arrives; from then on keys go there too. */
    void clicks(Participant consultant, double x, double y) {
        int before = app.look().path("clicks").asInt();
        Until.isTrue("a press of the mouse arrives", BOUND, () -> {
            presses(consultant, screen(consultant), x, y);
            return app.look().path("clicks").asInt() > before;
        });
    }

    /** Ends it, at once. @return what the app knows once the card is charged */
    JsonNode ends() {
        app.awaits(
                "there is something to pay",
                BOUND,
                told -> told.at("/parts/meter/gross/minorUnits").asLong() >= 100);
        app.does("end", "step", "PROPOSE");
        app.does("end", "step", "CONFIRM");
        return app.awaits("the amount is captured", "/parts/payment/status", "CAPTURED");
    }
}
