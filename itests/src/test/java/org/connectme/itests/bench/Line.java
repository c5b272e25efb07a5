package org.connectme.itests.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket (RFC 6455) of a page that does nothing but relay: as few instructions as can be, so that what is
 * measured is the server. Used by the thread of its {@link Load} once that has it.
 */
final class Line {

    /** Handed to whoever wants to know what came. The buffer is the line's own and stands at the payload's begin. */
    interface Listener {
        void text(Line from, ByteBuffer payload);
    }

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    /** A mask of zeros leaves the payload as it is, for both ends. */
    private static final int NO_MASK = 0;

    private static final int LONGEST_HEADER = 14;
    private static final String NONCE = "AAAAAAAAAAAAAAAAAAAAAA==";

    private final SocketChannel channel;
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private ByteBuffer in = ByteBuffer.allocate(8 * 1024);
    private @Nullable SelectionKey key;

    /** Number of the newest message of this side. */
    long sent;
    /** Number of the newest message of the server's that came. */
    long seen;

    private Line(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects and upgrades; blocks. */
    static Line open(URI server, String path, Map<String, String> headers) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        channel.socket().setTcpNoDelay(true);
        Line line = new Line(channel);
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + NONCE + "\r\nOrigin: " + server + "\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        channel.write(ByteBuffer.wrap(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII)));
        line.readUpgrade();
        return line;
    }

    private void readUpgrade() throws IOException {
        while (true) {
            if (channel.read(in) < 0) {
                throw new IOException("closed instead of upgraded");
            }
            String answer = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            int end = answer.indexOf("\r\n\r\n");
            if (end < 0) {
                continue;
            }
            if (!answer.startsWith("HTTP/1.1 101 ")) {
                throw new IOException("not upgraded: " + answer);
            }
            in.flip().position(end + 4);
            in.compact();
            return;
        }
    }

    void register(Selector selector) throws IOException {
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(String text) throws IOException {
        send(TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private void send(int kind, ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + length).put((byte) (FIN | kind));
        if (length < 126) {
            frame.put((byte) (MASKED | length));
        } else {
            frame.put((byte) (MASKED | 126)).putShort((short) length);
        }
        frame.putInt(NO_MASK).put(payload).flip();
        unsent.add(frame);
        flush();
    }

    /** Hands over what the socket takes now; asks to be called again for the rest. */
    void flush() throws IOException {
        while (!unsent.isEmpty()) {
            channel.write(unsent.peek());
            if (unsent.peek().hasRemaining()) {
                break;
            }
            unsent.remove();
        }
        if (key != null) {
            key.interestOps(unsent.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Takes in what there is, and tells every whole message. @throws IOException also when the server closes */
    void read(Listener listener) throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("The server cut a socket.");
        }
        in.flip();
        while (in.remaining() >= 2) {
            in.mark();
            int kind = in.get() & 0x0f;
            long length = in.get() & 0x7f;
            if (length >= 126) {
                int size = length == 126 ? Short.BYTES : Long.BYTES;
                if (in.remaining() < size) {
                    in.reset();
                    break;
                }
                length = length == 126 ? in.getShort() & 0xffff : in.getLong();
            }
            if (in.remaining() < length) {
                in.reset();
                grow(length);
                break;
            }
            int end = in.position() + (int) length;
            take(kind, in.duplicate().limit(end), listener);
            in.position(end);
        }
        in.compact();
    }

    private void take(int kind, ByteBuffer payload, Listener listener) throws IOException {
        if (kind == TEXT) {
            listener.text(this, payload);
        } else if (kind == PING) {
            send(PONG, payload);
        } else if (kind == CLOSE) {
            throw new IOException("The server closed a socket with " + (payload.getShort() & 0xffff) + ".");
        }
    }

    private void grow(long payload) {
        if (in.capacity() < payload + LONGEST_HEADER) {
            in = ByteBuffer.allocate((int) payload + LONGEST_HEADER).put(in).flip();
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
