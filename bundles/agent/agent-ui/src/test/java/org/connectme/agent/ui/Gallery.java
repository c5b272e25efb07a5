package org.connectme.agent.ui;

import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Graphics2D;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.imageio.ImageIO;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.RootPaneContainer;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.Link;
import org.connectme.agent.core.Sending;
import org.connectme.agent.core.Source;
import org.connectme.agent.core.view.Appointment;
import org.connectme.agent.core.view.Appointment.Stage;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Payment;
import org.connectme.agent.core.view.Side;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.look.Scheme;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.Place;
import org.connectme.agent.ui.words.Language;

/** Every screen as a picture, to be looked at: run it with a folder as its argument. */
public final class Gallery {

    private Gallery() {}

    /** What is done before the picture is taken. */
    record Scene(Story story, boolean inCall, Intent... intents) {}

    static Map<String, Scene> scenes() {
        Map<String, Scene> all = new LinkedHashMap<>();
        all.put("01-code", new Scene(new Story().outside(), false, new Intent.Open("123")));
        all.put("02-invitation", new Scene(new Story(), false));
        all.put("03-about", new Scene(new Story(), false, new Intent.Onward(Place.INVITATION)));
        all.put(
                "04-terms",
                new Scene(
                        new Story()
                                .at(Stage.TERMS)
                                .waiver("I want the service to begin at once and know that I then cannot withdraw."),
                        false,
                        new Intent.Agree(Set.of())));
        all.put("05-card", new Scene(new Story().at(Stage.CARD), false));
        all.put(
                "06-card-declined",
                new Scene(new Story().at(Stage.CARD).pays(Story.payment(Payment.Status.DECLINED, null)), false));
        all.put(
                "07-waiting",
                new Scene(
                        new Story()
                                .at(Stage.WAITING)
                                .pays(Story.payment(Payment.Status.HELD, null))
                                .note("The printer is an HP."),
                        false));
        all.put(
                "07-waiting-on",
                new Scene(
                        new Story().at(Stage.WAITING).pays(Story.payment(Payment.Status.HELD, null)),
                        false,
                        new Intent.TryDevices()));
        all.put("24-settings", new Scene(new Story().outside(), false, new Intent.Toggle(Local.Panel.SETTINGS)));
        all.put("25-check", new Scene(new Story().outside(), false, new Intent.Toggle(Local.Panel.CHECK)));
        all.put(
                "26-call-settings",
                new Scene(
                        new Story().at(Stage.CALL).meter(Meter.State.RUNNING, null),
                        true,
                        new Intent.Toggle(Local.Panel.SETTINGS)));
        all.put(
                "27-call-check",
                new Scene(
                        new Story().at(Stage.CALL).meter(Meter.State.RUNNING, null),
                        true,
                        new Intent.Toggle(Local.Panel.CHECK)));
        all.put("08-call-idle", new Scene(new Story().at(Stage.CALL).meter(Meter.State.IDLE, null), true));
        all.put(
                "09-call",
                new Scene(
                        new Story()
                                .at(Stage.CALL)
                                .meter(Meter.State.RUNNING, null)
                                .says(false, "Hello"),
                        true));
        all.put(
                "10-call-offline",
                new Scene(
                        new Story()
                                .at(Stage.CALL)
                                .meter(Meter.State.STANDING, Meter.Reason.CONSULTANT_OFFLINE)
                                .consultant(Story.offline(Story.NOW.minusSeconds(14), Story.NOW.plusSeconds(76))),
                        true));
        all.put(
                "11-call-raise",
                new Scene(
                        new Story()
                                .at(Stage.CALL)
                                .meter(Meter.State.RUNNING, null, 6100, null, true)
                                .pays(Story.payment(
                                        Payment.Status.HELD,
                                        new Payment.Raise(Story.eur(15000), "OFFERED", null, true))),
                        true));
        all.put(
                "12-call-chat",
                new Scene(
                        new Story()
                                .at(Stage.CALL)
                                .meter(Meter.State.RUNNING, null)
                                .says(false, "Good day. The manual is at example.org/manual")
                                .says(true, "Thank you, I have it."),
                        true,
                        new Intent.Toggle(Local.Panel.CHAT)));
        all.put(
                "13-call-more",
                new Scene(
                        new Story().at(Stage.CALL).meter(Meter.State.RUNNING, null, 2560, Story.eur(5000), false),
                        true,
                        new Intent.Toggle(Local.Panel.MORE)));
        all.put(
                "14-end",
                new Scene(
                        new Story().at(Stage.CALL).meter(Meter.State.STANDING, Meter.Reason.ENDING),
                        true,
                        new Intent.ProposeEnd()));
        all.put(
                "15-consent-control",
                new Scene(
                        new Story()
                                .at(Stage.CALL)
                                .meter(Meter.State.RUNNING, null)
                                .consents(Story.consent(Consent.Scope.SCREEN_KEYBOARD_MOUSE, Consent.State.ASKED)),
                        true));
        all.put(
                "16-consent-screen",
                new Scene(
                        new Story()
                                .at(Stage.CALL)
                                .meter(Meter.State.RUNNING, null)
                                .consents(Story.consent(Consent.Scope.SCREEN_ONLY, Consent.State.ASKED)),
                        true));
        all.put(
                "17-consent-recording",
                new Scene(
                        new Story()
                                .at(Stage.CALL)
                                .meter(Meter.State.RUNNING, null)
                                .consents(Story.consent(Consent.Scope.RECORDING, Consent.State.ASKED)),
                        true));
        all.put(
                "18-bar-control",
                new Scene(
                        new Story()
                                .at(Stage.CALL)
                                .meter(Meter.State.RUNNING, null)
                                .consents(Story.consent(Consent.Scope.SCREEN_KEYBOARD_MOUSE, Consent.State.GIVEN))
                                .control(new ControlState(
                                        ControlState.Mode.CONTROL,
                                        "r1",
                                        Consent.Scope.SCREEN_KEYBOARD_MOUSE,
                                        System.nanoTime() + 700_000_000_000L,
                                        "")),
                        true,
                        new Intent.Share(Studio.WHOLE)));
        all.put(
                "19-bar-private",
                new Scene(
                        new Story()
                                .at(Stage.CALL)
                                .meter(Meter.State.RUNNING, null)
                                .privateMoment(true)
                                .consents(Story.consent(Consent.Scope.SCREEN_ONLY, Consent.State.GIVEN))
                                .control(new ControlState(
                                        ControlState.Mode.PAUSED,
                                        "r1",
                                        Consent.Scope.SCREEN_ONLY,
                                        System.nanoTime() + 700_000_000_000L,
                                        "control.private")),
                        true,
                        new Intent.Share(Studio.WHOLE)));
        all.put(
                "24-screen-or-window",
                new Scene(
                        new Story().at(Stage.CALL).meter(Meter.State.RUNNING, null), true, new Intent.ChooseScreen()));
        all.put(
                "25-bar-window",
                new Scene(
                        new Story().at(Stage.CALL).meter(Meter.State.RUNNING, null),
                        true,
                        new Intent.Share(Studio.LETTER)));
        all.put(
                "26-consent-window",
                new Scene(
                        new Story()
                                .at(Stage.CALL)
                                .meter(Meter.State.RUNNING, null)
                                .consents(Story.consent(Consent.Scope.SCREEN_KEYBOARD_MOUSE, Consent.State.ASKED)),
                        true,
                        new Intent.Share(Studio.LETTER)));
        all.put("20-cancel", new Scene(new Story().at(Stage.WAITING), false, new Intent.Ask(Local.Own.CANCEL)));
        all.put(
                "21-summary",
                new Scene(
                        new Story().at(Stage.SUMMARY).billed().pays(Story.payment(Payment.Status.CAPTURED, null)),
                        false));
        all.put(
                "22-over",
                new Scene(new Story().cancelled(new Appointment.Cancelled(Side.CONSULTANT, "I am ill.")), false));
        all.put("23-elsewhere", new Scene(new Story().at(Stage.CALL).link(new Link.Over(Link.Why.TAKEN_OVER)), false));
        return all;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        String only = arguments.length > 1 ? arguments[1] : "";
        for (Language language : Language.values()) {
            for (Scheme scheme : Scheme.values()) {
                for (Dimension size : new Dimension[] {new Dimension(420, 740), new Dimension(1440, 900)}) {
                    for (Map.Entry<String, Scene> scene : scenes().entrySet()) {
                        String name = scene.getKey() + "-" + language.tag() + "-"
                                + scheme.name().toLowerCase() + "-" + size.width;
                        if (name.matches(".*(" + only + ").*")) {
                            shoot(scene.getValue(), language, scheme, size, folder.resolve(name + ".png"));
                        }
                    }
                }
            }
        }
        System.exit(0);
    }

    /** Plays a scene up to where it is looked at. */
    static Front open(Scene scene, Language language, Scheme scheme, Dimension size) throws Exception {
        Customer customer = new Customer();
        Studio studio = new Studio();
        studio.screens(Studio.WHOLE, Studio.LETTER);
        studio.other(new Sending(true, scene.story().state().view() != null, false), true);
        customer.tell(scene.story().received(System.nanoTime()));
        Executor here = Runnable::run;
        Front[] front = new Front[1];
        EventQueue.invokeAndWait(() -> {
            front[0] = new Front(
                    customer,
                    new Around(
                            () -> Optional.of(studio),
                            () -> Optional.of(studio),
                            () -> List.of(studio),
                            () -> scene.intents().length == 1 && scene.intents()[0] instanceof Intent.Open,
                            new Recorder()),
                    here,
                    new Watch(),
                    language,
                    scheme,
                    () -> scheme,
                    Optional.empty());
            for (Window window : Window.getWindows()) {
                if (window instanceof JFrame frame && frame.isResizable()) {
                    frame.setSize(size);
                }
            }
        });
        if (scene.inCall()) {
            customer.opens(studio);
            settle();
            studio.paint(Source.REMOTE_CAMERA, 640, 360, 0);
            studio.paint(Source.OWN_CAMERA, 320, 240, 1);
        }
        EventQueue.invokeAndWait(() -> {
            for (Intent intent : scene.intents()) {
                front[0].want(intent);
            }
        });
        settle();
        studio.paintMirror();
        return front[0];
    }

    private static void shoot(Scene scene, Language language, Scheme scheme, Dimension size, Path file)
            throws Exception {
        Front front = open(scene, language, scheme, size);
        EventQueue.invokeAndWait(() -> {
            int number = 0;
            for (Window window : Window.getWindows()) {
                if (window.isDisplayable()
                        && window instanceof RootPaneContainer container
                        && window.getWidth() > 20
                        && window.getHeight() > 20
                        && (window instanceof JDialog || window instanceof JFrame)) {
                    boolean main = window instanceof JFrame frame && frame.isResizable();
                    paint(container, main ? file : Path.of(file.toString().replace(".png", "-" + ++number + ".png")));
                }
            }
            front.close();
        });
    }

    private static void settle() throws Exception {
        for (int i = 0; i < 5; i++) {
            EventQueue.invokeAndWait(() -> {});
        }
    }

    private static void paint(RootPaneContainer container, Path file) {
        var content = container.getContentPane();
        BufferedImage image = new BufferedImage(content.getWidth(), content.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Look.color("ground"));
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        content.printAll(pen);
        pen.dispose();
        try {
            ImageIO.write(image, "png", new File(file.toString()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
