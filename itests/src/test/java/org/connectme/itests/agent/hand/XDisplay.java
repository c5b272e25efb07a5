package org.connectme.itests.agent.hand;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of an X display, by the bare protocol. Reads on one thread, writes on one. */
final class XDisplay implements AutoCloseable {

    static final int ANSWER = 32;

    private static final int QUERY_EXTENSION = 98;

    private final SocketChannel socket;
    private final int root;

    /** @param firstEvent the number of its first kind of event */
    record Extension(int opcode, int firstEvent) {}

    /** @param name as in DISPLAY */
    XDisplay(String name) throws IOException {
        socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of(Path.of("/tmp/.X11-unix", "X" + name.substring(1))));
        send(bytes(12).put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0));
        ByteBuffer answer = read(8);
        if (answer.get(0) != 1) {
            throw new IOException("The display lets nobody in");
        }
        ByteBuffer setup = read(4 * Short.toUnsignedInt(answer.getShort(6)));
        int vendor = Short.toUnsignedInt(setup.getShort(16));
        int formats = Byte.toUnsignedInt(setup.get(21));
        root = setup.getInt(32 + padded(vendor) + 8 * formats);
    }

    /** The root window. */
    int root() {
        return root;
    }

    Extension extension(String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        int length = padded(bytes.length);
        send(request(QUERY_EXTENSION, 0, 4 + length)
                .putShort((short) bytes.length)
                .putShort((short) 0)
                .put(bytes));
        ByteBuffer answer = read(ANSWER);
        if (answer.get(8) != 1) {
            throw new IOException("The display has no " + name);
        }
        return new Extension(Byte.toUnsignedInt(answer.get(9)), Byte.toUnsignedInt(answer.get(10)));
    }

    /** @param length of what follows, in bytes */
    static ByteBuffer request(int opcode, int minor, int length) {
        return bytes(4 + length).put((byte) opcode).put((byte) minor).putShort((short) (1 + length / 4));
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    void send(ByteBuffer request) throws IOException {
        request.rewind();
        while (request.hasRemaining()) {
            socket.write(request);
        }
    }

    ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = bytes(length);
        while (bytes.hasRemaining()) {
            if (socket.read(bytes) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    /** The answer to what was asked last, with all that belongs to it; what the display tells of itself is passed over. */
    ByteBuffer answer() throws IOException {
        while (true) {
            ByteBuffer first = read(ANSWER);
            if (first.get(0) == 0) {
                throw new IOException("The display refuses: " + first.get(1));
            }
            if (first.get(0) == 1) {
                int more = 4 * first.getInt(4);
                return bytes(ANSWER + more).put(first).put(read(more)).flip();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
