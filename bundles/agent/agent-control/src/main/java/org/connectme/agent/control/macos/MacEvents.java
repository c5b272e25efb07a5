package org.connectme.agent.control.macos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.connectme.agent.control.Keys;
import org.connectme.agent.control.Keys.At;
import org.connectme.agent.control.Keys.Platform;
import org.connectme.agent.control.Notches;

/**
 * What macOS has to be told: there, the sender of an event says which modifiers are down, whether the pointer drags, and
 * how many clicks came in a row. Numbers are those of CGEventTypes.h.
 */
final class MacEvents {

    /** An event to be made and posted. */
    sealed interface Event {}

    record Key(int keyCode, boolean down, long flags) implements Event {}

    /** Characters as they are; the key beside them means nothing. */
    record Text(String characters, boolean down) implements Event {}

    /** @param clicks in a row, this one among them; 0 for a move */
    record Mouse(int type, int x, int y, int button, int clicks, long flags) implements Event {}

    /** In pixels; up and left are positive. */
    record Scroll(int along, int across, long flags) implements Event {}

    /** macOS cuts longer strings in one event. */
    static final int LONGEST_TEXT = 20;

    private static final Map<String, Long> FLAGS = Map.of(
            "ShiftLeft", 0x20000L,
            "ShiftRight", 0x20000L,
            "ControlLeft", 0x40000L,
            "ControlRight", 0x40000L,
            "AltLeft", 0x80000L,
            "AltRight", 0x80000L,
            "MetaLeft", 0x100000L,
            "MetaRight", 0x100000L,
            "Fn", 0x800000L);

    private static final int MOVED = 5;

    /** Down, up and dragged, of left, right and others. */
    private static final int[][] TYPES = {{1, 2, 6}, {3, 4, 7}, {25, 26, 27}};

    /** Quartz numbers of MouseEvent's 0 to 4. */
    private static final int[] BUTTONS = {0, 2, 1, 3, 4};

    private static final long DOUBLE_CLICK_NANOS = 500_000_000L;
    private static final int DOUBLE_CLICK_PIXELS = 4;

    /** Of 1/120 notches a pixel, so that a notch is 40 pixels. */
    private static final int PIXEL = 3;

    private final Set<String> keysDown = new LinkedHashSet<>();
    private final Set<Integer> buttonsDown = new LinkedHashSet<>();
    private final Notches along = new Notches(PIXEL);
    private final Notches across = new Notches(PIXEL);
    private int x;
    private int y;
    private int clicks;
    private int clickedButton = -1;
    private int clickedX;
    private int clickedY;
    private long clickedNanos;

    List<Event> key(String code, boolean down) {
        if (!(Keys.position(Platform.MACOS, code) instanceof At at)) {
            return List.of();
        }
        if (!down && !keysDown.remove(code)) {
            return List.of();
        }
        if (down) {
            keysDown.add(code);
        }
        return List.of(new Key(at.number(), down, flags()));
    }

    private long flags() {
        return keysDown.stream().mapToLong(code -> FLAGS.getOrDefault(code, 0L)).reduce(0, (a, b) -> a | b);
    }

    List<Event> text(String text) {
        List<Event> events = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        text.codePoints().forEach(character -> {
            boolean key = character == '\n' || character == '\t';
            if (key || run.length() + Character.charCount(character) > LONGEST_TEXT) {
                flush(run, events);
            }
            if (key) {
                String code = character == '\n' ? "Enter" : "Tab";
                events.addAll(key(code, true));
                events.addAll(key(code, false));
            } else {
                run.appendCodePoint(character);
            }
        });
        flush(run, events);
        return events;
    }

    private static void flush(StringBuilder run, List<Event> events) {
        if (!run.isEmpty()) {
            events.add(new Text(run.toString(), true));
            events.add(new Text(run.toString(), false));
            run.setLength(0);
        }
    }

    List<Event> move(int toX, int toY) {
        x = toX;
        y = toY;
        if (buttonsDown.isEmpty()) {
            return List.of(new Mouse(MOVED, x, y, 0, 0, flags()));
        }
        int button = buttonsDown.iterator().next();
        return List.of(new Mouse(types(button)[2], x, y, BUTTONS[button], 0, flags()));
    }

    List<Event> button(int button, boolean down, long nowNanos) {
        boolean changes =
                down ? button >= 0 && button < BUTTONS.length && buttonsDown.add(button) : buttonsDown.remove(button);
        if (!changes) {
            return List.of();
        }
        if (down) {
            boolean again = button == clickedButton
                    && nowNanos - clickedNanos < DOUBLE_CLICK_NANOS
                    && Math.abs(x - clickedX) <= DOUBLE_CLICK_PIXELS
                    && Math.abs(y - clickedY) <= DOUBLE_CLICK_PIXELS;
            clicks = again ? clicks + 1 : 1;
            clickedButton = button;
            clickedX = x;
            clickedY = y;
            clickedNanos = nowNanos;
        }
        return List.of(new Mouse(types(button)[down ? 0 : 1], x, y, BUTTONS[button], clicks, flags()));
    }

    private static int[] types(int button) {
        return TYPES[button == 0 ? 0 : button == 2 ? 1 : 2];
    }

    List<Event> wheel(int dx, int dy) {
        int vertical = -along.turn(dy);
        int horizontal = -across.turn(dx);
        return vertical == 0 && horizontal == 0 ? List.of() : List.of(new Scroll(vertical, horizontal, flags()));
    }

    List<Event> releaseAll(long nowNanos) {
        List<Event> events = new ArrayList<>();
        List<String> keys = new ArrayList<>(keysDown);
        for (int i = keys.size() - 1; i >= 0; i--) {
            events.addAll(key(keys.get(i), false));
        }
        for (int button : new HashSet<>(buttonsDown)) {
            events.addAll(button(button, false, nowNanos));
        }
        return events;
    }
}
