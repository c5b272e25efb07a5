package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.connectme.agent.control.Keys;
import org.connectme.agent.control.Keys.At;
import org.connectme.agent.control.Keys.Platform;
import org.connectme.agent.control.Notches;
import org.connectme.agent.control.OwnMouse;
import org.connectme.agent.core.Injector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Input by XTEST, over a connection of its own. Close may come from another thread and ends what is being typed. When the
 * display is gone nothing happens any more, and nothing is thrown.
 */
final class X11Injector implements Injector {

    private static final Logger logger = LoggerFactory.getLogger(X11Injector.class);

    /** X11's keycodes are the kernel's, counted from 8 on. */
    static final int KERNEL = 8;

    private static final int QUERY_POINTER = 38;
    private static final int GET_POINTER_MAPPING = 117;
    private static final int MAPPING_CHANGED = 34;
    private static final int OF_THE_POINTER = 2;

    /** X buttons of MouseEvent's 0 to 4. */
    private static final int[] BUTTONS = {1, 2, 3, 8, 9};

    private static final int WHEEL_UP = 4;
    private static final int WHEEL_DOWN = 5;
    private static final int WHEEL_LEFT = 6;
    private static final int WHEEL_RIGHT = 7;

    private static final Map<Integer, String> CODES = codes();

    private final XConnection display;
    private final XTest test;
    private final GuardProcess guard;
    private final LongSupplier nanoTime;
    private final X11Text text;
    private final ReentrantLock lock = new ReentrantLock();
    private final OwnMouse mouse = new OwnMouse();
    private final Notches across = new Notches(120);
    private final Notches along = new Notches(120);
    private final Set<Integer> keysDown = new LinkedHashSet<>();

    /** The physical button that was pressed for each, which is let go whatever buttons mean by then. */
    private final Map<Integer, Integer> buttonsDown = new LinkedHashMap<>();

    /** What each physical button means, from 1 on; empty when it is to be asked. */
    private byte[] meanings = {};

    private volatile boolean stopped;

    /**
     * @param guard lets go of everything should this process die; dismissed when this is closed
     * @param nanoTime the monotonic clock
     */
    X11Injector(XConnection display, XTest test, X11Text text, GuardProcess guard, LongSupplier nanoTime) {
        this.display = display;
        this.test = test;
        this.text = text;
        this.guard = guard;
        this.nanoTime = nanoTime;
    }

    private static Map<Integer, String> codes() {
        Map<Integer, String> codes = new HashMap<>();
        for (String code : Keys.codes()) {
            if (Keys.position(Platform.LINUX, code) instanceof At at) {
                codes.put(at.number() + KERNEL, code);
            }
        }
        return codes;
    }

    @Override
    public void key(String code, boolean down) {
        if (!(Keys.position(Platform.LINUX, code) instanceof At at)) {
            return;
        }
        int keycode = at.number() + KERNEL;
        // The display repeats a key that is down by itself.
        run(() -> {
            if (down ? keysDown.add(keycode) : keysDown.remove(keycode)) {
                test.key(keycode, down);
                display.sync();
            }
        });
    }

    @Override
    public Optional<String> position(int codePoint) {
        List<String> code = new ArrayList<>(1);
        run(() -> KeyboardMap.read(display)
                .stroke(codePoint, text.group())
                .map(stroke -> CODES.get(stroke.keycode()))
                .ifPresent(code::add));
        return code.stream().findFirst();
    }

    @Override
    public void text(String typed) {
        text(typed, () -> true);
    }

    @Override
    public void text(String typed, BooleanSupplier mayGoOn) {
        run(() -> text.type(typed, () -> !stopped && mayGoOn.getAsBoolean()));
    }

    @Override
    public void move(int x, int y) {
        run(() -> {
            if (!mouse.has(pointer(), nanoTime.getAsLong())) {
                test.move(x, y);
                mouse.put(pointer());
            }
        });
    }

    @Override
    public void button(int button, boolean down) {
        if (button < 0 || button >= BUTTONS.length) {
            return;
        }
        run(() -> {
            if (!down) {
                Integer pressed = buttonsDown.remove(button);
                if (pressed != null) {
                    test.button(pressed, false);
                    display.sync();
                }
            } else if (!mouse.has(pointer(), nanoTime.getAsLong()) && !buttonsDown.containsKey(button)) {
                int physical = physical(BUTTONS[button]);
                buttonsDown.put(button, physical);
                test.button(physical, true);
                display.sync();
            }
        });
    }

    @Override
    public void wheel(int dx, int dy) {
        run(() -> {
            if (mouse.has(pointer(), nanoTime.getAsLong())) {
                return;
            }
            click(across.turn(dx), WHEEL_LEFT, WHEEL_RIGHT);
            click(along.turn(dy), WHEEL_UP, WHEEL_DOWN);
            display.sync();
        });
    }

    private void click(int notches, int backwards, int forwards) throws IOException {
        int button = notches < 0 ? backwards : forwards;
        for (int left = Math.abs(notches); left > 0; left--) {
            test.button(button, true);
            test.button(button, false);
        }
    }

    /**
     * The button that means this one: a left-handed person may have them the other way round. The display says when that
     * changes, before it answers what was asked later, so that it needs not be asked before each press.
     */
    private int physical(int meaning) throws IOException {
        forgetWhatChanged();
        if (meanings.length == 0) {
            ByteBuffer mapping = display.ask(new Request(GET_POINTER_MAPPING, 0));
            meanings = new byte[Byte.toUnsignedInt(mapping.get(1))];
            mapping.get(32, meanings);
        }
        for (int button = 1; button <= meanings.length; button++) {
            if (Byte.toUnsignedInt(meanings[button - 1]) == meaning) {
                return button;
            }
        }
        return meaning;
    }

    private void forgetWhatChanged() {
        if (display.has(event -> (event.get(0) & 0x7f) == MAPPING_CHANGED && event.get(4) == OF_THE_POINTER)) {
            meanings = new byte[0];
        }
        display.forgetEvents();
    }

    private OwnMouse.Place pointer() throws IOException {
        ByteBuffer reply = display.ask(new Request(QUERY_POINTER, 0).u32(display.root()));
        return new OwnMouse.Place(reply.getShort(16), reply.getShort(18));
    }

    @Override
    public void releaseAll() {
        run(this::letGo);
    }

    private void letGo() throws IOException {
        List<Integer> keys = new ArrayList<>(keysDown);
        for (int i = keys.size() - 1; i >= 0; i--) {
            test.key(keys.get(i), false);
        }
        keysDown.clear();
        for (int button : buttonsDown.values()) {
            test.button(button, false);
        }
        buttonsDown.clear();
        display.sync();
    }

    @Override
    public void close() {
        stopped = true;
        lock.lock();
        try (display) {
            letGo();
            text.restore();
            guard.dismiss();
        } catch (IOException e) {
            // Whatever is still down or bound is the guard's now: it takes our end for a crash.
            logger.debug("The display was gone before control ended: {}", e.toString());
            guard.alarm();
        } finally {
            lock.unlock();
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private void run(Action action) {
        lock.lock();
        try {
            if (!stopped) {
                action.run();
            }
        } catch (XError e) {
            logger.warn("The display did not take some input: {}", e.getMessage());
        } catch (IOException e) {
            stopped = true;
            logger.warn("No more input: {}", e.toString());
        } finally {
            forgetWhatChanged();
            lock.unlock();
        }
    }
}
