package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.connectme.agent.core.Monitors.Monitor;

/** The pointer's picture (extension XFIXES), painted over a picture of a monitor: the display leaves it out. */
final class Cursor {

    private static final String XFIXES = "XFIXES";
    private static final int BYTES = 4;

    private final XConnection display;

    Cursor(XConnection display) throws IOException {
        this.display = display;
        display.ask(display.extension(XFIXES, 0).u32(4).u32(0));
    }

    /** @param onto a picture of the monitor, in pixels of 32 bits */
    void paint(ByteBuffer onto, Monitor monitor) throws IOException {
        ByteBuffer image = display.ask(display.extension(XFIXES, 4));
        int width = Short.toUnsignedInt(image.getShort(12));
        int height = Short.toUnsignedInt(image.getShort(14));
        int left = image.getShort(8) - image.getShort(16) - monitor.x();
        int top = image.getShort(10) - image.getShort(18) - monitor.y();
        for (int y = Math.max(0, top); y < Math.min(top + height, monitor.height()); y++) {
            for (int x = Math.max(0, left); x < Math.min(left + width, monitor.width()); x++) {
                int place = BYTES * (y * monitor.width() + x);
                int above = image.getInt(32 + BYTES * ((y - top) * width + x - left));
                if (above != 0) {
                    onto.putInt(place, over(above, onto.getInt(place)));
                }
            }
        }
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
