package org.connectme.agent.control.x11;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.control.x11.KeyboardMap.Row;

/**
 * A small process beside the app while control stands. An X display keeps keys of XTEST down when the program that
 * pressed them dies, so somebody has to be left who lets go of them. It knows that the app is gone when what it reads
 * from it ends without {@link #DISMISSED}. Its classes are those that {@link GuardProcess} names, and no others.
 */
final class Guard {

    static final int READY = 'r';
    static final int DISMISSED = 'd';

    /** Long enough for programs to read what was typed last. */
    private static final long REST_MILLISECONDS = 300;

    private Guard() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (XConnection display = XConnection.open(System.getenv())) {
            XTest test = new XTest(display);
            KeyboardMap before = KeyboardMap.read(display);
            System.out.write(READY);
            System.out.flush();
            if (System.in.read() == DISMISSED) {
                return;
            }
            test.releaseAll();
            TimeUnit.MILLISECONDS.sleep(REST_MILLISECONDS);
            empty(display, before);
        }
    }

    /** Empties the keys that were empty when control began and have been lent to a character since. */
    private static void empty(XConnection display, KeyboardMap before) throws IOException {
        KeyboardMap now = KeyboardMap.read(display);
        Map<Integer, Row> lent = new HashMap<>();
        for (int keycode = before.first(); keycode <= before.last(); keycode++) {
            if (before.row(keycode).isEmpty() && isLent(now.row(keycode))) {
                lent.put(keycode, Row.EMPTY);
            }
        }
        now.change(display, lent);
    }

    private static boolean isLent(Row row) {
        return !row.isEmpty() && row.equals(Row.of(row.keysym(0, 0)));
    }
}
