package org.connectme.itests.agent.hand;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private static final String EXTENSION = "XInputExtension";

    private final SocketChannel display;
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
        display = SocketChannel.open(StandardProtocolFamily.UNIX);
        display.connect(UnixDomainSocketAddress.of(Path.of("/tmp/.X11-unix", "X" + name.substring(1))));
        int root = greet();
        int extension = extension();
        send(request(extension, 47, 4).putShort((short) 2).putShort((short) 2));
        read(32);
        int mask = 0;
        for (int kind = 0; kind < Kind.values().length; kind++) {
            mask |= 1 << (FIRST_RAW + kind);
        }
        send(request(extension, 46, 16)
                .putInt(root)
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) ALL_MASTERS)
                .putShort((short) 1)
                .putInt(mask));
        thread = new Thread(this::listen, "input-heard");
        thread.setDaemon(true);
        thread.start();
    }

    /** @return the display's root window */
    private int greet() throws IOException {
        send(bytes(12).put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0));
        ByteBuffer answer = read(8);
        if (answer.get(0) != 1) {
            throw new IOException("The display lets nobody in");
        }
        ByteBuffer setup = read(4 * Short.toUnsignedInt(answer.getShort(6)));
        int vendor = Short.toUnsignedInt(setup.getShort(16));
        int formats = Byte.toUnsignedInt(setup.get(21));
        return setup.getInt(32 + (vendor + 3) / 4 * 4 + 8 * formats);
    }

    private int extension() throws IOException {
        byte[] name = EXTENSION.getBytes(StandardCharsets.US_ASCII);
        int length = (name.length + 3) / 4 * 4;
        send(request(98, 0, 4 + length)
                .putShort((short) name.length)
                .putShort((short) 0)
                .put(name));
        ByteBuffer answer = read(32);
        if (answer.get(8) != 1) {
            throw new IOException("The display has no " + EXTENSION);
        }
        return Byte.toUnsignedInt(answer.get(9));
    }

    private static ByteBuffer request(int opcode, int minor, int length) {
        return bytes(4 + length).put((byte) opcode).put((byte) minor).putShort((short) (1 + length / 4));
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void send(ByteBuffer request) throws IOException {
        request.rewind();
        while (request.hasRemaining()) {
            display.write(request);
        }
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = bytes(length);
        while (bytes.hasRemaining()) {
            if (display.read(bytes) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    private void listen() {
        try {
            while (true) {
                ByteBuffer event = read(32);
                if (event.get(0) == 0) {
                    throw new IOException("The display refuses: " + event.get(1));
                }
                if ((event.get(0) & 0x7f) == GENERIC_EVENT) {
                    read(4 * event.getInt(4));
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
