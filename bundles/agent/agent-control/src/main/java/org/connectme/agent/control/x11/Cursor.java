package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.connectme.agent.core.Monitors.Monitor;

/** The pointer's picture (extension XFIXES), painted over a copy of a monitor: the display leaves it out of copies. */
final class Cursor {

    private static final String XFIXES = "XFIXES";
    private static final int PUT_IMAGE = 72;
    private static final int GET_IMAGE = 73;
    private static final int WHOLE_PIXELS = 2;

    /** More than any pointer in use, and what one request holds. */
    private static final int LARGEST = 120;

    private final XConnection display;

    Cursor(XConnection display) throws IOException {
        this.display = display;
        display.ask(display.extension(XFIXES, 0).u32(4).u32(0));
    }

    /** @param onto a copy of the monitor, in pixels of 32 bits */
    void paint(int onto, int context, Monitor monitor) throws IOException {
        if (display.depth() != 24 && display.depth() != 32) {
            return;
        }
        ByteBuffer image = display.ask(display.extension(XFIXES, 4));
        int width = Short.toUnsignedInt(image.getShort(12));
        int height = Short.toUnsignedInt(image.getShort(14));
        int left = image.getShort(8) - image.getShort(16) - monitor.x();
        int top = image.getShort(10) - image.getShort(18) - monitor.y();
        int fromX = Math.max(0, left);
        int fromY = Math.max(0, top);
        int wide = Math.min(Math.min(left + width, monitor.width()) - fromX, LARGEST);
        int high = Math.min(Math.min(top + height, monitor.height()) - fromY, LARGEST);
        if (wide <= 0 || high <= 0) {
            return;
        }
        ByteBuffer below = display.ask(new Request(GET_IMAGE, WHOLE_PIXELS)
                .u32(onto)
                .u16(fromX)
                .u16(fromY)
                .u16(wide)
                .u16(high)
                .u32(-1));
        ByteBuffer painted = ByteBuffer.allocate(wide * high * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                int place = (fromY - top + y) * width + fromX - left + x;
                painted.putInt(over(image.getInt(32 + 4 * place), below.getInt(32 + 4 * (y * wide + x))));
            }
        }
        display.send(new Request(PUT_IMAGE, WHOLE_PIXELS)
                .u32(onto)
                .u32(context)
                .u16(wide)
                .u16(high)
                .u16(fromX)
                .u16(fromY)
                .u8(0)
                .u8(display.depth())
                .u16(0)
                .bytes(painted.array()));
    }

    /** @param above its colours are multiplied by its alpha already */
    static int over(int above, int below) {
        int rest = 255 - (above >>> 24);
        int result = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int colour = (above >>> shift & 0xff) + ((below >>> shift & 0xff) * rest + 127) / 255;
            result = result << 8 | Math.min(255, colour);
        }
        return result;
    }
}
