package org.connectme.itests.agent.hand;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A client of the X display that hears every key, button and move, whichever window it is for, with the display's own
 * time (XInput 2, raw events). Thread-safe.
 */
public final class InputHeard implements AutoCloseable {

    private static final int FIRST_RAW = 13;
    private static final int ALL_MASTERS = 1;
    private static final int GENERIC_EVENT = 35;

    private final XDisplay display;
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final Thread thread;

    /** In the order of XInput's numbers. */
    public enum Kind {
        KEY_DOWN,
        KEY_UP,
        BUTTON_DOWN,
        BUTTON_UP,
        MOVE
    }

    /**
     * @param detail which key (X's code) or button
     * @param millis the display's time
     */
    public record Event(Kind kind, int detail, long millis) {}

    /** @param name as in DISPLAY */
    public InputHeard(String name) throws IOException {
        display = new XDisplay(name);
        int opcode = display.extension("XInputExtension").opcode();
        display.send(XDisplay.request(opcode, 47, 4).putShort((short) 2).putShort((short) 2));
        display.answer();
        int mask = 0;
        for (int kind = 0; kind < Kind.values().length; kind++) {
            mask |= 1 << (FIRST_RAW + kind);
        }
        display.send(XDisplay.request(opcode, 46, 16)
                .putInt(display.root())
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) ALL_MASTERS)
                .putShort((short) 1)
                .putInt(mask));
        thread = new Thread(this::listen, "input-heard");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        try {
            while (true) {
                ByteBuffer event = display.read(XDisplay.ANSWER);
                if (event.get(0) == 0) {
                    throw new IOException("The display refuses: " + event.get(1));
                }
                if ((event.get(0) & 0x7f) == GENERIC_EVENT) {
                    display.read(4 * event.getInt(4));
                    Kind kind = Kind.values()[event.getShort(8) - FIRST_RAW];
                    heard.add(new Event(kind, event.getInt(16), Integer.toUnsignedLong(event.getInt(12))));
                }
            }
        } catch (AsynchronousCloseException closed) {
            Thread.currentThread().interrupt();
        } catch (ClosedChannelException | EOFException closed) {
            return;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Everything since {@link #forget}. */
    public List<Event> heard() {
        return List.copyOf(heard);
    }

    public void forget() {
        heard.clear();
    }

    @Override
    public void close() throws IOException {
        display.close();
    }
}
