package org.connectme.itests.agent.hand;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.connectme.itests.agent.hand.XDisplay.Extension;

/**
 * The keyboard that the display itself has. What {@link Hand} presses is to the display what a program injects, and the
 * app rightly takes no key for STOP from that. One thread.
 */
public final class OwnKeyboard implements AutoCloseable {

    /** X's codes. */
    public static final int CONTROL = 37;

    public static final int ALT = 64;
    public static final int END = 115;

    private static final int KEYBOARD = 4;
    private static final int DEVICE_KEY_PRESS = 1;
    private static final int VERSION = 47;
    private static final int DEVICES = 48;
    private static final int FAKE_INPUT = 2;
    private static final int QUERY_POINTER = 38;

    private final XDisplay display;
    private final Extension input;
    private final Extension test;
    private final int device;

    /** @param name as in DISPLAY */
    public OwnKeyboard(String name) throws IOException {
        display = new XDisplay(name);
        input = display.extension("XInputExtension");
        test = display.extension("XTEST");
        device = device();
    }

    private int device() throws IOException {
        display.send(
                XDisplay.request(input.opcode(), VERSION, 4).putShort((short) 2).putShort((short) 0));
        display.answer();
        display.send(XDisplay.request(input.opcode(), DEVICES, 4));
        ByteBuffer all = display.answer();
        int at = XDisplay.ANSWER;
        for (int left = all.getShort(8); left > 0; left--) {
            byte[] name = new byte[all.getShort(at + 8)];
            all.get(at + 12, name);
            boolean isXTest = new String(name, StandardCharsets.UTF_8).contains("XTEST");
            if (all.getShort(at + 2) == KEYBOARD && !isXTest) {
                return all.getShort(at);
            }
            int classes = all.getShort(at + 6);
            at += 12 + XDisplay.padded(name.length);
            for (int i = 0; i < classes; i++) {
                at += 4 * all.getShort(at + 2);
            }
        }
        throw new IOException("The display has no keyboard of its own");
    }

    /** Presses them one after another, and lets them go the other way round. @param keys by X's codes */
    public void together(int... keys) throws IOException {
        for (int key : keys) {
            press(key, true);
        }
        for (int i = keys.length - 1; i >= 0; i--) {
            press(keys[i], false);
        }
        // Once this is answered, all of it has been done.
        display.send(XDisplay.request(QUERY_POINTER, 0, 4).putInt(display.root()));
        display.answer();
    }

    private void press(int key, boolean down) throws IOException {
        ByteBuffer request = XDisplay.request(test.opcode(), FAKE_INPUT, 32)
                .put((byte) (input.firstEvent() + DEVICE_KEY_PRESS + (down ? 0 : 1)))
                .put((byte) key);
        display.send(request.put(request.capacity() - 1, (byte) device));
    }

    @Override
    public void close() throws IOException {
        display.close();
    }
}
