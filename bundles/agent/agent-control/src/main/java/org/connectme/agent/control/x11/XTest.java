package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The extension XTEST, version 2.2: input as if from devices; and XInput's word on what those devices hold. */
final class XTest {

    private static final String XTEST = "XTEST";
    private static final String XINPUT = "XInputExtension";
    private static final int KEY_PRESS = 2;
    private static final int BUTTON_PRESS = 4;
    private static final int MOTION = 6;
    private static final int KEYS_CLASS = 0;

    private final XConnection display;

    XTest(XConnection display) throws IOException {
        this.display = display;
        display.ask(display.extension(XTEST, 0).u8(2).u8(0).u16(2));
    }

    void key(int keycode, boolean down) throws IOException {
        fake(down ? KEY_PRESS : KEY_PRESS + 1, keycode, 0, 0);
    }

    void button(int button, boolean down) throws IOException {
        fake(down ? BUTTON_PRESS : BUTTON_PRESS + 1, button, 0, 0);
    }

    /** @param x and y in pixels of the whole desktop */
    void move(int x, int y) throws IOException {
        fake(MOTION, 0, x, y);
    }

    private void fake(int type, int detail, int x, int y) throws IOException {
        display.send(display.extension(XTEST, 2)
                .u8(type)
                .u8(detail)
                .skip(2)
                .u32(0) // at once
                .u32(display.root())
                .skip(8)
                .u16(x)
                .u16(y)
                .skip(8));
    }

    /** What the devices of XTEST hold down now, by whichever program. */
    record Down(List<Integer> keycodes, List<Integer> buttons) {}

    Down down() throws IOException {
        Down down = new Down(new ArrayList<>(), new ArrayList<>());
        for (XInput.Device device : XInput.devices(display)) {
            if (device.isXTest()) {
                read(display.ask(display.extension(XINPUT, 30).u8(device.id()).skip(3)), down);
            }
        }
        return down;
    }

    private static void read(ByteBuffer state, Down down) {
        int classes = Byte.toUnsignedInt(state.get(8));
        int at = 32;
        for (int i = 0; i < classes; i++) {
            int kind = Byte.toUnsignedInt(state.get(at));
            if (kind <= 1) {
                List<Integer> found = kind == KEYS_CLASS ? down.keycodes() : down.buttons();
                for (int bit = 0; bit < 256; bit++) {
                    if ((state.get(at + 4 + bit / 8) & 1 << bit % 8) != 0) {
                        found.add(bit);
                    }
                }
            }
            at += Byte.toUnsignedInt(state.get(at + 1));
        }
    }

    /** Lets go of all that the devices of XTEST hold. */
    void releaseAll() throws IOException {
        Down down = down();
        for (int keycode : down.keycodes()) {
            key(keycode, false);
        }
        for (int button : down.buttons()) {
            button(button, false);
        }
        display.sync();
    }
}
