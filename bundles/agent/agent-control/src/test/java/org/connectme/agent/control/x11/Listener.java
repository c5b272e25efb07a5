package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An X client that hears every key, button and move of a display, whichever window it is for. */
final class Listener implements AutoCloseable {

    private static final int KEY_PRESS = 13;
    private static final int MASTERS = 1;
    private static final int GENERIC_EVENT = 35;

    private final XConnection display;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Thread thread;

    Listener(TestDisplay of) throws IOException {
        display = of.connect();
        XInput.devices(display); // says which version is spoken
        int mask = 0;
        for (int kind = KEY_PRESS; kind <= KEY_PRESS + 4; kind++) {
            mask |= 1 << kind;
        }
        display.send(display.extension(XInput.NAME, 46)
                .u32(display.root())
                .u16(1)
                .u16(0)
                .u16(MASTERS)
                .u16(1)
                .u32(mask));
        display.sync();
        thread = new Thread(this::listen);
        thread.start();
    }

    private void listen() {
        try {
            while (true) {
                String event = describe(display.event());
                if (event != null) {
                    heard.add(event);
                }
            }
        } catch (IOException e) {
            heard.add("end");
        }
    }

    private static @Nullable String describe(ByteBuffer event) {
        if ((event.get(0) & 0x7f) != GENERIC_EVENT) {
            return null;
        }
        int detail = event.getInt(16);
        return switch (event.getShort(8) - KEY_PRESS) {
            case 0 -> "key " + detail + " down";
            case 1 -> "key " + detail + " up";
            case 2 -> "button " + detail + " down";
            case 3 -> "button " + detail + " up";
            default -> "move";
        };
    }

    /** Everything but moves so far. */
    List<String> heard() {
        return heard.stream().filter(event -> !event.equals("move")).toList();
    }

    /** What was heard until as many as this were. */
    List<String> heard(int count) throws IOException {
        TestDisplay.await(() -> heard().size() >= count);
        return heard();
    }

    void forget() {
        heard.clear();
    }

    @Override
    public void close() throws Exception {
        display.close();
        thread.join();
    }
}
