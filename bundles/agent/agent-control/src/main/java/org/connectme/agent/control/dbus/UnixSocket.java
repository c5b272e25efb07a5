package org.connectme.agent.control.dbus;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket over which descriptors of files can come. One thread reads, another may write, any may {@link #end}. */
final class UnixSocket {

    private static final Logger logger = LoggerFactory.getLogger(UnixSocket.class);

    private static final int INTERRUPTED = 4;
    private static final int CHUNK = 8192;
    private static final int CONTROL = 256;
    private static final int CONTROL_HEAD = 16;

    // struct msghdr and struct iovec of a system of 64 bits
    private static final int HEAD = 56;
    private static final int VECTOR = 16;

    private final int socket;
    private final Memory space = new Memory(HEAD + VECTOR + CONTROL + CHUNK);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Queue<Integer> descriptors = new ArrayDeque<>();

    private UnixSocket(int socket) {
        this.socket = socket;
    }

    /** @param name the socket's file; with a NUL first, a name that is no file */
    static UnixSocket connect(byte[] name) throws IOException {
        int socket = -1;
        try {
            socket = LibC.INSTANCE.socket(LibC.AF_UNIX, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC, 0);
            byte[] address = new byte[name.length + 3];
            address[0] = (byte) LibC.AF_UNIX;
            System.arraycopy(name, 0, address, 2, name.length);
            boolean isFile = name.length > 0 && name[0] != 0;
            LibC.INSTANCE.connect(socket, address, isFile ? address.length : address.length - 1);
            return new UnixSocket(socket);
        } catch (LastErrorException e) {
            if (socket >= 0) {
                close(socket);
            }
            throw new IOException("no connection: error " + e.getErrorCode(), e);
        }
    }

    void write(byte[] bytes) throws IOException {
        int sent = 0;
        while (sent < bytes.length) {
            try {
                byte[] rest = sent == 0 ? bytes : Arrays.copyOfRange(bytes, sent, bytes.length);
                sent += (int) LibC.INSTANCE.send(socket, rest, rest.length, LibC.MSG_NOSIGNAL);
            } catch (LastErrorException e) {
                if (e.getErrorCode() != INTERRUPTED) {
                    throw new IOException("not sent: error " + e.getErrorCode(), e);
                }
            }
        }
    }

    /** Waits until the buffer is full. */
    void read(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            int count = receive(Math.min(CHUNK, into.remaining()));
            if (count > 0) {
                into.put(space.getByteBuffer(HEAD + VECTOR + CONTROL, count));
            }
        }
    }

    private int receive(int most) throws IOException {
        space.clear(HEAD + VECTOR + CONTROL);
        space.setPointer(16, space.share(HEAD));
        space.setLong(24, 1);
        space.setPointer(32, space.share(HEAD + VECTOR));
        space.setLong(40, CONTROL);
        space.setPointer(HEAD, space.share(HEAD + VECTOR + CONTROL));
        space.setLong(HEAD + 8, most);
        try {
            int count = (int) LibC.INSTANCE.recvmsg(socket, space, LibC.MSG_CMSG_CLOEXEC);
            if (count == 0) {
                throw new EOFException("the bus is gone");
            }
            takeDescriptors((int) space.getLong(40));
            return count;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == INTERRUPTED) {
                return 0;
            }
            throw new IOException("not received: error " + e.getErrorCode(), e);
        }
    }

    private void takeDescriptors(int length) {
        int at = HEAD + VECTOR;
        int end = at + Math.min(length, CONTROL);
        while (at + CONTROL_HEAD <= end) {
            int size = (int) space.getLong(at);
            if (size < CONTROL_HEAD || size > end - at) {
                return;
            }
            if (space.getInt(at + 8) == LibC.SOL_SOCKET && space.getInt(at + 12) == LibC.SCM_RIGHTS) {
                for (int each = CONTROL_HEAD; each + 4 <= size; each += 4) {
                    descriptors.add(space.getInt(at + each));
                }
            }
            at += (size + 7) / 8 * 8;
        }
    }

    /** The first that came and were not taken yet. */
    List<Integer> take(int count) throws IOException {
        if (count > descriptors.size()) {
            throw new Malformed("descriptors are missing");
        }
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(descriptors.remove());
        }
        return taken;
    }

    /** Nothing comes or goes any more; who waits in {@link #read} is told. Doing it twice is harmless. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            try {
                LibC.INSTANCE.shutdown(socket, LibC.SHUT_RDWR);
            } catch (LastErrorException e) {
                logger.debug("The other side was gone first: error {}", e.getErrorCode());
            }
        }
    }

    /** After the last {@link #read}, on its thread. */
    void close() {
        descriptors.forEach(UnixSocket::close);
        descriptors.clear();
        close(socket);
    }

    static void close(int descriptor) {
        try {
            LibC.INSTANCE.close(descriptor);
        } catch (LastErrorException e) {
            throw new IllegalStateException("descriptor " + descriptor + " was closed before", e);
        }
    }
}
