package org.connectme.agent.control.windows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.connectme.agent.control.Keys.At;
import org.connectme.agent.control.Keys.Kind;

/**
 * Events for SendInput as Windows wants them: an array of INPUT structures of 64-bit systems, one after the other
 * (learn.microsoft.com, winuser.h: INPUT, KEYBDINPUT, MOUSEINPUT).
 */
final class Inputs {

    /** Of one structure, in bytes. */
    static final int SIZE = 40;

    private static final int MOUSE = 0;
    private static final int KEYBOARD = 1;

    private static final int KEY_EXTENDED = 0x1;
    private static final int KEY_UP = 0x2;
    private static final int KEY_UNICODE = 0x4;
    private static final int KEY_SCANCODE = 0x8;
    private static final int RETURN = 0x0d;
    private static final int TAB = 0x09;

    private static final int MOVE = 0x1;
    private static final int WHEEL = 0x800;
    private static final int WHEEL_ACROSS = 0x1000;
    private static final int VIRTUAL_DESKTOP = 0x4000;
    private static final int ABSOLUTE = 0x8000;

    /** Going down, of MouseEvent's 0 to 4; going up is twice as much. The last two differ by the number beside. */
    private static final int[] BUTTONS = {0x2, 0x20, 0x8, 0x80, 0x80};

    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    Inputs key(At at, boolean down) {
        int up = down ? 0 : KEY_UP;
        return switch (at.kind()) {
            case PLAIN -> keyboard(0, at.number(), KEY_SCANCODE | up);
            case EXTENDED -> keyboard(0, at.number(), KEY_SCANCODE | KEY_EXTENDED | up);
            case VIRTUAL -> keyboard(at.number(), 0, up);
        };
    }

    /** Each UTF-16 unit is an event of its own; line ends and tabs are keys to programs. */
    Inputs text(String text) {
        for (char unit : text.toCharArray()) {
            switch (unit) {
                case '\n' -> tap(RETURN);
                case '\t' -> tap(TAB);
                default -> keyboard(0, unit, KEY_UNICODE).keyboard(0, unit, KEY_UNICODE | KEY_UP);
            }
        }
        return this;
    }

    private void tap(int virtualKey) {
        At at = new At(virtualKey, Kind.VIRTUAL);
        key(at, true).key(at, false);
    }

    /** @param desktop all monitors together */
    Inputs move(int x, int y, Desktop desktop) {
        return mouse(
                share(x - desktop.left(), desktop.width()),
                share(y - desktop.top(), desktop.height()),
                0,
                MOVE | ABSOLUTE | VIRTUAL_DESKTOP);
    }

    /** Pixels. */
    record Desktop(int left, int top, int width, int height) {}

    /** The middle of a pixel in 65536ths, so that Windows, which rounds down, finds that pixel again. */
    private static int share(int pixel, int size) {
        long share = ((2L * pixel + 1) << 16) / (2L * size);
        return (int) Math.max(0, Math.min(0xffff, share));
    }

    Inputs button(int button, boolean down) {
        int flag = BUTTONS[button];
        return mouse(0, 0, button < 3 ? 0 : button - 2, down ? flag : 2 * flag);
    }

    /** In 1/120 of a notch, as in {@code Injector}; to Windows, away from the user is positive. */
    Inputs wheel(int dx, int dy) {
        if (dy != 0) {
            mouse(0, 0, -dy, WHEEL);
        }
        if (dx != 0) {
            mouse(0, 0, dx, WHEEL_ACROSS);
        }
        return this;
    }

    private Inputs keyboard(int virtualKey, int scan, int flags) {
        ByteBuffer event = event(KEYBOARD);
        event.putShort((short) virtualKey).putShort((short) scan).putInt(flags);
        all.writeBytes(event.array());
        return this;
    }

    private Inputs mouse(int x, int y, int data, int flags) {
        ByteBuffer event = event(MOUSE);
        event.putInt(x).putInt(y).putInt(data).putInt(flags);
        all.writeBytes(event.array());
        return this;
    }

    /** The union stands at a multiple of eight, for it ends with a pointer. */
    private static ByteBuffer event(int type) {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(type)
                .putInt(0);
    }

    int count() {
        return all.size() / SIZE;
    }

    byte[] bytes() {
        return all.toByteArray();
    }
}
