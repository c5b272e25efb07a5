package org.connectme.agent.control.x11;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * A connection to an X display: X Window System Protocol, version 11. For one thread at a time; {@link #close} may come
 * from any, and ends a wait.
 */
final class XConnection implements AutoCloseable {

    private static final int ERROR = 0;
    private static final int REPLY = 1;
    private static final int GENERIC_EVENT = 35;
    private static final int QUERY_EXTENSION = 98;
    private static final int GET_INPUT_FOCUS = 43;

    /** Nothing that is asked here has a longer answer; a greater length is no X display. */
    private static final int LONGEST_WORDS = 1 << 20;

    private final SocketChannel channel;
    private final Map<String, Integer> extensions = new HashMap<>();
    private final Map<String, Integer> firstEvents = new HashMap<>();
    private final Queue<ByteBuffer> events = new ArrayDeque<>();
    private int sequence;
    private int root;
    private int depth;
    private int firstId;
    private int idStep;
    private int ids;
    private int firstKeycode;
    private int lastKeycode;

    private XConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Opens the display that the environment names. */
    static XConnection open(Map<String, String> environment) throws IOException {
        DisplayName display = DisplayName.parse(environment.getOrDefault("DISPLAY", ""));
        List<byte[]> cookies = new ArrayList<>(Cookies.of(display, environment));
        cookies.add(new byte[0]);
        IOException refusal = new IOException("no display " + display);
        for (byte[] cookie : cookies) {
            XConnection connection = new XConnection(SocketChannel.open(display.address()));
            try {
                connection.setUp(cookie);
                return connection;
            } catch (XRefused e) {
                connection.close();
                refusal = e;
            } catch (IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        }
        throw refusal;
    }

    private static final class XRefused extends IOException {
        private static final long serialVersionUID = 1;

        XRefused(String why) {
            super(why);
        }
    }

    private void setUp(byte[] cookie) throws IOException {
        byte[] method = cookie.length == 0 ? new byte[0] : Cookies.METHOD.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer hello = ByteBuffer.allocate(12 + padded(method.length) + padded(cookie.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        hello.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
        hello.putShort((short) method.length).putShort((short) cookie.length).putShort((short) 0);
        hello.put(method).position(12 + padded(method.length)).put(cookie);
        write(hello.clear());

        ByteBuffer head = read(8);
        ByteBuffer body = read(Short.toUnsignedInt(head.getShort(6)) * 4);
        if (head.get(0) != 1) {
            byte[] why = new byte[Math.min(Byte.toUnsignedInt(head.get(1)), body.remaining())];
            body.get(why);
            throw new XRefused("the display refused: " + new String(why, StandardCharsets.ISO_8859_1).strip());
        }
        firstKeycode = Byte.toUnsignedInt(body.get(26));
        lastKeycode = Byte.toUnsignedInt(body.get(27));
        int vendor = Short.toUnsignedInt(body.getShort(16));
        int formats = Byte.toUnsignedInt(body.get(21));
        firstId = body.getInt(4);
        idStep = Integer.lowestOneBit(body.getInt(8));
        int screen = 32 + padded(vendor) + 8 * formats;
        root = body.getInt(screen);
        depth = Byte.toUnsignedInt(body.get(screen + 38));
    }

    /** A number for something that this connection makes. */
    int newId() {
        return firstId + idStep * ids++;
    }

    /** Bits of a pixel of the root window. */
    int depth() {
        return depth;
    }

    int root() {
        return root;
    }

    int firstKeycode() {
        return firstKeycode;
    }

    int lastKeycode() {
        return lastKeycode;
    }

    /** Begins a request of an extension; fails if the display does not have it. */
    Request extension(String name, int minor) throws IOException {
        if (!knows(name)) {
            throw new IOException("the display has no " + name);
        }
        return new Request(extensions.get(name), minor);
    }

    /** Whether the display has this extension. */
    boolean knows(String extension) throws IOException {
        if (!extensions.containsKey(extension)) {
            byte[] letters = extension.getBytes(StandardCharsets.US_ASCII);
            ByteBuffer reply = ask(
                    new Request(QUERY_EXTENSION, 0).u16(letters.length).u16(0).bytes(letters));
            if (reply.get(8) == 0) {
                return false;
            }
            extensions.put(extension, Byte.toUnsignedInt(reply.get(9)));
            firstEvents.put(extension, Byte.toUnsignedInt(reply.get(10)));
        }
        return true;
    }

    /** The number of the first kind of events of an extension that was used already. */
    int firstEvent(String name) {
        return firstEvents.get(name);
    }

    /** Sends a request that has no answer; what the display has against it is thrown by {@link #sync}. */
    void send(Request request) throws IOException {
        write(request.done());
        sequence = (sequence + 1) & 0xffff;
    }

    /** As {@link #send(Request)}, for a request that ends with these bytes, whole words of four. */
    void send(Request request, ByteBuffer content) throws IOException {
        write(request.done(content.remaining()));
        write(content);
        sequence = (sequence + 1) & 0xffff;
    }

    /** Sends a request and waits for its answer: all of it, from the byte that says that it is one. */
    ByteBuffer ask(Request request) throws IOException {
        send(request);
        XError refused = null;
        while (true) {
            ByteBuffer message = message();
            int type = message.get(0) & 0x7f;
            boolean ofThis = Short.toUnsignedInt(message.getShort(2)) == sequence;
            if (type == REPLY && ofThis) {
                if (refused != null) {
                    throw refused;
                }
                return message;
            }
            if (type == ERROR) {
                refused = new XError(
                        Byte.toUnsignedInt(message.get(1)),
                        Byte.toUnsignedInt(message.get(10)),
                        Short.toUnsignedInt(message.getShort(8)));
                if (ofThis) {
                    throw refused;
                }
            } else if (type != REPLY) {
                events.add(message);
            }
        }
    }

    /** Waits until the display has done everything so far. */
    void sync() throws IOException {
        ask(new Request(GET_INPUT_FOCUS, 0));
    }

    /** Waits for the next event. */
    ByteBuffer event() throws IOException {
        while (events.isEmpty()) {
            ByteBuffer message = message();
            int type = message.get(0) & 0x7f;
            if (type != ERROR && type != REPLY) {
                return message;
            }
        }
        return events.remove();
    }

    /** For who does not wait for events: some, such as that the layout changed, come to everybody. */
    void forgetEvents() {
        events.clear();
    }

    /** Whether there is such an event among those that are still to be read, as far as answers were read. */
    boolean has(Predicate<ByteBuffer> wanted) {
        return events.stream().anyMatch(wanted);
    }

    /** Whether there were events since this was asked last, as far as answers were read; they are forgotten. */
    boolean hadEvents() {
        boolean had = !events.isEmpty();
        events.clear();
        return had;
    }

    /** The events since this was asked last, as far as answers were read; they are forgotten. */
    List<ByteBuffer> takeEvents() {
        List<ByteBuffer> had = List.copyOf(events);
        events.clear();
        return had;
    }

    private ByteBuffer message() throws IOException {
        ByteBuffer head = read(32);
        int type = head.get(0) & 0x7f;
        int words = head.getInt(4);
        if (type != REPLY && type != GENERIC_EVENT || words == 0) {
            return head;
        }
        if (words < 0 || words > LONGEST_WORDS) {
            throw new IOException("an answer of " + Integer.toUnsignedString(words) + " words");
        }
        ByteBuffer whole = ByteBuffer.allocate(32 + words * 4).order(ByteOrder.LITTLE_ENDIAN);
        whole.put(head).put(read(words * 4));
        return whole.flip();
    }

    private ByteBuffer read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the display is gone");
            }
        }
        return bytes.flip();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
