package org.connectme.recording.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A recording's own key as it lies beside the recording.
 *
 * @param master number of the master key that opens it
 */
public record WrappedKey(int master, Instant openedAt, byte[] sealed) {

    private static final int MAGIC = 0x434D4B31; // "CMK1"
    private static final int HEAD = 4 + 4 + 8;

    public static WrappedKey wrap(String recording, int master, byte[] masterKey, Instant openedAt, byte[] key) {
        return new WrappedKey(
                master, openedAt, Sealed.seal(masterKey, place(recording, master, openedAt), key, 0, key.length));
    }

    /** @return empty if it was altered or belongs to something else */
    public Optional<byte[]> open(String recording, byte[] masterKey) {
        return Sealed.open(masterKey, place(recording, master, openedAt), sealed);
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(HEAD + sealed.length)
                .putInt(MAGIC)
                .putInt(master)
                .putLong(openedAt.toEpochMilli())
                .put(sealed)
                .array();
    }

    public static Optional<WrappedKey> read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length != HEAD + Sealed.KEY_BYTES + Sealed.OVERHEAD || buffer.getInt() != MAGIC) {
            return Optional.empty();
        }
        int master = buffer.getInt();
        Instant openedAt = Instant.ofEpochMilli(buffer.getLong());
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return Optional.of(new WrappedKey(master, openedAt, sealed));
    }

    private static byte[] place(String recording, int master, Instant openedAt) {
        return ("connectme-recording-key/1\n" + recording + "\n" + master + "\n" + openedAt.toEpochMilli())
                .getBytes(StandardCharsets.UTF_8);
    }
}
