package org.connectme.agent.core.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The bytes of one transfer as they go out: exactly as many as announced, hashed on the way. What was not confirmed is
 * kept, so that it can go out again after a cut. One thread.
 */
public final class Sending implements AutoCloseable {

    /** With base64 and its envelope, it fits into one message. */
    public static final int PART_BYTES = 10 << 10;

    /** So much may be on its way unconfirmed. */
    public static final int WINDOW_BYTES = 24 * PART_BYTES;

    private final long size;
    private final ReadableByteChannel source;
    private final MessageDigest digest = Hashes.sha256();
    private final byte[] window = new byte[WINDOW_BYTES];
    private long read;
    private long sent;
    private long confirmed;

    private Sending(long size, ReadableByteChannel source) {
        this.size = size;
        this.source = source;
    }

    public static Sending file(Path file, long size) throws IOException {
        return new Sending(size, FileChannel.open(file, StandardOpenOption.READ));
    }

    public static Sending text(byte[] utf8) {
        return new Sending(utf8.length, Channels.newChannel(new java.io.ByteArrayInputStream(utf8)));
    }

    public long size() {
        return size;
    }

    public long confirmed() {
        return confirmed;
    }

    /** How many bytes went out before the next part. */
    public long sent() {
        return sent;
    }

    /** Goes on from there, after a cut; false when that was never sent, or is long confirmed. */
    public boolean restart(long from) {
        if (from < confirmed || from > sent) {
            return false;
        }
        confirmed = from;
        sent = from;
        return true;
    }

    /** The other side has so many; false when it cannot. */
    public boolean confirm(long bytes) {
        if (bytes < confirmed || bytes > sent) {
            return false;
        }
        confirmed = bytes;
        return true;
    }

    public boolean mayGoOn() {
        return sent < size && sent - confirmed < WINDOW_BYTES;
    }

    /**
     * The next part.
     *
     * @throws IOException also when the file became shorter meanwhile
     */
    public byte[] next() throws IOException {
        int count = (int) Math.min(Math.min(PART_BYTES, size - sent), WINDOW_BYTES - (sent - confirmed));
        while (read < sent + count) {
            readOn((int) (sent + count - read));
        }
        byte[] part = new byte[count];
        for (int i = 0; i < count; i++) {
            part[i] = window[(int) ((sent + i) % WINDOW_BYTES)];
        }
        sent += count;
        return part;
    }

    private void readOn(int most) throws IOException {
        ByteBuffer fresh = ByteBuffer.allocate(most);
        if (source.read(fresh) < 0) {
            throw new EOFException("It became shorter while it was read");
        }
        digest.update(fresh.array(), 0, fresh.position());
        for (int i = 0; i < fresh.position(); i++) {
            window[(int) (read % WINDOW_BYTES)] = fresh.get(i);
            read++;
        }
    }

    public boolean isWhole() {
        return sent == size && confirmed == size;
    }

    /** Of everything; only once, when it {@link #isWhole}. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
