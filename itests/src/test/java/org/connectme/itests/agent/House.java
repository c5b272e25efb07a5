package org.connectme.itests.agent;

import static org.connectme.itests.server.Stage.expect;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Networks;
import org.connectme.itests.faults.Networks.Network;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;

/** A server, the customer's desk, and a place for each side in a network of its own, which can be cut. One thread. */
final class House implements AutoCloseable {

    static final int WIDTH = 1280;
    static final int HEIGHT = 800;

    private final Networks networks = new Networks();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(networks));
    final Network consultants;
    final Network customers;
    final Server server;
    final Desk desk;

    /** With a window manager at the desk. */
    static House furnished(String name) {
        House house = new House(name, WIDTH, HEIGHT);
        house.desk.starts("openbox");
        return house;
    }

    /** @param width of the customer's screen, in pixels */
    House(String name, int width, int height) {
        try {
            consultants = networks.add();
            customers = networks.add();
            server = Server.start(
                    name, Map.of("CONNECTME_HOST", "0.0.0.0", "CONNECTME_PUBLIC_URL", "http://" + Networks.HOST));
            opened.add(server);
            opened.add(customers.loopbackLeadsOut(server.address().getPort())::destroy);
            desk = new Desk(Path.of("target", name + "-desk").toAbsolutePath(), width, height);
            opened.add(desk);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where the consultant sees the server. */
    URI origin() {
        return URI.create("http://" + Networks.HOST + ":" + server.address().getPort());
    }

    /** A page at the consultant's place. */
    Page page(Browsers browsers, Stage stage) {
        return browsers.open(consultants.chromium(), origin(), stage.consultant());
    }

    /** Agreed and held already, so that the code leads straight to the waiting room. */
    static Invited ready(Stage stage) {
        Invited invited = stage.invite(Visit.NAME, stage.planByTheSecond());
        expect(stage.agreed(invited).post("/api/customer/payment/hold", Visit.HOLD), 200);
        return invited;
    }

    Participant console(Browsers browsers, Stage stage, Invited invited) {
        return console(browsers, stage, invited, "");
    }

    /** @param script runs in the page before its own */
    Participant console(Browsers browsers, Stage stage, Invited invited, String script) {
        Page page = page(browsers, stage);
        page.addInitScript(script);
        page.navigate(origin() + "/console#/consultation/" + invited.id());
        return new Participant("CONSULTANT", page, stage.consultant());
    }

    /** From the waiting room: the person joins, the consultant calls and starts the charges. */
    Participant calls(Browsers browsers, Stage stage, Invited invited, Person person) {
        person.presses("Join");
        Participant consultant = console(browsers, stage, invited, Liar.SCRIPT);
        consultant.button("Start video chat").last().click();
        consultant.awaitPictures(Person.BOUND);
        awaitStartable(consultant.button("START CHARGES"));
        consultant.button("START CHARGES").click();
        return consultant;
    }

    /** In the system's browser: nobody is signed in there. */
    Page browser(Browsers browsers, String address) {
        Page page = browsers.open(Path.of("/usr/bin/chromium"), server.address(), new Api(server));
        page.navigate(address);
        return page;
    }

    static void asksFor(Participant consultant, String what) {
        consultant.button("Ask for screen or control").click();
        consultant.page().getByText(what).click();
        consultant.page().getByLabel("What for").fill("To mend it");
        consultant
                .page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Ask").setExact(true))
                .click();
    }

    /** The consultant's pointer goes to this pixel of the customer's screen. */
    static Mouse pointsAt(Participant consultant, double x, double y) {
        BoundingBox box = Visit.screen(consultant).boundingBox();
        Mouse mouse = consultant.page().mouse();
        mouse.move(box.x + box.width * x / WIDTH, box.y + box.height * y / HEIGHT);
        return mouse;
    }

    static void clicksAt(Participant consultant, double x, double y) {
        Mouse mouse = pointsAt(consultant, x, y);
        mouse.down();
        mouse.up();
    }

    /** A program of the customer's with one line to write into, where help is needed. */
    Process letter(Person person, Participant consultant) {
        Process letter = desk.starts("zenity", "--entry", "--title=Letter", "--text=Dear", "--width=400");
        desk.awaitWindow("Letter");
        clicksInto(person, consultant);
        return letter;
    }

    /** The letter has what is typed from now on, and no window of the app. */
    static void clicksInto(Person person, Participant consultant) {
        Until.isTrue("the letter has the focus", Person.BOUND, () -> {
            clicksAt(consultant, WIDTH / 2.0, HEIGHT / 2.0);
            return person.isElsewhere();
        });
    }

    /** What was written, once Enter has closed it. */
    static String written(Process letter) throws IOException, InterruptedException {
        if (!letter.waitFor(Person.BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Enter does not arrive");
        }
        return new String(letter.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    static void awaitStartable(Locator button) {
        Until.isTrue("it can be pressed", Person.BOUND, button::isEnabled);
    }

    @Override
    public void close() {
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
