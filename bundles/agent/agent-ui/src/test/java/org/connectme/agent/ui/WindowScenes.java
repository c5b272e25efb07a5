package org.connectme.agent.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.accessibility.AccessibleContext;
import javax.swing.AbstractButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JScrollBar;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.RootPaneContainer;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Rehearsal.Quality;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.connectme.agent.core.Source;
import org.connectme.agent.core.view.Appointment.Stage;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Consent.Scope;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Payment;
import org.connectme.agent.core.view.Presence;
import org.connectme.agent.core.view.Side;
import org.connectme.agent.ui.look.Scheme;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.words.Language;
import org.junit.jupiter.api.Assertions;

/** The window in use: pressed through its components' own actions, found by the names that are read out. */
final class WindowScenes {

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final int CLOSINGS = 20;

    private final Customer customer = new Customer();
    private final Studio studio = new Studio();
    private final Recorder computer = new Recorder();
    private final Watch watch = new Watch();
    private boolean newerPackage;
    private Front front;

    public static void main(String[] arguments) throws Exception {
        Method[] methods = WindowScenes.class.getDeclaredMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (Method method : methods) {
            boolean wanted = arguments.length == 0 || Arrays.asList(arguments).contains(method.getName());
            if (method.isAnnotationPresent(OnDisplay.class) && wanted) {
                play(method);
            }
        }
        System.exit(0);
    }

    private static void play(Method method) throws Exception {
        WindowScenes scene = new WindowScenes();
        try {
            Played.play(scene, method);
        } finally {
            scene.end();
        }
    }

    private void end() throws Exception {
        if (front != null) {
            EventQueue.invokeAndWait(front::close);
        }
    }

    private void open(Story story) throws Exception {
        open(story, Language.EN, Scheme.LIGHT);
    }

    private void open(Story story, Language language, Scheme scheme) throws Exception {
        customer.tell(story.received(System.nanoTime()));
        open(language, scheme, Optional.empty());
        settle();
    }

    private void open(Language language, Scheme scheme, Optional<JsonNode> before) throws Exception {
        EventQueue.invokeAndWait(() -> front = new Front(
                customer,
                new Around(
                        () -> Optional.of(studio),
                        () -> Optional.of(studio),
                        () -> List.of(studio),
                        () -> newerPackage,
                        computer),
                Runnable::run,
                watch,
                language,
                scheme,
                () -> scheme,
                before));
    }

    private void openCall(Story story) throws Exception {
        open(story);
        customer.opens(studio);
        await("the call is met", () -> studio.asked.contains("microphone true"));
        settle();
    }

    private static Story talking() {
        return new Story().at(Stage.CALL).meter(Meter.State.RUNNING, null);
    }

    private void tell(Story story) throws Exception {
        customer.tell(story.received(System.nanoTime()));
        settle();
    }

    private static void settle() throws Exception {
        for (int i = 0; i < 4; i++) {
            EventQueue.invokeAndWait(() -> {});
        }
    }

    private static <T> T onScreen(Callable<T> asked) throws Exception {
        FutureTask<T> task = new FutureTask<>(asked);
        EventQueue.invokeAndWait(task);
        return task.get();
    }

    private static void await(String what, BooleanSupplier holds) throws Exception {
        long start = System.nanoTime();
        while (!onScreen(holds::getAsBoolean)) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                Assertions.fail("not in time: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static List<Window> windows() {
        List<Window> shown = new ArrayList<>();
        for (Window window : Window.getWindows()) {
            if (window.isShowing()) {
                shown.add(window);
            }
        }
        return shown;
    }

    private static List<Component> all(Predicate<Component> wanted) {
        List<Component> found = new ArrayList<>();
        windows().forEach(window -> collect(window, wanted, found));
        return found;
    }

    private static void collect(Container within, Predicate<Component> wanted, List<Component> into) {
        for (Component child : within.getComponents()) {
            if (!child.isVisible()) {
                continue;
            }
            if (wanted.test(child)) {
                into.add(child);
            }
            if (child instanceof Container container) {
                collect(container, wanted, into);
            }
        }
    }

    private static String name(Component component) {
        AccessibleContext context = component.getAccessibleContext();
        String name = context == null ? null : context.getAccessibleName();
        return name == null ? "" : name;
    }

    private static <T extends Component> Optional<T> find(Class<T> kind, String name) {
        return all(kind::isInstance).stream()
                .filter(component -> name(component).equals(name))
                .map(kind::cast)
                .findFirst();
    }

    private static boolean isSaid(String text) {
        return !all(component -> name(component).contains(text)).isEmpty();
    }

    private static void awaitSaid(String text) throws Exception {
        await(text, () -> isSaid(text));
    }

    private static void press(String name) throws Exception {
        await(name, () -> find(AbstractButton.class, name).isPresent());
        onScreen(() -> {
            find(AbstractButton.class, name).orElseThrow().doClick(0);
            return null;
        });
        settle();
    }

    /** As a person does who was told that the dialog only just appeared. */
    private void pressUntilAsked(String name, String asked) throws Exception {
        await(asked, () -> {
            find(AbstractButton.class, name).ifPresent(button -> button.doClick(0));
            return customer.asked.contains(asked);
        });
    }

    private static void type(String field, String text) throws Exception {
        await(field, () -> find(JTextComponent.class, field).isPresent());
        onScreen(() -> {
            JTextComponent input = find(JTextComponent.class, field).orElseThrow();
            input.selectAll();
            input.replaceSelection(text);
            return null;
        });
    }

    private static String typed(String field) throws Exception {
        return onScreen(() -> find(JTextComponent.class, field).orElseThrow().getText());
    }

    private static Optional<JDialog> dialog() {
        return windows().stream()
                .filter(JDialog.class::isInstance)
                .map(JDialog.class::cast)
                .findFirst();
    }

    private static void escape() throws Exception {
        onScreen(() -> {
            JDialog dialog = dialog().orElseThrow();
            dialog.getRootPane()
                    .getActionForKeyStroke(KeyStroke.getKeyStroke("ESCAPE"))
                    .actionPerformed(null);
            return null;
        });
        settle();
    }

    private static void closeWindow(Window window) throws Exception {
        onScreen(() -> {
            window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
            return null;
        });
        settle();
    }

    private static JFrame mainWindow() {
        for (Window window : Window.getWindows()) {
            if (window instanceof JFrame frame && frame.isDisplayable() && frame.isResizable()) {
                return frame;
            }
        }
        throw new AssertionError("no window");
    }

    private static Optional<JFrame> bar() {
        return windows().stream()
                .filter(window -> window instanceof JFrame frame && frame.isUndecorated())
                .map(JFrame.class::cast)
                .findFirst();
    }

    @OnDisplay
    void theCodeIsPastedInAnyForm() throws Exception {
        open(new Story().outside());

        type("Code of 9 digits", "Your code: 123-456-789.");
        assertThat(typed("Code of 9 digits")).isEqualTo("123 456 789");
        type("Code of 9 digits", "١٢٣٤٥٦٧٨٩");
        press("Continue");

        assertThat(customer.asked).containsExactly("exchange 123456789");
    }

    @OnDisplay
    void anIncompleteCodeIsToldAndAsksNobody() throws Exception {
        open(new Story().outside());

        type("Code of 9 digits", "1234");
        press("Continue");

        awaitSaid("The code has 9 digits. You have entered 4.");
        assertThat(customer.asked).isEmpty();
    }

    @OnDisplay
    void aWrongCodeKeepsWhatWasTyped() throws Exception {
        open(new Story().outside());
        customer.refuses(Problem.of(404, "invitation.not-found", ""));

        type("Code of 9 digits", "123456789");
        press("Continue");

        awaitSaid("This code does not open an appointment");
        assertThat(typed("Code of 9 digits")).isEqualTo("123 456 789");
    }

    @OnDisplay
    void aCameraChosenInTheWaitingRoomIsTheCallsAndTheNextStarts() throws Exception {
        open(new Story().at(Stage.WAITING));
        await(
                "the cameras are listed",
                () -> find(JComboBox.class, "Camera")
                        .filter(box -> box.getItemCount() == 2)
                        .isPresent());
        onScreen(() -> {
            find(JComboBox.class, "Camera").orElseThrow().setSelectedIndex(1);
            return null;
        });
        assertThat(computer.asked).containsExactly("remember c2");
        end();

        openCall(talking());

        await("it is the call's", () -> studio.asked.contains("use c2"));
        assertThat(studio.asked).containsSubsequence("use c2", "camera true");
        assertThat(studio.asked).doesNotContain("use c");
    }

    @OnDisplay
    void inTheWaitingRoomThePersonSeesAndHearsBeforeAnybodyElse() throws Exception {
        open(new Story().at(Stage.WAITING));
        awaitSaid("Good: picture and sound come through.");
        assertThat(studio.tried).isEmpty();

        press("Turn on camera and microphone");
        await("both are on", () -> studio.tried.equals(List.of("microphone any", "camera any")));
        awaitSaid("This is how Ana Souza will see you.");
        studio.paintMirror();
        await("the own picture", () -> colorOf("This is how Ana Souza will see you.") != 0x111111);
        press("Turn off the camera");
        await("dark", () -> studio.tried.equals(List.of("microphone any")));
        press("Play a tone");
        awaitSaid("You should hear three tones.");
        assertThat(studio.asked).contains("tones any");

        tell(talking());
        await("all is off", studio.tried::isEmpty);
        customer.opens(studio);
        await("as it was left", () -> studio.asked.contains("camera false"));
        assertThat(studio.asked).contains("microphone true");
    }

    @OnDisplay
    void anotherCameraIsTriedAtOnce() throws Exception {
        open(new Story().at(Stage.WAITING));
        press("Turn on camera and microphone");
        await("both are on", () -> studio.tried.size() == 2);

        onScreen(() -> {
            find(JComboBox.class, "Camera").orElseThrow().setSelectedIndex(1);
            return null;
        });

        await("the other one", () -> studio.tried.contains("camera c2") && !studio.tried.contains("camera any"));
    }

    @OnDisplay
    void aCameraThatCannotBeHadIsToldAndTriedAgain() throws Exception {
        studio.cameraFault = "media.camera-busy";
        open(new Story().at(Stage.WAITING));

        press("Turn on camera and microphone");
        awaitSaid("Another program uses the camera.");
        studio.cameraFault = null;
        press("Try again");

        await("it is on", () -> studio.tried.contains("camera any"));
        await("nothing is told any more", () -> !isSaid("Another program uses the camera."));
    }

    @OnDisplay
    void aBlockedNetworkIsToldAndLookedAtAgain() throws Exception {
        studio.network = CompletableFuture.completedFuture(Quality.BLOCKED);
        open(new Story().at(Stage.WAITING));
        awaitSaid("Picture and sound cannot get through from here.");

        studio.network = new CompletableFuture<>();
        press("Check again");
        awaitSaid("Sending a picture to the service and back");
        studio.network.complete(Quality.FAIR);

        awaitSaid("Enough for sound; the picture may stand still at times.");
    }

    @OnDisplay
    void settingsAreThereBeforeTheCodeAndInTheCall() throws Exception {
        open(new Story().outside());
        press("Settings");
        awaitSaid("/downloads/ConnectMe");
        awaitSaid("de: your desktop’s own.");
        awaitSaid("Ctrl + Alt + End");
        await(
                "the devices are listed",
                () -> find(JComboBox.class, "Speaker")
                        .filter(box -> box.getItemCount() == 1)
                        .isPresent());
        customer.filesGoTo("/elsewhere");
        press("Take the usual one");
        assertThat(computer.asked).contains("rememberFolder null");
        awaitSaid("/elsewhere");
        press("Back");
        awaitSaid("Code of 9 digits");

        tell(talking());
        customer.opens(studio);
        press("More");
        press("Settings");
        awaitSaid("/elsewhere");
        assertThat(isSaid("Mute the microphone"))
                .as("the call's own buttons stay")
                .isTrue();
    }

    @OnDisplay
    void theSelfCheckSaysWhatIsMissingAndWhatToDo() throws Exception {
        open(new Story().outside());
        press("Settings");
        press("Does everything work here?");
        awaitSaid("Something is missing. The list says what to do.");
        awaitSaid("Looked at as soon as you have entered your code.");
        awaitSaid("Plug in speakers or headphones, and look again.");

        press("Copy for support");

        assertThat(computer.asked)
                .anySatisfy(asked -> assertThat(asked)
                        .startsWith("copy ConnectMe Customer")
                        .contains("Missing · Speaker: No speaker was found")
                        .contains("Works · Versions: core 1.0.0"));
        awaitSaid("Copied. Paste it where support asked for it.");
    }

    @OnDisplay
    void theSelfCheckInTheWaitingRoomTriesTheNetwork() throws Exception {
        open(new Story().at(Stage.WAITING));
        studio.network = new CompletableFuture<>();
        press("Settings");
        press("Does everything work here?");
        awaitSaid("Looking. The connection takes a few seconds.");
        studio.network.complete(Quality.POOR);

        awaitSaid("Weak. Go closer to your Wi-Fi");
        press("Back");
        awaitSaid("Waiting room");
    }

    @OnDisplay
    void aNewerPackageIsToldQuietlyAndNeverInACall() throws Exception {
        newerPackage = true;
        open(new Story().outside());
        press("Get it");
        await("the browser opens", () -> computer.asked.contains("browse https://help.example.com/download"));

        tell(talking());
        await("not in a call", () -> !isSaid("A newer package of this app is there."));
    }

    @OnDisplay
    void aDoublePressAsksOnce() throws Exception {
        open(new Story().outside());
        customer.holds();

        type("Code of 9 digits", "123456789");
        press("Continue");
        press("Continue");
        customer.answers();
        settle();

        assertThat(customer.asked).containsExactly("exchange 123456789");
    }

    @OnDisplay
    void whatWasTypedOutlivesRefusalLanguageAndALookBack() throws Exception {
        open(new Story());
        press("Continue");
        type("Your name", "Jonas W.");
        type("Phone", "call me");
        press("Continue");
        awaitSaid("Enter a phone number with digits");
        assertThat(customer.asked).isEmpty();

        type("Phone", "+49 30 123");
        customer.refuses(Problem.of(503, "engine.replacing", ""));
        press("Continue");
        awaitSaid("This part is being updated.");
        press("Back");
        press("Continue");
        onScreen(() -> {
            find(JComboBox.class, "Language").orElseThrow().setSelectedIndex(Language.DE.ordinal());
            return null;
        });

        await("German", () -> find(JTextComponent.class, "Ihr Name").isPresent());
        assertThat(typed("Ihr Name")).isEqualTo("Jonas W.");
        assertThat(typed("Telefon")).isEqualTo("+49 30 123");
        assertThat(computer.asked).containsExactly("remember de");
        assertThat(customer.asked)
                .containsExactly("contact Jonas W., jonas@example.org, +49 30 123, The printer prints blank pages");
    }

    @OnDisplay
    void nothingIsTickedBeforehandAndEachTickIsNeeded() throws Exception {
        open(new Story().at(Stage.TERMS).waiver("Begin at once."));
        List<Component> boxes = onScreen(() -> all(JCheckBox.class::isInstance));
        assertThat(boxes).hasSize(3).noneMatch(box -> ((JCheckBox) box).isSelected());

        press("I agree to the price and how it is counted.");
        press("I agree to the terms and have read the privacy notice.");
        press("Agree and continue");
        awaitSaid("Tick each line to go on.");
        assertThat(customer.asked).isEmpty();

        press("Begin at once.");
        press("Agree and continue");
        assertThat(customer.asked).containsExactly("agree plan-hash terms-hash true");
    }

    @OnDisplay
    void theTermsCanBeReadInFull() throws Exception {
        open(new Story().at(Stage.TERMS));
        assertThat(onScreen(() -> isSaid("1. What you get."))).isFalse();

        press("Terms in full");

        awaitSaid("1. What you get.");
    }

    @OnDisplay
    void theCardIsEnteredInTheBrowser() throws Exception {
        open(new Story().at(Stage.CARD));

        press("Open the form in the browser");

        assertThat(computer.asked).containsExactly("browse https://help.example.com/join#TOKEN");
        awaitSaid("The form is open in your browser.");
        press("I have confirmed it");
        assertThat(customer.asked).containsExactly("cardPage", "refresh");
        assertThat(onScreen(() -> all(JTextComponent.class::isInstance))).isEmpty();
    }

    @OnDisplay
    void withoutABrowserTheAddressIsTold() throws Exception {
        computer.hasBrowser = false;
        open(new Story().at(Stage.CARD));

        press("Open the form in the browser");

        awaitSaid("https://help.example.com/join#TOKEN");
    }

    @OnDisplay
    void theWaitingRoomTakesANoteAndJoins() throws Exception {
        open(new Story().at(Stage.WAITING).pays(Story.payment(Payment.Status.HELD, null)));
        assertThat(onScreen(() -> isSaid("€75.00 are held on your card"))).isTrue();

        type("Note for Ana Souza", "The printer is an HP.");
        press("Send");
        press("Join");

        assertThat(customer.asked).containsExactly("note The printer is an HP.", "enter");
    }

    @OnDisplay
    void theAppointmentIsCancelledOnlyAfterAQuestion() throws Exception {
        open(new Story().at(Stage.WAITING));

        press("Cancel the appointment");
        await("the question", () -> dialog().isPresent());
        escape();
        await("no question", () -> dialog().isEmpty());
        assertThat(customer.asked).isEmpty();

        press("Cancel the appointment");
        type("Reason, if you like", "It works again.");
        pressUntilAsked("Cancel it", "cancel It works again.");
    }

    @OnDisplay
    void bothPicturesAreSeen() throws Exception {
        openCall(talking());

        studio.paint(Source.REMOTE_CAMERA, 320, 180, 0);
        studio.paint(Source.OWN_CAMERA, 160, 120, 1);

        await("the other's picture", () -> colorOf("Picture of Ana Souza") == 0xd9b99b);
        await("the own picture", () -> colorOf("Your picture") == 0xd9b99b);
    }

    private static int colorOf(String picture) {
        JComponent shown = find(JComponent.class, picture).orElseThrow();
        BufferedImage image = new BufferedImage(shown.getWidth(), shown.getHeight(), BufferedImage.TYPE_INT_RGB);
        shown.paint(image.getGraphics());
        return image.getRGB(image.getWidth() / 2, (int) (image.getHeight() / 2.6)) & 0xffffff;
    }

    @OnDisplay
    void aPictureThatEndedDoesNotStay() throws Exception {
        openCall(talking());
        studio.paint(Source.REMOTE_CAMERA, 320, 180, 0);
        await("the picture", () -> colorOf("Picture of Ana Souza") == 0xd9b99b);

        studio.other(new Sending(true, false, false), true);
        customer.tell(talking().received(System.nanoTime()));
        awaitSaid("Ana Souza has the camera off");
        studio.other(new Sending(true, true, false), true);
        customer.tell(talking().received(System.nanoTime()));

        await(
                "nothing but the stage",
                () -> find(JComponent.class, "Picture of Ana Souza").isPresent()
                        && colorOf("Picture of Ana Souza") == 0x12130f);
    }

    @OnDisplay
    void microphoneAndCameraAreSwitchedAndStaySoInANewCall() throws Exception {
        openCall(talking());
        assertThat(studio.asked).containsExactly("microphone true", "camera true");

        press("Turn off the camera");
        Studio next = new Studio();
        customer.opens(next);

        await("the next call", () -> next.asked.equals(List.of("microphone true", "camera false")));
    }

    @OnDisplay
    void aNewVersionOfTheWindowsSwitchesNothingOnAndStandsInTheSamePlace() throws Exception {
        openCall(talking());
        EventQueue.invokeAndWait(() -> front.want(new Intent.Microphone(false)));
        await("it is off", () -> studio.asked.contains("microphone false"));
        EventQueue.invokeAndWait(() -> mainWindow().setLocation(70, 60));
        settle();
        JsonNode left = onScreen(front::leave);
        EventQueue.invokeAndWait(front::close);
        studio.asked.clear();

        open(Language.EN, Scheme.LIGHT, Optional.of(left));
        settle();

        assertThat(studio.asked).noneMatch(asked -> asked.startsWith("microphone") || asked.startsWith("camera"));
        assertThat(onScreen(() -> mainWindow().getLocation())).isEqualTo(new Point(70, 60));
    }

    @OnDisplay
    void chatAndLimitAreSent() throws Exception {
        openCall(talking());
        press("Chat");
        type("Message", "It prints again");
        press("Send");
        press("More");
        type("Stop at (EUR)", "80");
        press("Set the limit");
        awaitSaid("Enter an amount such as 37.50, not above €75.00.");
        type("Stop at (EUR)", "50");
        press("Set the limit");

        assertThat(customer.asked).containsExactly("say It prints again", "limit 5000");
    }

    @OnDisplay
    void theRedButtonAsksWithTheAmountAndEscapeGoesOn() throws Exception {
        openCall(talking());

        press("End the call");
        await("the question", () -> dialog().isPresent());
        assertThat(onScreen(() -> isSaid("End and pay €25.60"))).isTrue();
        escape();
        await("no question", () -> dialog().isEmpty());

        assertThat(customer.asked).containsExactly("end PROPOSE", "end DISMISS");
    }

    @OnDisplay
    void theEndIsConfirmedOnce() throws Exception {
        openCall(talking());

        press("End the call");
        pressUntilAsked("End and pay €25.60", "end CONFIRM");

        assertThat(customer.asked).containsOnlyOnce("end CONFIRM");
    }

    @OnDisplay
    void theQuestionGoesOnceTheServerTookSilenceAsANo() throws Exception {
        openCall(talking());
        press("End the call");
        await("the question", () -> dialog().isPresent());
        tell(talking().endProposed(new Presence.EndProposed(Side.CUSTOMER, Story.NOW)));
        assertThat(dialog()).isPresent();

        tell(talking());

        await("no question", () -> dialog().isEmpty());
    }

    @OnDisplay
    void closingTheWindowInACallAsksInsteadOfEnding() throws Exception {
        openCall(talking());

        closeWindow(mainWindow());

        await("the question", () -> dialog().isPresent());
        assertThat(computer.asked).isEmpty();
    }

    @OnDisplay
    void closingTheWindowElsewhereEndsTheApp() throws Exception {
        open(new Story().at(Stage.WAITING));

        closeWindow(mainWindow());

        assertThat(computer.asked).containsExactly("quit");
        assertThat(windows()).isEmpty();
        front = null;
    }

    private static Story asked(Scope scope) {
        return talking().consents(Story.consent(scope, Consent.State.ASKED));
    }

    @OnDisplay
    void noHasTheFocusWhenConsentIsAsked() throws Exception {
        openCall(asked(Scope.SCREEN_KEYBOARD_MOUSE));

        await(
                "No has the focus",
                () -> dialog().map(JDialog::getMostRecentFocusOwner)
                        .map(owner -> name(owner).equals("No"))
                        .orElse(false));
        assertThat(onScreen(() -> find(AbstractButton.class, "Screen only").isPresent()))
                .isTrue();
        assertThat(onScreen(() ->
                        find(AbstractButton.class, "Screen, keyboard & mouse").isPresent()))
                .isTrue();
        assertThat(customer.asked).isEmpty();
    }

    @OnDisplay
    void escapeIsANo() throws Exception {
        openCall(asked(Scope.SCREEN_KEYBOARD_MOUSE));
        await("the question", () -> dialog().isPresent());

        escape();

        assertThat(customer.asked).containsExactly("answer r1 null");
        await("no question", () -> dialog().isEmpty());
        assertThat(studio.asked).doesNotContain("share 0");
    }

    @OnDisplay
    void closingTheQuestionIsANo() throws Exception {
        openCall(asked(Scope.SCREEN_ONLY));
        await("the question", () -> dialog().isPresent());

        closeWindow(dialog().orElseThrow());

        assertThat(customer.asked).containsExactly("answer r1 null");
    }

    @OnDisplay
    void aPressThatWasMeantForSomethingElseGrantsNothing() throws Exception {
        openCall(talking());
        long now = System.nanoTime();
        computer.freeze(now);
        customer.tell(asked(Scope.SCREEN_KEYBOARD_MOUSE).received(now));

        press("Screen, keyboard & mouse");
        assertThat(customer.asked).isEmpty();

        computer.freeze(now + 1_000_000_000L);
        press("Screen, keyboard & mouse");
        assertThat(customer.asked).containsExactly("answer r1 SCREEN_KEYBOARD_MOUSE");
    }

    @OnDisplay
    void aYesShowsTheScreenWithABarAndAFrameAndStopStopsIt() throws Exception {
        openCall(asked(Scope.SCREEN_KEYBOARD_MOUSE));

        pressUntilAsked("Screen, keyboard & mouse", "answer r1 SCREEN_KEYBOARD_MOUSE");
        await("the screen is shown", () -> studio.asked.contains("share 0"));
        tell(lent());

        await("the bar", () -> bar().isPresent());
        await("STOP can be seen", () -> watch.isStopVisible(System.nanoTime()));
        assertThat(onScreen(() -> frameSides())).hasSize(4);
        press("STOP");
        assertThat(customer.asked).endsWith("stop");
    }

    private static Story lent() {
        return talking()
                .consents(Story.consent(Scope.SCREEN_KEYBOARD_MOUSE, Consent.State.GIVEN))
                .control(new ControlState(
                        ControlState.Mode.CONTROL,
                        "r1",
                        Scope.SCREEN_KEYBOARD_MOUSE,
                        System.nanoTime() + 600_000_000_000L,
                        ""));
    }

    private static List<Rectangle> frameSides() {
        return windows().stream()
                .map(Window::getBounds)
                .filter(bounds -> Math.min(bounds.width, bounds.height) == 4)
                .toList();
    }

    @OnDisplay
    void screenOnlyIsGrantedWhateverWasAsked() throws Exception {
        openCall(asked(Scope.SCREEN_KEYBOARD_MOUSE));

        pressUntilAsked("Screen only", "answer r1 SCREEN_ONLY");

        await("the screen is shown", () -> studio.asked.contains("share 0"));
    }

    @OnDisplay
    void withSeveralScreensThePersonChooses() throws Exception {
        studio.screens(Studio.WHOLE, new Screen("1", "Right", 1280, 0, 1280, 800, 1));
        openCall(talking());

        press("Share your screen");
        await("the choice", () -> dialog().isPresent());
        assertThat(studio.asked).noneMatch(each -> each.startsWith("share"));

        await("shown", () -> {
            find(AbstractButton.class, "Right, 1280 × 800").ifPresent(button -> button.doClick(0));
            return studio.asked.contains("share 1");
        });
    }

    @OnDisplay
    void oneWindowCanBeChosenAndIsSaidAndFramedAndFollowed() throws Exception {
        studio.screens(Studio.WHOLE, Studio.LETTER);
        openCall(talking());

        press("Share your screen");
        awaitSaid("Of a window Ana Souza sees only that window");
        await("shown", () -> {
            find(AbstractButton.class, "Window “Letter”, 400 × 300").ifPresent(button -> button.doClick(0));
            return studio.asked.contains("share w");
        });
        tell(talking());
        awaitSaid("Ana Souza sees one of your windows.");
        await("a frame", () -> frameSides().contains(new Rectangle(100, 100, 400, 4)));
        assertThat(onScreen(() -> bar().orElseThrow().getX()))
                .as("room for the bar")
                .isGreaterThan(100);

        onScreen(() -> {
            studio.share(new Screen("w", "Letter", 300, 200, 200, 100, 1, Screen.Kind.WINDOW));
            return null;
        });
        tell(talking());
        await("a frame there", () -> frameSides().contains(new Rectangle(300, 200, 200, 4)));
    }

    @OnDisplay
    void whoShowsOneWindowIsOfferedScreenOnlyAndToldWhy() throws Exception {
        studio.screens(Studio.WHOLE, Studio.LETTER);
        openCall(talking());
        onScreen(() -> {
            studio.share(Studio.LETTER);
            return null;
        });
        tell(asked(Scope.SCREEN_KEYBOARD_MOUSE));

        awaitSaid("You show one window only, so Ana Souza may look and not control.");
        assertThat(onScreen(() ->
                        find(AbstractButton.class, "Screen, keyboard & mouse").isPresent()))
                .isFalse();
        pressUntilAsked("Screen only", "answer r1 SCREEN_ONLY");
        settle();
        assertThat(studio.asked).as("the window stays the one that is shown").endsWith("share w");
    }

    @OnDisplay
    void keyboardAndMouseAreLentOnAWholeScreenWhateverWindowsThereAre() throws Exception {
        studio.screens(Studio.WHOLE, Studio.LETTER);
        openCall(asked(Scope.SCREEN_KEYBOARD_MOUSE));

        pressUntilAsked("Screen, keyboard & mouse", "answer r1 SCREEN_KEYBOARD_MOUSE");

        await("the only screen is shown", () -> studio.asked.contains("share 0"));
    }

    @OnDisplay
    void aWindowThatComesWhileIsChosenChangesNothingOfWhatAPressMeans() throws Exception {
        studio.screens(Studio.WHOLE, Studio.LETTER);
        openCall(talking());
        press("Share your screen");
        await("the choice", () -> dialog().isPresent());
        JDialog before = onScreen(() -> dialog().orElseThrow());

        studio.screens(Studio.WHOLE, new Screen("a", "Bank", 0, 0, 90, 90, 1, Screen.Kind.WINDOW), Studio.LETTER);
        await(
                "another question",
                () -> dialog().isPresent()
                        && dialog().orElseThrow() != before
                        && find(AbstractButton.class, "Window “Bank”, 90 × 90").isPresent());
        await("shown", () -> {
            find(AbstractButton.class, "Window “Letter”, 400 × 300").ifPresent(button -> button.doClick(0));
            return studio.asked.contains("share w");
        });
        assertThat(studio.asked).doesNotContain("share a");
    }

    @OnDisplay
    void theScreenIsNotShownLongerThanItsConsent() throws Exception {
        openCall(asked(Scope.SCREEN_KEYBOARD_MOUSE));
        pressUntilAsked("Screen, keyboard & mouse", "answer r1 SCREEN_KEYBOARD_MOUSE");
        await("the screen is shown", () -> studio.asked.contains("share 0"));
        tell(lent());
        await("the bar", () -> bar().isPresent());
        assertThat(studio.asked).doesNotContain("stopSharing");

        tell(talking().consents(Story.consent(Scope.SCREEN_KEYBOARD_MOUSE, Consent.State.ENDED)));

        await("not shown", () -> studio.asked.contains("stopSharing"));
        await("no bar", () -> bar().isEmpty());
        assertThat(watch.isStopVisible(System.nanoTime())).isFalse();
    }

    @OnDisplay
    void aScreenShownForAConsentStaysWhileTheServersWordIsOnItsWay() throws Exception {
        openCall(asked(Scope.SCREEN_ONLY));
        pressUntilAsked("Yes, allow it", "answer r1 SCREEN_ONLY");
        await("the screen is shown", () -> studio.asked.contains("share 0"));
        tell(asked(Scope.SCREEN_ONLY)
                .control(new ControlState(
                        ControlState.Mode.VIEW, "r1", Scope.SCREEN_ONLY, System.nanoTime() + 600_000_000_000L, "")));

        assertThat(studio.asked).doesNotContain("stopSharing");
    }

    @OnDisplay
    void stopWorksWhileSomethingElseIsAsked() throws Exception {
        openCall(talking());
        onScreen(() -> {
            studio.share(Studio.WHOLE);
            return null;
        });
        tell(lent().endProposed(new Presence.EndProposed(Side.CUSTOMER, Story.NOW)));
        await("the question", () -> dialog().isPresent());
        await("the bar", () -> bar().isPresent());

        press("STOP");

        assertThat(customer.asked).contains("stop");
    }

    @OnDisplay
    void injectedInputIsKeptFromBarAndDialogsButNotFromTheScreen() throws Exception {
        openCall(talking());
        onScreen(() -> {
            studio.share(Studio.WHOLE);
            return null;
        });
        tell(lent());
        await(
                "the bar is watched",
                () -> bar().map(bar -> {
                            Rectangle where = bar.getBounds();
                            return watch.covers((int) where.getCenterX(), (int) where.getCenterY());
                        })
                        .orElse(false));
        Rectangle main = mainWindow().getBounds();

        assertThat(watch.covers(main.x + 30, main.y + 300)).isTrue();
        assertThat(watch.covers(1270, 790)).isFalse();
        assertThat(watch.covers(1, 400)).as("the frame around is no hindrance").isFalse();
    }

    @OnDisplay
    void aFrozenWindowCountsAsHidden() throws Exception {
        openCall(talking());
        onScreen(() -> {
            studio.share(Studio.WHOLE);
            return null;
        });
        tell(lent());
        await("STOP can be seen", () -> watch.isStopVisible(System.nanoTime()));

        assertThat(watch.isStopVisible(System.nanoTime() + 2_000_000_000L)).isFalse();
    }

    @OnDisplay
    void aBarThatIsDraggedOffTheScreenCountsAsHidden() throws Exception {
        openCall(talking());
        onScreen(() -> {
            studio.share(Studio.WHOLE);
            return null;
        });
        tell(lent());
        await("STOP can be seen", () -> watch.isStopVisible(System.nanoTime()));

        onScreen(() -> {
            bar().orElseThrow().setLocation(1270, 10);
            return null;
        });

        await("STOP cannot be seen", () -> !watch.isStopVisible(System.nanoTime()));
    }

    @OnDisplay
    void thePrivateMomentIsOneButtonAway() throws Exception {
        openCall(talking());
        onScreen(() -> {
            studio.share(Studio.WHOLE);
            return null;
        });
        tell(lent());

        press("Private moment");

        assertThat(customer.asked).containsExactly("privateMoment true");
    }

    @OnDisplay
    void theConsultantsPointerIsSeenAndGoes() throws Exception {
        openCall(talking());
        onScreen(() -> {
            studio.share(Studio.WHOLE);
            return null;
        });
        tell(lent());
        await("the bar", () -> bar().isPresent());

        Rectangle ring = new Rectangle(576, 476, 48, 48);
        boolean seen = onScreen(() -> {
            front.point(600, 500);
            return windows().stream().anyMatch(window -> window.getBounds().equals(ring));
        });
        assertThat(seen).isTrue();
        await(
                "no ring",
                () -> windows().stream().noneMatch(window -> window.getBounds().equals(ring)));
    }

    @OnDisplay
    void theReceiptIsKeptAndTheSummaryMailed() throws Exception {
        open(new Story().at(Stage.SUMMARY).billed().pays(Story.payment(Payment.Status.CAPTURED, null)));

        press("Receipt (PDF)");
        awaitSaid("Saved as Downloads/connectme-receipt.pdf.");
        press("E-mail it again");
        awaitSaid("Sent to jonas@example.org again.");
        press("Done");

        assertThat(customer.asked).containsExactly("receipt", "summaryMail", "leave");
    }

    @OnDisplay
    void theSchemeOfTheSystemIsFollowed() throws Exception {
        open(new Story());
        int light = onScreen(() -> mainWindow().getContentPane().getBackground().getRGB() & 0xffffff);

        onScreen(() -> {
            front.wear(Scheme.DARK);
            return null;
        });
        int dark = onScreen(() -> mainWindow().getContentPane().getBackground().getRGB() & 0xffffff);

        assertThat(light).isEqualTo(0xfbfaf8);
        assertThat(dark).isEqualTo(0x151614);
    }

    @OnDisplay
    void oneHearsARecordingBeginAndEnd() throws Exception {
        openCall(talking());
        tell(talking().consents(Story.consent(Scope.RECORDING, Consent.State.ASKED)));
        tell(talking().consents(Story.consent(Scope.RECORDING, Consent.State.GIVEN)));
        await("it begins", () -> studio.asked.contains("chime BEGINS"));
        tell(talking().consents(Story.consent(Scope.RECORDING, Consent.State.ENDED)));
        await("it ends", () -> studio.asked.contains("chime ENDS"));

        assertThat(studio.asked).containsOnlyOnce("chime BEGINS", "chime ENDS");
    }

    private static List<Story> everyScreen() {
        return List.of(
                new Story().outside(),
                new Story(),
                new Story().at(Stage.TERMS).waiver("Begin at once."),
                new Story().at(Stage.CARD).pays(Story.payment(Payment.Status.DECLINED, null)),
                new Story().at(Stage.WAITING).pays(Story.payment(Payment.Status.HELD, null)),
                asked(Scope.SCREEN_KEYBOARD_MOUSE),
                asked(Scope.RECORDING),
                lent(),
                new Story().at(Stage.SUMMARY).billed().pays(Story.payment(Payment.Status.CAPTURED, null)),
                new Story().at(Stage.EXPIRED));
    }

    /** Settings and self-check, before a call and beside one. */
    private static List<List<Intent>> asides() {
        return List.of(
                List.of(),
                List.of(new Intent.Toggle(Local.Panel.SETTINGS)),
                List.of(new Intent.Toggle(Local.Panel.CHECK)));
    }

    /** In each language, on the smallest window: nothing is cut off, and everything can be named and reached. */
    @OnDisplay
    void everyScreenFitsASmallWindowAndEveryControlHasAName() throws Exception {
        for (Language language : Language.values()) {
            List<Map.Entry<Story, List<Intent>>> screens = new ArrayList<>();
            everyScreen().forEach(story -> screens.add(Map.entry(story, List.of())));
            for (List<Intent> aside : asides()) {
                screens.add(Map.entry(new Story().outside(), aside));
                screens.add(Map.entry(talking(), aside));
            }
            for (Map.Entry<Story, List<Intent>> screen : screens) {
                Story story = screen.getKey();
                open(story, language, language == Language.DE ? Scheme.DARK : Scheme.LIGHT);
                customer.opens(studio);
                onScreen(() -> {
                    screen.getValue().forEach(front::want);
                    return null;
                });
                onScreen(() -> {
                    mainWindow().setSize(new Dimension(360, 640));
                    mainWindow().validate();
                    return null;
                });
                settle();
                onScreen(() -> {
                    String where = language + " " + story.state().view();
                    List<Component> controls = all(component -> component instanceof AbstractButton
                            && !(component.getParent() instanceof JComboBox)
                            && !isOfScrollBar(component));
                    assertThat(controls).as(where).isNotEmpty();
                    for (Component control : controls) {
                        assertThat(name(control)).as(where).isNotBlank();
                        assertThat(control.isFocusable()).as(name(control)).isTrue();
                        assertInside(control, where);
                    }
                    for (Component field : all(JTextComponent.class::isInstance)) {
                        assertThat(name(field)).as(where).isNotBlank();
                    }
                    boolean rightToLeft = !mainWindow()
                            .getContentPane()
                            .getComponentOrientation()
                            .isLeftToRight();
                    assertThat(rightToLeft).isEqualTo(language == Language.AR);
                    return null;
                });
                customer.opens(null);
                end();
                front = null;
            }
        }
    }

    private static boolean isOfScrollBar(Component component) {
        return SwingUtilities.getAncestorOfClass(JScrollBar.class, component) != null;
    }

    /** What scrolls may lie below the edge, but never beyond the sides. */
    private static void assertInside(Component control, String where) {
        Window window = SwingUtilities.getWindowAncestor(control);
        Container content = ((RootPaneContainer) window).getContentPane();
        Rectangle place = SwingUtilities.convertRectangle(control.getParent(), control.getBounds(), content);
        String what = where + ": " + name(control) + " at " + place + " in " + content.getSize();
        assertThat(place.x).as(what).isGreaterThanOrEqualTo(0);
        assertThat(place.x + place.width).as(what).isLessThanOrEqualTo(content.getWidth());
        assertThat(place.width).as(what).isGreaterThanOrEqualTo(Math.min(control.getPreferredSize().width, 300));
        assertThat(place.height).as(what).isGreaterThanOrEqualTo(24);
        if (SwingUtilities.getAncestorOfClass(JScrollPane.class, control) == null) {
            assertThat(place.y + place.height).as(what).isLessThanOrEqualTo(content.getHeight());
        }
    }

    @OnDisplay
    void stopHasAKeyInTheAppsOwnWindows() throws Exception {
        openCall(talking());
        onScreen(() -> {
            studio.share(Studio.WHOLE);
            return null;
        });
        tell(lent());
        await("the bar", () -> bar().isPresent());

        for (JFrame window : List.of(mainWindow(), bar().orElseThrow())) {
            onScreen(() -> {
                window.getRootPane()
                        .getActionForKeyStroke(KeyStroke.getKeyStroke("ctrl alt END"))
                        .actionPerformed(null);
                return null;
            });
        }

        assertThat(customer.asked).containsExactly("stop", "stop");
    }

    @OnDisplay
    void whatTheKeyboardReachesComesIntoSight() throws Exception {
        open(new Story().at(Stage.TERMS));
        onScreen(() -> {
            mainWindow().setSize(new Dimension(360, 640));
            mainWindow().validate();
            return null;
        });

        AbstractButton last =
                onScreen(() -> find(AbstractButton.class, "I agree to the terms and have read the privacy notice.")
                        .orElseThrow());
        onScreen(() -> last.requestFocusInWindow());

        await("in sight", () -> last.getVisibleRect().height == last.getHeight());
    }

    @OnDisplay
    void afterTheEndNothingStaysOnTheScreen() throws Exception {
        openCall(talking());
        onScreen(() -> {
            studio.share(Studio.WHOLE);
            return null;
        });
        tell(lent().endProposed(new Presence.EndProposed(Side.CUSTOMER, Story.NOW)));
        await("everything is there", () -> dialog().isPresent() && bar().isPresent());

        end();
        front = null;

        assertThat(windows()).isEmpty();
    }

    /** The next version's windows may be there by then: a second bar would tell what is no longer so. */
    @OnDisplay
    void whateverIsStillToComeShowsNothingOnceTheWindowsAreClosed() throws Exception {
        studio.share(Studio.WHOLE);
        customer.opens(studio);
        for (int turn = 0; turn < CLOSINGS; turn++) {
            open(lent());
            Front closed = front;
            await("the bar", () -> bar().isPresent());
            AtomicBoolean pours = new AtomicBoolean(true);
            AtomicInteger poured = new AtomicInteger();
            Runnable told = customer.listener();
            CompletableFuture<Void> pouring = CompletableFuture.runAsync(() -> {
                while (pours.get()) {
                    told.run();
                    poured.incrementAndGet();
                }
            });
            await("states pour in", () -> poured.get() > 0);

            end();
            front = null;

            assertThat(onScreen(WindowScenes::windows)).as("closed, " + turn).isEmpty();
            pours.set(false);
            pouring.join();
            onScreen(() -> {
                closed.refresh();
                closed.raise();
                closed.point(20, 20);
                closed.want(new Intent.ShowWindow());
                closed.want(new Intent.ChooseFile());
                closed.want(new Intent.ChooseFolder());
                closed.want(new Intent.ChooseScreen());
                closed.want(new Intent.PrivateMoment(true));
                closed.want(new Intent.Stop());
                return null;
            });
            settle();
            assertThat(onScreen(WindowScenes::windows))
                    .as("afterwards, " + turn)
                    .isEmpty();
        }
        assertThat(customer.asked).as("STOP always counts").hasSize(CLOSINGS).containsOnly("stop");
    }

    /** In Java a window that is disposed of with the focus may have it for ever. */
    @OnDisplay
    void aWindowThatIsGoneKeepsNobodyFromTyping() throws Exception {
        openCall(talking());
        await("the window has the focus", () -> {
            front.refresh();
            return watch.hasFocus();
        });

        boolean has = onScreen(() -> {
            mainWindow().dispose();
            front.refresh();
            return watch.hasFocus();
        });

        assertThat(has).isFalse();
    }
}
