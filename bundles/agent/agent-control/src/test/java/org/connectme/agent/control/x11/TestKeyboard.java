package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The keyboard that Xvfb itself has: to the display, what is pressed here is pressed by a person. */
final class TestKeyboard implements AutoCloseable {

    private static final int DEVICE_KEY_PRESS = 1;

    private static final int SLAVE_KEYBOARD = 4;

    private final XConnection display;
    private final int device;
    private final int firstEvent;

    TestKeyboard(TestDisplay of) throws IOException {
        display = of.connect();
        new XTest(display);
        device = XInput.devices(display).stream()
                .filter(candidate -> candidate.use() == SLAVE_KEYBOARD && !candidate.isXTest())
                .findFirst()
                .orElseThrow()
                .id();
        byte[] name = XInput.NAME.getBytes(StandardCharsets.US_ASCII);
        firstEvent = Byte.toUnsignedInt(
                display.ask(new Request(98, 0).u16(name.length).u16(0).bytes(name))
                        .get(10));
    }

    void key(int keycode, boolean down) throws IOException {
        display.send(display.extension("XTEST", 2)
                .u8(firstEvent + DEVICE_KEY_PRESS + (down ? 0 : 1))
                .u8(keycode)
                .skip(29)
                .u8(device));
        display.sync();
    }

    void tap(int... keycodes) throws IOException {
        for (int keycode : keycodes) {
            key(keycode, true);
        }
        for (int i = keycodes.length - 1; i >= 0; i--) {
            key(keycodes[i], false);
        }
    }

    @Override
    public void close() throws IOException {
        display.close();
    }
}
