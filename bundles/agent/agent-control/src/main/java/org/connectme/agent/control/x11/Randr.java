package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Monitors.Monitor;

/** The extension RANDR, version 1.5: which monitors there are, and when that changes. */
final class Randr {

    private static final String NAME = "RANDR";
    private static final int CHANGE_ATTRIBUTES = 2;
    private static final int EVENTS = 1 << 11;
    private static final int OF_THE_WINDOW = 1 << 17;
    private static final int GET_GEOMETRY = 14;
    private static final int GET_ATOM_NAME = 17;
    private static final int SCREEN_CHANGED = 1;
    private static final int CRTC_CHANGED = 2;
    private static final int OUTPUT_CHANGED = 4;

    private final XConnection display;
    private final Map<Integer, String> names = new HashMap<>();

    /** @throws IOException if the display is older than that */
    Randr(XConnection display) throws IOException {
        this.display = display;
        ByteBuffer version = display.ask(display.extension(NAME, 0).u32(1).u32(5));
        if (version.getInt(8) == 1 && version.getInt(12) < 5) {
            throw new IOException("the display has RANDR 1." + version.getInt(12));
        }
    }

    /** From here on there is an event for each change: of what is plugged in, and of monitors that programs made. */
    void select() throws IOException {
        display.send(new Request(CHANGE_ATTRIBUTES, 0)
                .u32(display.root())
                .u32(EVENTS)
                .u32(OF_THE_WINDOW));
        display.send(display.extension(NAME, 4)
                .u32(display.root())
                .u16(SCREEN_CHANGED | CRTC_CHANGED | OUTPUT_CHANGED)
                .u16(0));
    }

    /** All monitors at one moment, and all of them together. */
    record Now(Monitor desktop, List<Monitor> monitors) {}

    Now now() throws IOException {
        ByteBuffer reply = display.ask(
                display.extension(NAME, 42).u32(display.root()).u8(1).skip(3));
        ByteBuffer desktop = display.ask(new Request(GET_GEOMETRY, 0).u32(display.root()));
        int allWide = Short.toUnsignedInt(desktop.getShort(16));
        int allHigh = Short.toUnsignedInt(desktop.getShort(18));
        List<Monitor> monitors = new ArrayList<>();
        int at = 32;
        for (int left = reply.getInt(12); left > 0; left--) {
            String name = name(reply.getInt(at));
            int width = Short.toUnsignedInt(reply.getShort(at + 12));
            int height = Short.toUnsignedInt(reply.getShort(at + 14));
            if (width > 0 && height > 0) {
                monitors.add(new Monitor(
                        name,
                        name,
                        reply.getShort(at + 8),
                        reply.getShort(at + 10),
                        width,
                        height,
                        width == allWide && height == allHigh));
            }
            at += 24 + 4 * Short.toUnsignedInt(reply.getShort(at + 6));
        }
        monitors.sort(Comparator.comparingInt(Monitor::x).thenComparingInt(Monitor::y));
        return new Now(new Monitor(Monitors.DESKTOP, "", 0, 0, allWide, allHigh, true), monitors);
    }

    private String name(int atom) throws IOException {
        String known = names.get(atom);
        if (known == null) {
            ByteBuffer reply = display.ask(new Request(GET_ATOM_NAME, 0).u32(atom));
            byte[] letters = new byte[Short.toUnsignedInt(reply.getShort(8))];
            reply.position(32).get(letters);
            known = new String(letters, StandardCharsets.UTF_8);
            names.put(atom, known);
        }
        return known;
    }
}
