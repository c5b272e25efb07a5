package org.connectme.agent.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.ComponentOrientation;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.beans.PropertyChangeListener;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.connectme.agent.core.Source;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Presence;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.look.Scheme;
import org.connectme.agent.ui.look.Tokens;
import org.connectme.agent.ui.model.Bar;
import org.connectme.agent.ui.model.CallFacts;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.Now;
import org.connectme.agent.ui.model.Place;
import org.connectme.agent.ui.model.Presenter;
import org.connectme.agent.ui.model.Problems;
import org.connectme.agent.ui.view.FileChoice;
import org.connectme.agent.ui.view.MainWindow;
import org.connectme.agent.ui.view.OnScreen;
import org.connectme.agent.ui.view.Overlays;
import org.connectme.agent.ui.words.Formats;
import org.connectme.agent.ui.words.Language;
import org.connectme.agent.ui.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * Everything of the app that is on the screen: the window, what is asked over it, the bar and the frame while something
 * is shown. Of the event thread, but for what says otherwise.
 */
final class Front {

    private static final int TICK_MILLIS = 250;
    private static final int LOOK_MILLIS = 5_000;
    private static final String ACTIVE = "activeWindow";

    private final Consultation consultation;
    private final Around around;
    private final Surroundings surroundings;
    private final Errands errands;
    private final Executor worker;
    private final Supplier<Scheme> systemScheme;
    private final Tokens tokens = Tokens.load();
    private final Watch watch;
    private final Hands hands;
    private final MainWindow window;
    private final Overlays overlays;
    private final OnScreen onScreen = new OnScreen();
    private final FileChoice fileChoice = new FileChoice(onScreen);
    private final FileChoice folderChoice = new FileChoice(onScreen);
    private final Runnable forget;
    private final Timer tick = new Timer(TICK_MILLIS, event -> refresh());
    private final Timer look = new Timer(LOOK_MILLIS, event -> lookAround());
    private final AtomicBoolean waits = new AtomicBoolean();
    private final PropertyChangeListener focus = event -> watch();

    private Words words;
    private Formats formats;
    private Scheme scheme;
    private List<Device> devices = List.of();
    private List<Screen> screens = List.of();
    private @Nullable MediaCall call;
    private boolean otherOnline = true;
    private boolean putAway;
    private boolean closed;

    /**
     * @param worker for what takes time
     * @param systemScheme asked on the worker
     * @param before what the version before left
     */
    Front(
            Consultation consultation,
            Around around,
            Executor worker,
            Watch watch,
            Language language,
            Scheme scheme,
            Supplier<Scheme> systemScheme,
            Optional<JsonNode> before) {
        this.consultation = consultation;
        this.around = around;
        this.surroundings = around.computer();
        this.worker = worker;
        this.watch = watch;
        this.scheme = scheme;
        this.systemScheme = systemScheme;
        Look.wear(tokens, scheme);
        words = Words.in(language);
        formats = formats(words);
        window = new MainWindow(this::want, this::closing, this::lookAtScheme, onScreen);
        errands = new Errands(worker, this::refresh, words, formats);
        hands = new Hands(consultation, around, errands, this::refresh, this::speak, window);
        before.ifPresent(hands::resume);
        overlays = new Overlays(this::want, surroundings::nanos, onScreen);
        before.map(left -> left.path("window"))
                .ifPresent(left -> window.window()
                        .setBounds(
                                left.path("x").asInt(),
                                left.path("y").asInt(),
                                left.path("width").asInt(),
                                left.path("height").asInt()));
        watch.onPoint(this::point);
        forget = consultation.listen(this::changed);
        speak(language);
        window.open();
        // At once: what the consultant types is for whatever has the focus, and never for a window of the app.
        KeyboardFocusManager.getCurrentKeyboardFocusManager().addPropertyChangeListener(ACTIVE, focus);
        tick.start();
        look.start();
        lookAround();
    }

    private static Formats formats(Words words) {
        return new Formats(words, words.language().locale(Locale.getDefault()), ZoneId.systemDefault());
    }

    private void speak(Language language) {
        words = Words.in(language);
        formats = formats(words);
        errands.speak(words, formats);
        ComponentOrientation orientation =
                language.isRightToLeft() ? ComponentOrientation.RIGHT_TO_LEFT : ComponentOrientation.LEFT_TO_RIGHT;
        window.speak(words);
        overlays.speak(orientation, words.say("bar.label"));
        refresh();
    }

    /** Any thread. */
    private void changed() {
        if (waits.compareAndSet(false, true)) {
            later(() -> {
                waits.set(false);
                refresh();
            });
        }
    }

    /** An answer that comes once these windows are closed changes nothing. Any thread. */
    private void later(Runnable step) {
        SwingUtilities.invokeLater(() -> {
            if (!closed) {
                step.run();
            }
        });
    }

    /** Shows how things are now. */
    void refresh() {
        if (closed) {
            // Another version may show it by now.
            return;
        }
        ConsultationState state = consultation.state();
        meet(consultation.call().orElse(null));
        hands.follow(Presenter.place(state, hands.local()));
        if (!mayChooseFile(state)) {
            fileChoice.close();
        }
        hands.local().newerPackage(around.newerPackage().getAsBoolean());
        notice(state);
        Now now = new Now(state, hands.local(), facts(), surroundings.nanos(), words, formats);
        window.show(Presenter.show(now));
        window.strip(Presenter.strip(now));
        Optional<Bar> bar = Presenter.bar(now);
        overlays.show(Presenter.question(now), bar, window.window());
        boolean away = bar.isPresent() && hands.local().isPutAway();
        if (away != putAway) {
            putAway = away;
            window.putAway(away);
        }
        if (bar.isEmpty()) {
            hands.local().putAway(false);
        }
        watch();
    }

    /** The call of this moment: its pictures are painted from here on. */
    private void meet(@Nullable MediaCall now) {
        if (now == call) {
            return;
        }
        call = now;
        hands.call(now);
        if (now != null) {
            now.frames(Source.REMOTE_CAMERA, window::remote);
            now.frames(Source.REMOTE_SCREEN, window::screen);
            now.frames(Source.OWN_CAMERA, window::own);
            lookAround();
        }
    }

    private static boolean mayChooseFile(ConsultationState state) {
        return state.view() != null
                && state.view().parts().consents() != null
                && state.view().parts().consents().consents().stream()
                        .anyMatch(consent -> consent.scope() == Consent.Scope.FILE_TRANSFER
                                && consent.state() == Consent.State.GIVEN);
    }

    private void notice(ConsultationState state) {
        Presence presence = state.view() == null ? null : state.view().parts().presence();
        boolean online = presence == null || presence.consultant().online();
        if (online && !otherOnline && presence != null && presence.consultant().joined()) {
            hands.local().returned(surroundings.nanos());
        }
        otherOnline = online;
    }

    private CallFacts facts() {
        List<CallFacts.Trouble> problems = new ArrayList<>();
        consultation
                .callProblem()
                .ifPresent(
                        problem -> problems.add(new CallFacts.Trouble(problem.code(), Problems.text(problem, words))));
        MediaCall open = call;
        if (open == null) {
            return new CallFacts(
                    false,
                    problems,
                    false,
                    Sending.NOTHING,
                    Sending.NOTHING,
                    Optional.empty(),
                    screens,
                    devices,
                    consultation.transfers(),
                    hands.gear().chosen());
        }
        for (String fault : open.faults()) {
            String text = words.maybe("problem." + fault).orElseGet(() -> words.say("problem.media"));
            problems.add(new CallFacts.Trouble(fault, text));
        }
        return new CallFacts(
                true,
                problems,
                open.isFlowing(),
                open.own(),
                open.other(),
                open.shared(),
                screens,
                devices,
                consultation.transfers(),
                hands.gear().chosen());
    }

    private void lookAround() {
        lookAround(() -> {});
    }

    /** What is plugged in; asked elsewhere, as it may take a moment. @param then once that is known */
    private void lookAround(Runnable then) {
        Place place = Presenter.place(consultation.state(), hands.local());
        boolean aside = hands.local()
                .panel()
                .filter(panel -> panel == Local.Panel.SETTINGS || panel == Local.Panel.CHECK)
                .isPresent();
        if (place != Place.WAITING && place != Place.CALL && !aside) {
            then.run();
            return;
        }
        worker.execute(() -> {
            Optional<Media> source = around.media().get();
            List<Device> found = source.map(Media::devices).orElse(List.of());
            List<Screen> seen = source.map(Media::screens).orElse(List.of());
            later(() -> {
                devices = found;
                screens = seen;
                hands.screens(seen);
                hands.gear().devices(found);
                then.run();
                refresh();
            });
        });
    }

    private void lookAtScheme() {
        worker.execute(() -> {
            Scheme now = systemScheme.get();
            later(() -> wear(now));
        });
    }

    void wear(Scheme now) {
        if (now != scheme) {
            scheme = now;
            Look.wear(tokens, now);
            // The header's lines are of the scheme it was made in.
            window.speak(words);
        }
    }

    private void watch() {
        List<Rectangle> bounds = overlays.bounds();
        boolean pauses = overlays.pausesInput();
        watch.see(new Watch.Seen(
                overlays.isStopVisible(),
                pauses || Overlays.hasKeyboard(),
                pauses || Overlays.hasPointer(),
                bounds,
                System.nanoTime()));
    }

    /** Closing ends no call by accident: there it asks, as the red button does. */
    private void closing() {
        if (Presenter.place(consultation.state(), hands.local()) == Place.CALL) {
            hands.take(new Intent.ProposeEnd());
        } else {
            close();
            worker.execute(surroundings::quit);
        }
    }

    /** What was pressed, or as if it had been. Once these windows are closed only STOP counts, which always does. */
    void want(Intent intent) {
        if (closed && !(intent instanceof Intent.Stop)) {
            return;
        }
        if (intent instanceof Intent.ChooseFile) {
            fileChoice.open(words, window.window(), file -> hands.take(new Intent.SendFile(file)));
            return;
        }
        if (intent instanceof Intent.ChooseFolder) {
            folderChoice.openFolder(words, window.window(), folder -> hands.take(new Intent.FilesFolder(folder)));
            return;
        }
        if (intent instanceof Intent.ChooseScreen) {
            // A window that opened a moment ago is a choice too.
            lookAround(() -> hands.take(intent));
            return;
        }
        hands.take(intent);
        if (intent instanceof Intent.Toggle || intent instanceof Intent.Answer) {
            lookAround();
        }
    }

    /** The consultant points at a pixel of the desktop. */
    void point(int x, int y) {
        overlays.point(x, y);
    }

    /** The window comes to the front. */
    void raise() {
        if (closed) {
            return;
        }
        hands.local().putAway(false);
        window.putAway(false);
        refresh();
    }

    /** What only the windows know, for the next version of them. */
    JsonNode leave() {
        ObjectNode left = hands.leave();
        Rectangle bounds = window.window().getBounds();
        left.putObject("window")
                .put("x", bounds.x)
                .put("y", bounds.y)
                .put("width", bounds.width)
                .put("height", bounds.height);
        return left;
    }

    /** Nothing of it stays on the screen. */
    void close() {
        closed = true;
        onScreen.close();
        forget.run();
        KeyboardFocusManager.getCurrentKeyboardFocusManager().removePropertyChangeListener(ACTIVE, focus);
        watch.onPoint((x, y) -> {});
        tick.stop();
        look.stop();
        hands.close();
        if (call != null) {
            call.frames(Source.REMOTE_CAMERA, picture -> {});
            call.frames(Source.REMOTE_SCREEN, picture -> {});
            call.frames(Source.OWN_CAMERA, picture -> {});
        }
        fileChoice.close();
        folderChoice.close();
        overlays.close();
        window.close();
    }
}
