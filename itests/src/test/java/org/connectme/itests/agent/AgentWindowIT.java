package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.agent.Person.BOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.connectme.itests.agent.RealApp.Seen;
import org.connectme.itests.agent.hand.InputHeard;
import org.connectme.itests.agent.hand.InputHeard.Kind;
import org.connectme.itests.agent.hand.OwnKeyboard;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole paid story in the app's own windows, at a display with a window manager: a person who has mouse, keyboard
 * and eyes, a consultant in Chromium, and an application on the desk that needs help.
 */
class AgentWindowIT {

    private static final Duration WHILE = Duration.ofSeconds(1);
    private static final Duration SECONDS_PAID = Duration.ofSeconds(2);

    private static House house;

    @BeforeAll
    static void open() {
        house = House.furnished("agent-window");
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void aPersonInTheWindowPaysTalksLendsControlAndTakesItBack() throws Exception {
        Stage stage = new Stage(house.server);
        Invited invited = stage.invite(Visit.NAME, stage.planByTheSecond());
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "window");
        try (Browsers browsers = new Browsers();
                RealApp app = RealApp.start(folder, house);
                Person person = new Person(house.desk, app);
                InputHeard input = new InputHeard(house.desk.display())) {
            comesIn(person, stage.codeMailed(invited));
            holdsTheCard(browsers, app, person);
            Participant consultant = talks(browsers, stage, invited, person);
            lendsTheScreenOnly(person, consultant, input);
            showsOneWindow(person, consultant);
            lendsControl(person, consultant, input);
            stopsByMouse(person, consultant, input);
            stopsByKey(person, consultant, input);
            pays(stage, invited, person);
        }
    }

    @Test
    @Tag("long")
    void aWindowThatIsReplacedInMidControlPausesItAndStopWorksInTheNextOne() throws Exception {
        Stage stage = new Stage(house.server);
        Invited invited = House.ready(stage);
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "replaced");
        Publisher publisher = Publisher.ofAll(house.server, folder);
        String code = stage.codeMailed(invited).replaceAll("\\D", "");
        try (Browsers browsers = new Browsers();
                RealApp app = RealApp.installed(folder, house, publisher.properties(), "--code", code);
                Person person = new Person(house.desk, app);
                InputHeard input = new InputHeard(house.desk.display())) {
            Participant consultant = house.calls(browsers, stage, invited, person);
            Lending.grants(person, consultant);
            Liar listener = new Liar(consultant);
            listener.forgets();
            publisher.publish(Map.of("org.connectme.agent.ui", Map.of("Bundle-Version", "1.0.1")));
            app.logs("org.connectme.agent.ui 1.0.1 took the place of");
            listener.awaitsWord("control pauses", "PAUSED", "control.stop-hidden");
            person.reads("controls your screen");
            consultant.awaitText("Click into the picture|Your keys go there", BOUND);
            house.letter(person, consultant);
            // On a slow machine STOP may count as hidden for a moment again, and what is typed then is lost.
            input.forget();
            Until.isTrue("keys arrive again", BOUND, () -> {
                Lending.types(consultant);
                return Lending.hasTyped(input);
            });
            // To the app this hand is the consultant's, and is not given way to: a late move would take it off STOP.
            Until.isTrue("the consultant's hand rests", BOUND, () -> Lending.arrivesNothing(input));
            person.presses("STOP");
            person.seesNoMore("push button", "STOP");
            input.forget();
            Lending.typesOn(consultant);
            assertThat(input.heard()).isEmpty();
            consultant.awaitText("has ended it", BOUND);
        }
    }

    private static void comesIn(Person person, String code) {
        person.pastes("Code of 9 digits", code);
        person.presses("Continue");
        person.reads("invites you to a consultation");
        person.presses("Continue");
        person.types("Phone", "030 1234567");
        person.types("What is it about?", "it is slow");
        person.presses("Continue");
        person.reads("^Price and terms$");
        person.presses("Agree and continue");
        person.reads("Tick each line");
        for (String sentence : List.of("I agree to the price", "I agree to the terms", "I ask that the consultation")) {
            person.presses("check box", person.reads("^" + sentence).name());
        }
        person.presses("Agree and continue");
    }

    private static void holdsTheCard(Browsers browsers, RealApp app, Person person) {
        person.presses("Open the form in the browser");
        Page form = house.browser(browsers, app.opened());
        confirms(form, "4000000000000002");
        form.getByText(Pattern.compile("declined|refused", Pattern.CASE_INSENSITIVE))
                .first()
                .waitFor();
        assertThat(person.hasBefore("push button", "Join")).isFalse();
        confirms(form, "4242424242424242");
        form.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Done").setExact(true))
                .waitFor();
        form.context().close();
        person.reads("^Waiting room$");
        person.reads("are held on your card");
    }

    private static void confirms(Page form, String card) {
        form.getByLabel("Card number").fill(card);
        form.getByLabel(Pattern.compile("^Expires")).fill("12/34");
        form.getByLabel("Security code").fill("123");
        form.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Confirm"))
                .click();
    }

    private static Participant talks(Browsers browsers, Stage stage, Invited invited, Person person) {
        Participant consultant = house.console(browsers, stage, invited);
        person.presses("Join");
        consultant.button("Start video chat").last().click();
        consultant.awaitPictures(BOUND);
        person.seesMove("icon", "Picture of " + consultantsName(stage, invited));
        person.seesMove("icon", "Your picture");
        House.awaitStartable(consultant.button("START CHARGES"));
        consultant.button("START CHARGES").click();

        person.presses("Chat");
        person.types("Message", "good day");
        person.presses("Send");
        consultant.awaitText("good day", BOUND);
        person.presses("Close");

        person.presses("Share your screen");
        Visit.screen(consultant).waitFor();
        person.sees("push button", "STOP");
        return consultant;
    }

    private static String consultantsName(Stage stage, Invited invited) {
        return stage.consultant()
                .get(invited.path(""))
                .part("appointment")
                .path("consultantName")
                .asText();
    }

    private static void lendsTheScreenOnly(Person person, Participant consultant, InputHeard input) {
        Lending.grants(person, consultant, "Screen only");
        consultant.awaitText("shows you the screen", BOUND);
        consultant.awaitText("sees where you point", BOUND);
        input.forget();
        House.clicksAt(consultant, House.WIDTH / 2.0, House.HEIGHT * 0.6);
        consultant.page().keyboard().type("no");
        Until.staysTrueFor("nothing is pressed", WHILE, () -> input.heard().isEmpty());
        person.presses("STOP");
        consultant.awaitText("has ended it", BOUND);
    }

    /** It is as large as that window in the consultant's page, and ends with it. */
    private static void showsOneWindow(Person person, Participant consultant) {
        Process letter = house.desk.starts("zenity", "--entry", "--title=Letter", "--text=Dear", "--width=400");
        house.desk.awaitWindow("Letter");
        person.presses("Share your screen");
        person.reads("sees only that window");
        Lending.awaitsThatAPressCounts();
        person.pressesOneThatBegins("Window \u201cLetter\u201d");
        person.reads("sees one of your windows");
        Locator screen = Visit.screen(consultant);
        screen.waitFor();
        Until.isTrue("as wide as the letter", BOUND, () -> {
            int width = ((Number) screen.evaluate("video => video.videoWidth")).intValue();
            return width > 0 && width < House.WIDTH / 2;
        });
        letter.destroy();
        person.reads("The window that you showed was closed");
        person.sees("push button", "Share your screen");
    }

    private static void lendsControl(Person person, Participant consultant, InputHeard input) throws Exception {
        Lending.grants(person, consultant);
        writesALetter(person, consultant);

        person.presses("Private moment");
        person.reads("^Private moment: .* sees black");
        consultant.awaitText("paused it for a moment", BOUND);
        input.forget();
        consultant.page().keyboard().type("unseen");
        Until.staysTrueFor("nothing is pressed", WHILE, () -> input.heard().isEmpty());
        person.presses("End the private moment");
        person.reads("controls your screen");
    }

    private static void writesALetter(Person person, Participant consultant) throws Exception {
        Process letter = house.letter(person, consultant);
        consultant.page().keyboard().type("Gr\u00fc\u00dfe, 123");
        consultant.page().keyboard().press("Enter");
        assertThat(House.written(letter)).isEqualTo("Gr\u00fc\u00dfe, 123");
    }

    private static void stopsByMouse(Person person, Participant consultant, InputHeard input) {
        house.letter(person, consultant);
        stopsWithoutNetwork(person, consultant, input, () -> person.presses("STOP"));
        Lending.assertNothingAfter(input, Kind.BUTTON_DOWN, Lending.LEFT);
        comesBack(consultant);
    }

    private static void stopsByKey(Person person, Participant consultant, InputHeard input) {
        Lending.grants(person, consultant);
        House.clicksInto(person, consultant);
        stopsWithoutNetwork(person, consultant, input, person::pressesTheKeyForStop);
        Lending.assertNothingAfter(input, Kind.KEY_DOWN, OwnKeyboard.END);
        comesBack(consultant);
    }

    /** While the consultant types and moves as fast as can be, the customer's network goes, and STOP is pressed. */
    private static void stopsWithoutNetwork(Person person, Participant consultant, InputHeard input, Runnable press) {
        input.forget();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> {
            Until.isTrue("much is typed", BOUND, () -> Lending.hasTyped(input));
            house.customers.cut();
            press.run();
        });
        while (!stop.isDone()) {
            Lending.types(consultant);
        }
        stop.join();
        person.seesNoMore("push button", "STOP");
        Lending.typesOn(consultant);
    }

    private static void comesBack(Participant consultant) {
        house.customers.connect();
        consultant.awaitText("has ended it", BOUND);
        consultant.awaitPictures(BOUND);
    }

    private static void pays(Stage stage, Invited invited, Person person) {
        Seen before = person.sees("push button", "End the call");
        assertThat(before.window()).isEqualTo("ConnectMe Customer");
        Until.isTrue(
                "there is something to pay",
                BOUND,
                () -> stage.consultant()
                                .get(invited.path(""))
                                .part("meter")
                                .path("billableMillis")
                                .asLong()
                        > SECONDS_PAID.toMillis());
        person.presses("End the call");
        person.reads("^End and pay");
        Lending.awaitsThatAPressCounts();
        person.pressesOneThatBegins("End and pay");
        person.reads("charged to your card");
        JsonNode paid = stage.consultant()
                .await(
                        invited.path(""),
                        BOUND,
                        answer -> answer.part("payment").path("status").asText().equals("CAPTURED"))
                .part("payment");
        long captured = paid.at("/captured/minorUnits").asLong();
        JsonNode meter = stage.consultant().get(invited.path("")).part("meter");
        assertThat(captured)
                .isEqualTo(meter.at("/bill/gross/minorUnits").asLong())
                .isEqualTo(60 * (meter.at("/bill/billableMillis").asLong() / 1000));
        person.reads(Pattern.quote(String.format(Locale.ROOT, "\u20ac%d.%02d", captured / 100, captured % 100)));
        person.reads("^Receipt number$");
    }
}
