package org.connectme.itests.bench;

import java.awt.AWTException;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at an empty screen every 20 ms until something with several colours, such as a window with its text, is there, and
 * says when that was, in milliseconds since 1970. Run in a process of its own.
 */
public final class FirstPaint {

    private static final long LOOK_NANOS = 20_000_000;
    private static final int COLOURS = 8;

    private FirstPaint() {}

    public static void main(String[] arguments) throws AWTException {
        Robot robot = new Robot();
        Dimension screen = Toolkit.getDefaultToolkit().getScreenSize();
        System.out.println("ready");
        while (colours(robot, screen) < COLOURS) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        System.out.println(System.currentTimeMillis());
        System.exit(0);
    }

    /** In the middle, where windows open; all that it costs is taken from the very cores that the start needs. */
    private static long colours(Robot robot, Dimension screen) {
        int width = screen.width / 3;
        int height = screen.height / 3;
        int[] pixels = robot.createScreenCapture(new Rectangle(width, height, width, height))
                .getRGB(0, 0, width, height, null, 0, width);
        int[] colours = new int[COLOURS];
        int found = 0;
        for (int i = 0; i < pixels.length && found < COLOURS; i++) {
            if (!isAmong(pixels[i], colours, found)) {
                colours[found++] = pixels[i];
            }
        }
        return found;
    }

    private static boolean isAmong(int pixel, int[] colours, int found) {
        for (int i = 0; i < found; i++) {
            if (colours[i] == pixel) {
                return true;
            }
        }
        return false;
    }
}
