package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The extension XInputExtension, version 2: which devices there are. */
final class XInput {

    static final String NAME = "XInputExtension";
    private static final int MASTER_KEYBOARD = 2;
    private static final int ALL = 0;

    /** @param use 1 to 5: master pointer, master keyboard, pointer, keyboard, floating */
    record Device(int id, int use, String name) {

        boolean isMasterKeyboard() {
            return use == MASTER_KEYBOARD;
        }

        /** Whether XTEST speaks through it. */
        boolean isXTest() {
            return name.endsWith("XTEST keyboard") || name.endsWith("XTEST pointer");
        }
    }

    private XInput() {}

    static List<Device> devices(XConnection display) throws IOException {
        display.ask(display.extension(NAME, 47).u16(2).u16(0));
        ByteBuffer reply = display.ask(display.extension(NAME, 48).u16(ALL).u16(0));
        List<Device> devices = new ArrayList<>();
        int at = 32;
        for (int left = Short.toUnsignedInt(reply.getShort(8)); left > 0; left--) {
            int classes = Short.toUnsignedInt(reply.getShort(at + 6));
            byte[] name = new byte[Short.toUnsignedInt(reply.getShort(at + 8))];
            reply.position(at + 12).get(name);
            devices.add(new Device(
                    Short.toUnsignedInt(reply.getShort(at)),
                    Short.toUnsignedInt(reply.getShort(at + 2)),
                    new String(name, StandardCharsets.UTF_8)));
            at += 12 + (name.length + 3) / 4 * 4;
            for (int i = 0; i < classes; i++) {
                at += Short.toUnsignedInt(reply.getShort(at + 2)) * 4;
            }
        }
        return devices;
    }
}
