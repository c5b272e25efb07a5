package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.agent.Person.BOUND;
import static org.connectme.itests.server.Stage.expect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.connectme.itests.agent.RealApp.Seen;
import org.connectme.itests.agent.hand.InputHeard;
import org.connectme.itests.agent.hand.InputHeard.Kind;
import org.connectme.itests.agent.hand.OwnKeyboard;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Outage;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Records;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A consultant's page that lies, a server that is gone, an app that is killed: what was not lent is not taken. */
class AgentLiesIT {

    private static final Duration WHILE = Duration.ofSeconds(1);
    private static final Duration PERMIT = Duration.ofSeconds(60);
    private static final int DOWN_KEY = 116;

    private static final List<String> SCRIPTS = List.of(
            "gr\u00fc\u00df",
            "\u00e9\u00f1\u0153",
            "\u0219\u0103\u021b",
            "\u011f\u0131\u015f",
            "\u0141\u00f3d\u017a",
            "\u0451\u0436\u044f",
            "\u03c8\u03c5\u03c7",
            "\u05e9\u05dc\u05d5",
            "\u0646\u0635\u0639",
            "\u0e20\u0e32",
            "\u0915\u0930",
            "\u4f60\u597d",
            "\u3044\u308d",
            "\ud55c\uad6d",
            "\u20ac\u2192\ud83d\ude00");

    private static House house;

    @BeforeAll
    static void open() {
        house = House.furnished("agent-lies");
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void whatIsTheCustomersOwnCannotBePressedAndNoForgeryCounts() throws Exception {
        Stage stage = new Stage(house.server);
        Invited invited = House.ready(stage);
        try (Browsers browsers = new Browsers();
                RealApp app = app(stage, invited, "lies");
                Person person = new Person(house.desk, app);
                InputHeard input = new InputHeard(house.desk.display())) {
            Participant consultant = house.calls(browsers, stage, invited, person);
            Liar liar = new Liar(consultant);

            Lending.grants(person, consultant, "Screen only");
            consultant.awaitText("sees where you point", BOUND);
            String screenOnly = liar.newestPermit();
            input.forget();
            liar.says(Liar.key(Liar.consent(screenOnly)));
            liar.awaitsRefusal("control.no-consent");
            assertThat(input.heard()).isEmpty();
            person.presses("STOP");
            consultant.awaitText("has ended it", BOUND);

            Lending.grants(person, consultant);
            readsBackWhatWasTyped(person, consultant);
            forges(liar, screenOnly);
            pressesTheBar(person, consultant, input);
            pressesADialog(person, consultant, input, stage, invited);
            pressesTheWindow(person, consultant, input);
            stopsByKey(person, liar, input);
            Lending.grants(person, consultant);
            stopsWithTheServerFrozen(person, liar, input);
        }
    }

    private static RealApp app(Stage stage, Invited invited, String name) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), name);
        return RealApp.start(folder, house, "--code", stage.codeMailed(invited).replaceAll("\\D", ""));
    }

    private static void readsBackWhatWasTyped(Person person, Participant consultant) throws Exception {
        Process letter = house.letter(person, consultant);
        String text = String.join(" ", SCRIPTS);
        consultant.page().keyboard().type(text);
        consultant.page().keyboard().press("Enter");
        assertThat(House.written(letter)).isEqualTo(text);
    }

    private static void forges(Liar liar, String screenOnly) throws GeneralSecurityException {
        String permit = liar.newestPermit();
        liar.says(Liar.permit(permit));
        liar.awaitsRefusal("control.replayed");
        liar.says(Liar.permit(screenOnly));
        liar.awaitsRefusal("control.no-consent");
        String[] parts = permit.split("\\.");
        String longer = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8)
                .replaceAll("\"until\":\"20", "\"until\":\"21");
        String payload =
                Base64.getUrlEncoder().withoutPadding().encodeToString(longer.getBytes(StandardCharsets.UTF_8));
        liar.says(Liar.permit(payload + "." + parts[1]));
        liar.awaitsRefusal("control.forged");
        liar.says(Liar.permit(payload + "." + signedByNobody(payload)));
        liar.awaitsRefusal("control.forged");
    }

    private static String signedByNobody(String payload) throws GeneralSecurityException {
        KeyPair own = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(own.getPrivate());
        signature.update(("connectme\ncontrol-permit/1\n" + payload).getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static void pressesTheBar(Person person, Participant consultant, InputHeard input) {
        for (String name : List.of("STOP", "Private moment", "Open the window")) {
            assertCannotBePressed(person, consultant, input, name);
        }
        assertThat(person.hasBefore("push button", "Private moment")).isTrue();
        assertThat(person.hasBefore("push button", "End the call")).isFalse();
    }

    private static void pressesTheWindow(Person person, Participant consultant, InputHeard input) {
        person.presses("Open the window");
        Seen mute = person.sees("push button", "Mute the microphone");
        awaitsFocusOf(person, mute.window());
        assertCannotBePressed(person, consultant, input, "Mute the microphone");
        assertCannotBePressed(person, consultant, input, "End the call");
        assertCannotBePressed(person, consultant, input, "More");
        assertThat(person.hasBefore("push button", "Mute the microphone")).isTrue();
        assertThat(person.hasBefore("push button", "Go on")).isFalse();
    }

    private static void pressesADialog(
            Person person, Participant consultant, InputHeard input, Stage stage, Invited invited) {
        String request = UUID.randomUUID().toString();
        expect(
                stage.consultant()
                        .post(
                                invited.path("/consent"),
                                "{\"request\":\"" + request
                                        + "\",\"scope\":\"RECORDING\",\"reason\":\"For me\",\"minutes\":5}"),
                200);
        Seen yes = person.sees("push button", "Yes, allow it");
        awaitsFocusOf(person, yes.window());
        Lending.awaitsThatAPressCounts();
        assertCannotBePressed(person, consultant, input, "Yes, allow it");
        assertThat(consentOf(stage, invited, request)).isEqualTo("ASKED");
        person.presses("No");
        Until.isTrue(
                "the no counts", BOUND, () -> consentOf(stage, invited, request).equals("REFUSED"));
    }

    private static String consentOf(Stage stage, Invited invited, String request) {
        for (JsonNode consent :
                stage.consultant().get(invited.path("")).part("consents").path("consents")) {
            if (consent.path("request").asText().equals(request)) {
                return consent.path("state").asText();
            }
        }
        return "";
    }

    private static void awaitsFocusOf(Person person, String window) {
        person.awaits(
                window + " has the focus",
                seen -> seen.role().equals("window") && seen.window().equals(window) && seen.isFocused());
        // The app tells its core four times a second where the focus is.
        Lending.awaitsThatAPressCounts();
    }

    /** By mouse, by Enter, by Space, and by Tab to reach it: the pointer gets there, and nothing else happens. */
    private static void assertCannotBePressed(Person person, Participant consultant, InputHeard input, String button) {
        Seen seen = person.sees("push button", button);
        input.forget();
        // The customer's own mouse, which was there a moment ago, goes first.
        Until.isTrue("the pointer comes to " + button, BOUND, () -> {
            House.pointsAt(
                    consultant,
                    seen.where().getCenterX() + System.nanoTime() % 5,
                    seen.where().getCenterY());
            return !input.heard().isEmpty();
        });
        Lending.awaitsThatAPressCounts();
        House.clicksAt(consultant, seen.where().getCenterX(), seen.where().getCenterY());
        for (String key : List.of("Tab", "Enter", "Space")) {
            consultant.page().keyboard().press(key);
        }
        Until.staysTrueFor(
                button + " is not pressed",
                WHILE,
                () -> person.hasBefore("push button", button)
                        && person.hasBefore("push button", "STOP")
                        && input.heard().stream().noneMatch(event -> event.kind() == Kind.BUTTON_DOWN));
    }

    private static void stopsByKey(Person person, Liar liar, InputHeard input) {
        house.letter(person, liar.consultant());
        stops(person, liar, input, person::pressesTheKeyForStop);
        Lending.assertNothingAfter(input, Kind.KEY_DOWN, OwnKeyboard.END);
        liar.consultant().awaitText("has ended it", BOUND);
    }

    private static void stopsWithTheServerFrozen(Person person, Liar liar, InputHeard input) throws Exception {
        house.letter(person, liar.consultant());
        signal("STOP");
        try {
            stops(person, liar, input, () -> person.presses("STOP"));
            Lending.assertNothingAfter(input, Kind.BUTTON_DOWN, Lending.LEFT);
        } finally {
            signal("CONT");
        }
        liar.consultant().awaitText("has ended it", BOUND);
    }

    /** Keys are sent before and after, whatever the app says of itself, as a page that lies would. */
    private static void stops(Person person, Liar liar, InputHeard input, Runnable press) {
        String permit = liar.newestPermit();
        input.forget();
        liar.goesOnSaying(Liar.key(Liar.consent(permit)), 20);
        Until.isTrue("much arrives", BOUND, () -> Lending.hasTyped(input));
        press.run();
        liar.awaitsWord("it is refused", "refused", "control.no-consent");
        Until.staysTrueFor("the page goes on", WHILE, () -> true);
        liar.fallsSilent();
        liar.says(Liar.permit(permit));
        person.seesNoMore("push button", "STOP");
    }

    private static void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(house.server.processId())).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Test
    void anAppThatIsKilledLeavesNoKeyDownAndTheCallGoesOnInTheNextOneWithoutControl() throws Exception {
        Stage stage = new Stage(house.server);
        Invited invited = House.ready(stage);
        try (Browsers browsers = new Browsers();
                InputHeard input = new InputHeard(house.desk.display())) {
            Participant consultant;
            try (RealApp app = app(stage, invited, "killed");
                    Person person = new Person(house.desk, app)) {
                consultant = house.calls(browsers, stage, invited, person);
                Lending.grants(person, consultant);
                house.letter(person, consultant);
                input.forget();
                consultant.page().keyboard().down("ArrowDown");
                Until.isTrue("the key is down", BOUND, () -> has(input, Kind.KEY_DOWN));
                app.kill();
                Until.isTrue("the key is let go of", BOUND, () -> has(input, Kind.KEY_UP));
            }
            consultant.awaitText("is offline", BOUND);
            awaitMeter(stage, invited, "STANDING");
            consultant.page().keyboard().up("ArrowDown");
            try (RealApp again = app(stage, invited, "again");
                    Person person = new Person(house.desk, again)) {
                person.sees("push button", "End the call");
                awaitMeter(stage, invited, "RUNNING");
                consultant.awaitPictures(BOUND);
                assertThat(person.hasBefore("push button", "STOP")).isFalse();
                assertThat(person.hasBefore("push button", "Share your screen")).isTrue();
                ends(person);
                JsonNode bill = paid(stage, invited);
                assertThat(bill.path("billableMillis").asLong())
                        .isLessThan(bill.path("durationMillis").asLong());
            }
        }
    }

    private static void ends(Person person) {
        person.presses("End the call");
        person.reads("^End and pay");
        Lending.awaitsThatAPressCounts();
        person.pressesOneThatBegins("End and pay");
        person.reads("charged to your card");
    }

    /** @return the bill, once the card has paid just that */
    private static JsonNode paid(Stage stage, Invited invited) {
        JsonNode payment = stage.consultant()
                .await(
                        invited.path(""),
                        BOUND,
                        answer -> answer.part("payment").path("status").asText().equals("CAPTURED"))
                .part("payment");
        JsonNode bill = stage.consultant().get(invited.path("")).part("meter").path("bill");
        assertThat(payment.at("/captured/minorUnits").asLong())
                .isPositive()
                .isEqualTo(bill.at("/gross/minorUnits").asLong());
        return bill;
    }

    private static boolean has(InputHeard input, Kind kind) {
        return input.heard().stream().anyMatch(event -> event.kind() == kind && event.detail() == DOWN_KEY);
    }

    private static void awaitMeter(Stage stage, Invited invited, String state) {
        stage.consultant()
                .await(
                        invited.path(""),
                        BOUND,
                        answer -> answer.part("meter").path("state").asText().equals(state));
    }

    /** A permit lasts a minute, and so does this. */
    @Test
    @Tag("long")
    void withoutItsServerControlEndsWithinAMinuteAndOnlyTheNextServerBringsItBack() throws Exception {
        Stage stage = new Stage(house.server);
        Invited invited = House.ready(stage);
        try (Browsers browsers = new Browsers();
                RealApp app = app(stage, invited, "alone");
                Person person = new Person(house.desk, app);
                InputHeard input = new InputHeard(house.desk.display())) {
            Participant consultant = house.calls(browsers, stage, invited, person);
            Lending.grants(person, consultant);
            house.letter(person, consultant);
            Liar liar = new Liar(consultant);
            String old = liar.newestPermit();
            liar.keepsPermitsBack(true);
            String kept = Until.value("a permit that is kept back", BOUND, liar::kept, text -> !text.isEmpty());

            house.server.kill();
            long killed = System.nanoTime();
            try {
                liar.goesOnSaying(Liar.key(Liar.consent(old)), 100);
                input.forget();
                Until.isTrue("keys arrive without a server", BOUND, () -> Lending.hasTyped(input));
                liar.says(kept);
                Until.isTrue("control ends", PERMIT.plus(WHILE), () -> Lending.arrivesNothing(input));
                assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(PERMIT.plusSeconds(5));
                liar.says(kept);
                liar.says(Liar.permit(old));
                Until.staysTrueFor(
                        "nothing comes back", WHILE, () -> input.heard().isEmpty());
                liar.fallsSilent();
                liar.keepsPermitsBack(false);
            } finally {
                house.server.startAgain();
            }

            person.reads("controls your screen");
            House.clicksInto(person, consultant);
            input.forget();
            Until.isTrue("keys arrive again", BOUND, () -> {
                Lending.types(consultant);
                return Lending.hasTyped(input);
            });
            person.presses("STOP");
            consultant.awaitText("has ended it", BOUND);
            awaitMeter(stage, invited, "RUNNING");
            Records records = new Records(house.server);
            Until.isTrue("both sides have said what flowed", BOUND, () -> {
                Outage known = new Outage(records.journal(invited.id()));
                return known.isReportedBy("CONSULTANT") && known.isReportedBy("CUSTOMER");
            });
            ends(person);
            JsonNode bill = paid(stage, invited);
            Outage outage = new Outage(records.journal(invited.id()));
            assertThat(bill.path("billableMillis").asLong())
                    .as("what both sides witnessed, to the millisecond, of " + outage)
                    .isEqualTo(outage.billableMillis());
        }
    }
}
