package org.connectme.recording.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.connectme.recording.vault.Damaged;
import org.connectme.recording.vault.Sealed;

/**
 * Bytes of a recording as they lie in an object: in blocks that end at every 64 KiB of the recording, each encrypted for
 * its place in it. So a range can be read alone, and objects that begin and end at such places can be joined as they are.
 */
final class Blocks {

    static final int BLOCK = 64 * 1024;

    private Blocks() {}

    /** @param offset of the first byte in the recording */
    static byte[] seal(String recording, byte[] key, long offset, byte[] plain) {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream((int) sealedLength(offset, plain.length));
        int from = 0;
        while (from < plain.length) {
            int count = (int) Math.min(BLOCK - (offset + from) % BLOCK, plain.length - from);
            sealed.writeBytes(Sealed.seal(key, place(recording, offset + from, count), plain, from, count));
            from += count;
        }
        return sealed.toByteArray();
    }

    /** Bytes of the whole object. */
    static long sealedLength(long offset, long length) {
        return length + ((offset + length - 1) / BLOCK - offset / BLOCK + 1) * Sealed.OVERHEAD;
    }

    /**
     * The blocks of an object that hold a range.
     *
     * @param start of the first of them, in the recording
     * @param end   of the last of them, in the recording
     * @param at    of the first of them, in the object
     * @param bytes of all of them, in the object
     */
    record Span(long start, long end, long at, int bytes) {

        static Span of(Piece piece, long from, long to) {
            long start = Math.max(piece.offset(), from - from % BLOCK);
            long end = Math.min(piece.end(), (to - 1) / BLOCK * BLOCK + BLOCK);
            long before = start - piece.offset() + (start / BLOCK - piece.offset() / BLOCK) * Sealed.OVERHEAD;
            return new Span(start, end, before, (int) sealedLength(start, end - start));
        }

        /** @throws Damaged if it is not what was sealed with this key for this place */
        byte[] open(String recording, byte[] key, byte[] sealed) throws Damaged {
            if (sealed.length != bytes) {
                throw new Damaged("An object is shorter than its name says");
            }
            byte[] plain = new byte[(int) (end - start)];
            int from = 0;
            long offset = start;
            while (offset < end) {
                int count = (int) Math.min(BLOCK - offset % BLOCK, end - offset);
                byte[] block = Arrays.copyOfRange(sealed, from, from + count + Sealed.OVERHEAD);
                byte[] opened = Sealed.open(key, place(recording, offset, count), block)
                        .orElseThrow(() -> new Damaged("A block is no more what was written"));
                System.arraycopy(opened, 0, plain, (int) (offset - start), count);
                from += block.length;
                offset += count;
            }
            return plain;
        }
    }

    private static byte[] place(String recording, long offset, int length) {
        return ("connectme-recording-s3/1\n" + recording + "\n" + offset + "\n" + length)
                .getBytes(StandardCharsets.UTF_8);
    }
}
