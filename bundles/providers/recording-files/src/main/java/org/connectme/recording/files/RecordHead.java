package org.connectme.recording.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import org.connectme.recording.vault.Sealed;

/**
 * What stands before each record of a log: kind, the bytes' offset in the recording, how many they are, and a sum that
 * tells a head from what a loss of power left in its place.
 */
record RecordHead(Kind kind, long offset, int length) {

    static final int BYTES = 4 + 4 + 8 + 4 + 4;
    static final int LARGEST = 64 * 1024;

    private static final int MAGIC = 0x434D5231; // "CMR1"

    enum Kind {
        DATA,
        SEAL
    }

    /** The whole record in the file. */
    int recordBytes() {
        return BYTES + Sealed.OVERHEAD + length;
    }

    byte[] bytes() {
        ByteBuffer head = ByteBuffer.allocate(BYTES)
                .putInt(MAGIC)
                .putInt(kind.ordinal())
                .putLong(offset)
                .putInt(length);
        return head.putInt(sum(head.array())).array();
    }

    /** What the bytes belong to: this recording, this place in its file, this head. */
    byte[] place(String recording, long record) {
        return ("connectme-recording/1\n" + recording + "\n" + record + "\n" + kind + "\n" + offset + "\n" + length)
                .getBytes(StandardCharsets.UTF_8);
    }

    static Optional<RecordHead> read(byte[] bytes) {
        ByteBuffer head = ByteBuffer.wrap(bytes);
        int magic = head.getInt();
        int kind = head.getInt();
        long offset = head.getLong();
        int length = head.getInt();
        boolean isHead = magic == MAGIC
                && head.getInt() == sum(bytes)
                && kind >= 0
                && kind < Kind.values().length
                && offset >= 0
                && length >= 1
                && length <= LARGEST;
        return isHead ? Optional.of(new RecordHead(Kind.values()[kind], offset, length)) : Optional.empty();
    }

    private static int sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, BYTES - 4);
        return (int) sum.getValue();
    }
}
