package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each key writes, as the extension XKEYBOARD had it at one moment.
 *
 * @param first lowest keycode
 */
record KeyboardMap(int first, List<Row> rows) {

    private static final String XKEYBOARD = "XKEYBOARD";
    private static final int CORE_KEYBOARD = 0x100;
    private static final int GET_MAP = 8;
    private static final int SET_MAP = 9;
    private static final int KEYSYMS = 1 << 1;

    /**
     * One key.
     *
     * @param types number of each group's type, one byte each
     * @param groups how many there are, and what happens to a number that is greater
     * @param width keysyms for each group
     * @param keysyms group after group
     */
    record Row(int types, int groups, int width, List<Integer> keysyms) {

        static final Row EMPTY = new Row(0, 0, 0, List.of());

        /** A key that writes one thing only, whichever modifiers are down. */
        static Row of(int keysym) {
            return new Row(0, 1, 1, List.of(keysym));
        }

        boolean isEmpty() {
            return keysyms.stream().allMatch(keysym -> keysym == 0);
        }

        /** In this group of the layout, counted from 0; 0 if it writes nothing. */
        int keysym(int group, int level) {
            int count = groups & 0xf;
            return count == 0 || level >= width ? 0 : keysyms.get(group % count * width + level);
        }
    }

    /**
     * How to write a character.
     *
     * @param shift whether Shift has to be down
     */
    record Stroke(int keycode, boolean shift) {}

    KeyboardMap {
        rows = List.copyOf(rows);
    }

    static KeyboardMap read(XConnection display) throws IOException {
        display.ask(display.extension(XKEYBOARD, 0).u16(1).u16(0));
        ByteBuffer reply = display.ask(display.extension(XKEYBOARD, GET_MAP)
                .u16(CORE_KEYBOARD)
                .u16(KEYSYMS)
                .skip(20));
        int count = Byte.toUnsignedInt(reply.get(20));
        List<Row> rows = new ArrayList<>(count);
        reply.position(40);
        for (int i = 0; i < count; i++) {
            int types = reply.getInt();
            int groups = Byte.toUnsignedInt(reply.get());
            int width = Byte.toUnsignedInt(reply.get());
            int symbols = Short.toUnsignedInt(reply.getShort());
            List<Integer> keysyms = new ArrayList<>(symbols);
            for (int j = 0; j < symbols; j++) {
                keysyms.add(reply.getInt());
            }
            rows.add(new Row(types, groups, width, List.copyOf(keysyms)));
        }
        return new KeyboardMap(Byte.toUnsignedInt(reply.get(17)), rows);
    }

    /**
     * Changes some keys of the display, all in one request: each program reads the whole map anew after each. Keys in
     * between are written as they are.
     */
    void change(XConnection display, Map<Integer, Row> changed) throws IOException {
        if (changed.isEmpty()) {
            return;
        }
        int from = Collections.min(changed.keySet());
        int to = Collections.max(changed.keySet());
        SortedMap<Integer, Row> all = new TreeMap<>();
        for (int keycode = from; keycode <= to; keycode++) {
            all.put(keycode, changed.getOrDefault(keycode, row(keycode)));
        }
        Request request = display.extension(XKEYBOARD, SET_MAP)
                .u16(CORE_KEYBOARD)
                .u16(KEYSYMS)
                .u16(0)
                .u8(first)
                .u8(last())
                .u16(0)
                .u8(from)
                .u8(all.size())
                .u16(all.values().stream().mapToInt(row -> row.keysyms().size()).sum())
                .skip(18);
        for (Row row : all.values()) {
            request.u32(row.types())
                    .u8(row.groups())
                    .u8(row.width())
                    .u16(row.keysyms().size());
            row.keysyms().forEach(request::u32);
        }
        display.send(request);
        display.sync();
    }

    int last() {
        return first + rows.size() - 1;
    }

    Row row(int keycode) {
        return rows.get(keycode - first);
    }

    /** How this character is written in a group of the layout, with no modifier but Shift. */
    Optional<Stroke> stroke(int codePoint, int group) {
        for (int level = 0; level < 2; level++) {
            for (int keycode = first; keycode <= last(); keycode++) {
                if (Keysyms.codePoint(row(keycode).keysym(group, level)) == codePoint) {
                    return Optional.of(new Stroke(keycode, level == 1));
                }
            }
        }
        return Optional.empty();
    }
}
