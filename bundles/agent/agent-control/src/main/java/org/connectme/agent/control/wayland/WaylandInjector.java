package org.connectme.agent.control.wayland;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.connectme.agent.control.Keys;
import org.connectme.agent.control.Keys.At;
import org.connectme.agent.control.Keys.Platform;
import org.connectme.agent.control.Notches;
import org.connectme.agent.control.x11.TypedLayout;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.Monitors.Monitor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Input through the system's portal, as far as the person lent keyboard and mouse in its dialog; before, and after the
 * system took them back, nothing happens. Close may come from another thread and ends what is being typed.
 */
final class WaylandInjector implements Injector {

    private static final Logger logger = LoggerFactory.getLogger(WaylandInjector.class);

    /** A key that no keyboard has: KEY_UNKNOWN. */
    private static final int NO_KEY = 240;

    private static final long DOWN = 1;
    private static final long UP = 0;

    private final WaylandDesk desk;
    private final ReentrantLock lock = new ReentrantLock();
    private final Notches across = new Notches(120);
    private final Notches along = new Notches(120);
    private final Set<Integer> keysDown = new LinkedHashSet<>();
    private final Set<Integer> buttonsDown = new LinkedHashSet<>();
    private @Nullable DesktopSession used;
    private @Nullable TypedLayout layout;
    private int untyped;
    private volatile boolean stopped;

    WaylandInjector(WaylandDesk desk) {
        this.desk = desk;
    }

    @Override
    public Optional<String> pausedBy() {
        return desk.lease()
                .flatMap(Lease::session)
                .filter(lent -> !lent.hasKeyboard() && !lent.hasPointer())
                .map(lent -> "control.system-refused");
    }

    @Override
    public void key(String code, boolean down) {
        if (!(Keys.position(Platform.LINUX, code) instanceof At at)) {
            return;
        }
        onKeyboard(session -> {
            if (down ? keysDown.add(at.number()) : keysDown.remove(at.number())) {
                keycode(session, at.number(), down);
            }
        });
    }

    private static void keycode(DesktopSession session, int number, boolean down) throws IOException {
        session.input("KeyboardKeycode", "iu", number, down ? DOWN : UP);
    }

    @Override
    public Optional<String> position(int codePoint) {
        List<String> found = new ArrayList<>(1);
        onKeyboard(session -> layout().position(codePoint).ifPresent(found::add));
        return found.stream().findFirst();
    }

    private TypedLayout layout() throws IOException {
        TypedLayout open = layout;
        if (open == null) {
            open = TypedLayout.open(desk.environment());
            layout = open;
        }
        return open;
    }

    @Override
    public void text(String text) {
        text(text, () -> true);
    }

    /** The system finds the key for a character by itself, and drops one that the layout does not have. */
    @Override
    public void text(String text, BooleanSupplier mayGoOn) {
        onKeyboard(session -> {
            Set<Integer> characters = layout().characters();
            for (int character : text.codePoints().toArray()) {
                if (stopped || !mayGoOn.getAsBoolean()) {
                    return;
                }
                if (!characters.contains(character)) {
                    untyped++;
                }
                int keysym = TypedLayout.keysym(character);
                session.input("KeyboardKeysym", "iu", keysym, DOWN);
                session.input("KeyboardKeysym", "iu", keysym, UP);
            }
        });
    }

    @Override
    public int takeUntyped() {
        lock.lock();
        try {
            int count = untyped;
            untyped = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void move(int x, int y) {
        onPointer(session -> {
            Optional<Monitor> shown = desk.lease().flatMap(Lease::monitor);
            if (shown.isPresent()) {
                Monitor monitor = shown.get();
                DesktopSession.Stream stream = session.stream();
                session.input(
                        "PointerMotionAbsolute",
                        "udd",
                        stream.node(),
                        Scale.units(x - monitor.x(), stream.width(), monitor.width()),
                        Scale.units(y - monitor.y(), stream.height(), monitor.height()));
            }
        });
    }

    @Override
    public void button(int button, boolean down) {
        int number = Evdev.button(button);
        if (number < 0) {
            return;
        }
        onPointer(session -> {
            if (down ? buttonsDown.add(number) : buttonsDown.remove(number)) {
                session.input("PointerButton", "iu", number, down ? DOWN : UP);
            }
        });
    }

    @Override
    public void wheel(int dx, int dy) {
        onPointer(session -> {
            turn(session, Evdev.HORIZONTAL, across.turn(dx));
            turn(session, Evdev.VERTICAL, along.turn(dy));
        });
    }

    private static void turn(DesktopSession session, long axis, int steps) throws IOException {
        if (steps != 0) {
            session.input("PointerAxisDiscrete", "ui", axis, steps);
        }
    }

    @Override
    public void releaseAll() {
        onKeyboard(this::letGoOfKeys);
        onPointer(this::letGoOfButtons);
    }

    private void letGoOfKeys(DesktopSession session) throws IOException {
        List<Integer> keys = new ArrayList<>(keysDown);
        for (int i = keys.size() - 1; i >= 0; i--) {
            keycode(session, keys.get(i), false);
        }
        keysDown.clear();
    }

    private void letGoOfButtons(DesktopSession session) throws IOException {
        for (int button : buttonsDown) {
            session.input("PointerButton", "iu", button, UP);
        }
        buttonsDown.clear();
    }

    @Override
    public void close() {
        stopped = true;
        lock.lock();
        try (TypedLayout open = layout) {
            layout = null;
            Optional<DesktopSession> session = desk.lease().flatMap(Lease::session);
            if (session.isPresent() && session.get() == used) {
                letGoOfKeys(session.get());
                letGoOfButtons(session.get());
            }
        } catch (IOException e) {
            // The system let go of everything when it ended the session.
            logger.debug("The desktop was taken back before control ended: {}", e.toString());
        } finally {
            lock.unlock();
        }
    }

    private interface Action {
        void run(DesktopSession session) throws IOException;
    }

    private void onKeyboard(Action action) {
        run(action, true);
    }

    private void onPointer(Action action) {
        run(action, false);
    }

    private void run(Action action, boolean keyboard) {
        lock.lock();
        try {
            Optional<DesktopSession> session = desk.lease()
                    .flatMap(Lease::session)
                    .filter(lent -> keyboard ? lent.hasKeyboard() : lent.hasPointer());
            if (session.isEmpty() || stopped) {
                return;
            }
            if (session.get() != used) {
                begin(session.get());
            }
            action.run(session.get());
        } catch (IOException e) {
            logger.warn("The desktop did not take some input: {}", e.toString());
        } finally {
            lock.unlock();
        }
    }

    /** What was down in a session before is up: the system saw to it. The first event of a new one may be lost. */
    private void begin(DesktopSession session) throws IOException {
        used = session;
        keysDown.clear();
        buttonsDown.clear();
        if (session.hasKeyboard()) {
            keycode(session, NO_KEY, true);
            keycode(session, NO_KEY, false);
        }
        if (session.hasPointer()) {
            session.input("PointerMotion", "dd", 0.0, 0.0);
        }
    }
}
