package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.connectme.agent.control.x11.KeyboardMap.Row;
import org.connectme.agent.control.x11.KeyboardMap.Stroke;

/**
 * Types characters. What the layout can write alone or with Shift is pressed there; every other character is bound to a
 * key that the layout leaves empty. Programs learn of the new meaning before the press, as both come to them in order.
 */
final class X11Text {

    /**
     * How long a key keeps its meaning after its last press at least: a program that is late would read the next one. A
     * layout leaves about 20 keys empty, so this is the time that 20 characters of another script take.
     */
    static final Duration REST = Duration.ofSeconds(1);

    private static final long SLICE_NANOS = 10_000_000L;
    private static final String XKEYBOARD = "XKEYBOARD";
    private static final int CORE_KEYBOARD = 0x100;
    private static final int CAPS_LOCK = 1 << 1;
    private static final int SHIFT_KEYCODE = 50;

    private final XConnection display;
    private final XTest test;
    private final long restNanos;
    private final SpareKeys spare = new SpareKeys();
    private long typedNanos;

    X11Text(XConnection display, XTest test, Duration rest) throws IOException {
        this.display = display;
        this.test = test;
        this.restNanos = rest.toNanos();
        this.typedNanos = System.nanoTime() - restNanos;
        spare.look(KeyboardMap.read(display));
    }

    /** How many characters that the layout does not have can be typed without a pause. */
    int capacity() {
        return spare.capacity();
    }

    /** @param mayGoOn asked before each character, and often while waiting */
    void type(String text, BooleanSupplier mayGoOn) throws IOException {
        int[] characters = text.codePoints().toArray();
        boolean capsLock = (lockedModifiers() & CAPS_LOCK) != 0;
        if (capsLock) {
            lockCaps(false);
        }
        try {
            for (int from = 0; from < characters.length && mayGoOn.getAsBoolean(); ) {
                from = typeSome(characters, from, mayGoOn);
            }
        } finally {
            if (capsLock) {
                lockCaps(true);
            }
            display.sync();
        }
    }

    /** Types as many as there are keys for at once; tells where it stopped. */
    private int typeSome(int[] characters, int from, BooleanSupplier mayGoOn) throws IOException {
        KeyboardMap map = KeyboardMap.read(display);
        int group = group();
        spare.look(map);
        Map<Integer, Stroke> strokes = new HashMap<>();
        Map<Integer, Row> fresh = new HashMap<>();
        long pause = 0;
        int lent = 0;
        int to = from;
        for (; to < characters.length; to++) {
            int character = characters[to];
            if (strokes.containsKey(character)) {
                continue;
            }
            Optional<Stroke> own = map.stroke(character, group).filter(stroke -> !spare.isLent(stroke.keycode()));
            if (own.isPresent()) {
                strokes.put(character, own.get());
                continue;
            }
            if (lent == spare.capacity()) {
                break;
            }
            lent++;
            long now = System.nanoTime();
            SpareKeys.Key key = spare.lend(Keysyms.of(character), now);
            strokes.put(character, new Stroke(key.keycode(), false));
            if (key.fresh()) {
                fresh.put(key.keycode(), Row.of(Keysyms.of(character)));
            }
            if (key.taken()) {
                pause = Math.max(pause, key.usedNanos() + restNanos - now);
            }
        }
        if (to == from) {
            throw new IOException("the layout has no empty key any more");
        }
        pause(pause, mayGoOn);
        map.change(display, fresh);
        for (int i = from; i < to && mayGoOn.getAsBoolean(); i++) {
            press(strokes.get(characters[i]));
        }
        display.sync();
        typedNanos = System.nanoTime();
        return to;
    }

    private void press(Stroke stroke) throws IOException {
        if (stroke.shift()) {
            test.key(SHIFT_KEYCODE, true);
        }
        test.key(stroke.keycode(), true);
        test.key(stroke.keycode(), false);
        if (stroke.shift()) {
            test.key(SHIFT_KEYCODE, false);
        }
    }

    /** Empties the keys that were lent, once programs have read what was typed last. */
    void restore() throws IOException {
        KeyboardMap map = KeyboardMap.read(display);
        spare.look(map);
        if (spare.lent().isEmpty()) {
            return;
        }
        pause(typedNanos + restNanos - System.nanoTime(), () -> true);
        Map<Integer, Row> empty = new HashMap<>();
        spare.lent().forEach(keycode -> empty.put(keycode, Row.EMPTY));
        map.change(display, empty);
    }

    /** Of the layout that is in use now, from 0. */
    int group() throws IOException {
        return Byte.toUnsignedInt(state().get(12));
    }

    private int lockedModifiers() throws IOException {
        return Byte.toUnsignedInt(state().get(11));
    }

    private ByteBuffer state() throws IOException {
        return display.ask(display.extension(XKEYBOARD, 4).u16(CORE_KEYBOARD).u16(0));
    }

    private void lockCaps(boolean on) throws IOException {
        display.send(display.extension(XKEYBOARD, 5)
                .u16(CORE_KEYBOARD)
                .u8(CAPS_LOCK)
                .u8(on ? CAPS_LOCK : 0)
                .skip(8));
    }

    private static void pause(long nanos, BooleanSupplier mayGoOn) {
        long end = System.nanoTime() + nanos;
        while (end - System.nanoTime() > 0 && mayGoOn.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(SLICE_NANOS, end - System.nanoTime()));
        }
    }
}
