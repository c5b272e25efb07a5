package org.connectme.itests.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.connectme.itests.faults.Networks;
import org.connectme.itests.faults.Networks.Network;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;

/**
 * One server and the browsers for all stories of this package, with windows that are closed after each. One thread.
 */
final class House implements AutoCloseable {

    /** Six euros a minute, tax included, counted by the second: ten cents a second. */
    static final String PLAN = "Ten cents a second";

    private static final String ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/140.0.0.0 Mobile Safari/537.36";
    static final List<String> DEVICES = List.of("camera", "microphone");

    private final Server server;
    private final URI origin;
    private final Browsers browsers = new Browsers();
    private final Stage stage;
    private final String planId;
    private final List<BrowserContext> windows = new ArrayList<>();

    private House(Server server, URI origin) {
        this.server = server;
        this.origin = origin;
        this.stage = new Stage(server);
        this.planId = plan(PLAN, 600, 5_000);
    }

    static House open() {
        // Two suites at a time have a house each.
        return open("browser-" + ProcessHandle.current().pid());
    }

    /** One of its own, for a story that does not leave the server as it was. */
    static House open(String name) {
        Server server = Server.start(name, Map.of());
        return of(server, server.address());
    }

    /** In a network, whose participants reach it as {@link Networks#HOST}. */
    static House inNetwork(String name) {
        String host = "http://" + Networks.HOST;
        Server server = Server.start(name, Map.of("CONNECTME_HOST", "0.0.0.0", "CONNECTME_PUBLIC_URL", host));
        return of(server, URI.create(host + ":" + server.address().getPort()));
    }

    private static House of(Server server, URI origin) {
        try {
            return new House(server, origin);
        } catch (RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /** Where the pages see the server. */
    URI origin() {
        return origin;
    }

    Server server() {
        return server;
    }

    Stage stage() {
        return stage;
    }

    String planId() {
        return planId;
    }

    /** Makes a rate plan, all prices in cents. @return its id */
    String plan(String name, long pricePerMinute, long hold) {
        return stage.plan(name, pricePerMinute, 0, hold);
    }

    /** As it stands in the mail. */
    String linkOf(Invited invited) {
        return origin + "/join#" + invited.token();
    }

    Books books(String consultation) {
        return new Books(server, consultation);
    }

    /** The consultant's view of a consultation, as the server has it now. */
    JsonNode view(String consultation) {
        Api.Answer answer = stage.consultant().get("/api/consultant/consultations/" + consultation);
        Stage.expect(answer, 200);
        return answer.body().path("parts");
    }

    /** The consultant at a desk, signed in. */
    ConsultantPages consultant() {
        return signedIn(window(browsers.chromium("consultant"), desk()));
    }

    /** The consultant, with what the camera shows and the microphone hears. */
    ConsultantPages consultantWith(Scene scene) {
        return signedIn(window(browsers.chromium("consultant", scene), desk()));
    }

    /** The same at a place of the network. */
    ConsultantPages consultantAt(Network network, Scene scene) {
        return signedIn(window(browsers.chromium("consultant", network.chromium(), origin, scene), desk()));
    }

    CustomerPages customerAt(Network network, Scene scene) {
        return new CustomerPages(window(browsers.chromium("customer", network.chromium(), origin, scene), desk()));
    }

    /** In a browser that keeps in this folder what it knows, and that may be killed. */
    ConsultantPages consultantKeeping(Path profile, Scene scene) {
        BrowserContext context = browsers.keeping(profile, scene);
        context.addInitScript(Witness.SCRIPT);
        return signedIn(context.newPage());
    }

    /** With kill -9 those that keep what they know. */
    void killBrowsers() {
        browsers.endKeeping();
    }

    private ConsultantPages signedIn(Page page) {
        ConsultantPages consultant = new ConsultantPages(page, origin);
        consultant.signIn(server.demo());
        return consultant;
    }

    private static NewContextOptions desk() {
        return new NewContextOptions().setViewportSize(1440, 900).setPermissions(DEVICES);
    }

    /** The same person's next window, in the same browser. */
    ConsultantPages another(ConsultantPages consultant) {
        return new ConsultantPages(consultant.context().newPage(), origin);
    }

    ConsultantPages consultantInFirefox() {
        return signedIn(window(browsers.firefoxThatSounds(), new NewContextOptions().setViewportSize(1440, 900)));
    }

    /** The customer at a desk, with what the camera shows and the microphone hears. */
    CustomerPages customerWith(Scene scene) {
        NewContextOptions look =
                new NewContextOptions().setViewportSize(1280, 800).setPermissions(DEVICES);
        return new CustomerPages(window(browsers.chromium("customer", scene), look));
    }

    ConsultantPages consultantWindow(NewContextOptions look) {
        return new ConsultantPages(window(browsers.chromium("consultant"), look.setPermissions(DEVICES)), origin);
    }

    /** The customer with a phone. */
    CustomerPages customer() {
        return customerWindow(phone().setPermissions(DEVICES));
    }

    CustomerPages customerWindow(NewContextOptions look) {
        return new CustomerPages(window(browsers.chromium("customer"), look));
    }

    /** With Chrome on Android, where only what is named here is allowed. */
    CustomerPages customerWhoAllows(String... permissions) {
        NewContextOptions look = phone().setUserAgent(ANDROID).setPermissions(List.of(permissions));
        return new CustomerPages(window(browsers.strictChromium(), look));
    }

    /** At a desk, with a tab of this title that is shown when the screen is shared. */
    CustomerPages customerWhoShares(String title) {
        NewContextOptions look =
                new NewContextOptions().setViewportSize(1280, 800).setPermissions(DEVICES);
        return new CustomerPages(window(browsers.chromiumThatShares(title), look));
    }

    CustomerPages customerInFirefox() {
        return new CustomerPages(window(browsers.firefox(), new NewContextOptions().setViewportSize(360, 740)));
    }

    static NewContextOptions phone() {
        return new NewContextOptions()
                .setViewportSize(360, 740)
                .setIsMobile(true)
                .setHasTouch(true);
    }

    private Page window(Browser browser, NewContextOptions look) {
        BrowserContext context = browser.newContext(look.setLocale("en-US"));
        windows.add(context);
        context.addInitScript(Witness.SCRIPT);
        return context.newPage();
    }

    /** Into the waiting room with a card held; all before it goes over the API. */
    void enters(CustomerPages customer, Invited invited) {
        holdsCard(invited);
        customer.page.navigate(linkOf(invited));
        customer.isInTheWaitingRoom();
    }

    /** Agrees over the API, and has a card held where the plan asks for one. */
    void holdsCard(Invited invited) {
        Api api = stage.agreed(invited);
        if (!view(invited.id()).at("/appointment/offer/plan/hold").asText().equals("0")) {
            Stage.expect(
                    api.post(
                            "/api/customer/payment/hold",
                            "{\"attempt\":\"attempt-1\",\"provider\":\"sandbox\",\"method\":\"sbx_ok_visa_4242_0123456789\"}"),
                    200);
            stage.consultant()
                    .await(
                            invited.path(""),
                            Browsers.PATIENCE,
                            answer -> answer.part("payment")
                                    .path("status")
                                    .asText()
                                    .equals("HELD"));
        }
    }

    /** Both in the call with the meter running. */
    void inPaidCall(ConsultantPages consultant, CustomerPages customer, Invited invited) {
        enters(customer, invited);
        customer.turnsOnCameraAndMicrophone();
        customer.joins();
        consultant.open(invited.id());
        consultant.startsVideoChat();
        consultant.seesPictureOf("Tom Reed");
        customer.seesPictureOf(ConsultantPages.NAME);
        consultant.startsCharges();
        customer.meterShows("Running");
    }

    /** Keeps what every window shows. */
    void photograph(String name) {
        int number = 0;
        for (BrowserContext window : windows) {
            for (Page page : window.pages()) {
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "screens", "failed", name + "-" + ++number + ".png")));
            }
        }
    }

    void closeWindows() {
        windows.forEach(BrowserContext::close);
        windows.clear();
        browsers.endKeeping();
    }

    @Override
    public void close() {
        browsers.close();
        server.close();
    }
}
