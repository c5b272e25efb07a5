package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What was painted on a display (extensions DAMAGE and XFIXES), told once until it is asked where. */
final class Damage {

    private static final String NAME = "DAMAGE";
    private static final String XFIXES = "XFIXES";
    private static final int ONCE_UNTIL_TAKEN = 3;
    private static final int HEAD = 32;
    private static final int RECTANGLE = 8;

    /** As many are worth taking one by one. */
    private static final int MOST = 8;

    private final XConnection display;
    private final int told;
    private final int damage;
    private final int region;

    Damage(XConnection display) throws IOException {
        this.display = display;
        display.ask(display.extension(NAME, 0).u32(1).u32(1));
        display.ask(display.extension(XFIXES, 0).u32(4).u32(0));
        told = display.firstEvent(NAME);
        region = display.newId();
        display.send(display.extension(XFIXES, 5).u32(region));
        damage = display.newId();
        display.send(display.extension(NAME, 1)
                .u32(damage)
                .u32(display.root())
                .u8(ONCE_UNTIL_TAKEN)
                .skip(3));
        display.sync();
    }

    /** Whether this says that something was painted. */
    boolean isTold(ByteBuffer event) {
        return (event.get(0) & 0x7f) == told;
    }

    /** Where was painted since this was asked last; what is painted from here on is told anew. */
    List<Area> painted() throws IOException {
        display.send(display.extension(NAME, 3).u32(damage).u32(0).u32(region));
        ByteBuffer reply = display.ask(display.extension(XFIXES, 19).u32(region));
        int count = (reply.limit() - HEAD) / RECTANGLE;
        if (count > MOST) {
            return List.of(area(reply, 8));
        }
        List<Area> areas = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            areas.add(area(reply, HEAD + i * RECTANGLE));
        }
        return areas;
    }

    private static Area area(ByteBuffer reply, int at) {
        return new Area(
                reply.getShort(at),
                reply.getShort(at + 2),
                Short.toUnsignedInt(reply.getShort(at + 4)),
                Short.toUnsignedInt(reply.getShort(at + 6)));
    }
}
