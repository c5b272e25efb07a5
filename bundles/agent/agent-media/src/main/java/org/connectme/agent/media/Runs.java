package org.connectme.agent.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;
import org.connectme.agent.core.Monitors.Patch;

/**
 * Packs a patch without loss, as docs/protocol.md has it: runs of pixels that repeat the one before or the line above, and
 * the others as they are; all of that deflated where it is worth it. A plain area comes to some twenty bytes in a
 * millisecond. One thread.
 */
final class Runs {

    static final int HEAD = 18;

    /** More than this is better sent as video. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int VERSION = 1;
    private static final int LITERAL = 0;
    private static final int SAME = 1;
    private static final int ABOVE = 2;
    private static final int KIND_BITS = 2;
    private static final int SHORTEST = 2;
    private static final int COLOURS = 0xFFFFFF;

    /** Runs beyond this do not deflate to {@link #MOST_BYTES}, or take too long to. */
    private static final int MOST_RUNS = 4 * MOST_BYTES;

    /** What the longest single step below writes beside its pixels. */
    private static final int ROOM = 64;

    /** A page inflates beside its own thread, and going there and back takes longer than so many bytes do. */
    private static final int WORTH_DEFLATING = 4_000;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final byte[] runs = new byte[MOST_RUNS + ROOM];
    private final byte[] packed = new byte[HEAD + MOST_BYTES];
    private int[] pixels = new int[0];
    private int length;

    /**
     * @param shown as in {@link org.connectme.agent.core.Monitors.Patcher}
     * @return empty if it would be larger than {@link #MOST_BYTES}
     */
    Optional<byte[]> pack(Patch patch, long takenMillis, ByteBuffer shown) {
        int count = patch.width() * patch.height();
        read(shown, count);
        if (!run(count, patch.width())) {
            return Optional.empty();
        }
        int size = length > WORTH_DEFLATING ? deflated() : 0;
        boolean isDeflated = size > 0;
        if (!isDeflated) {
            if (length > MOST_BYTES) {
                return Optional.empty();
            }
            System.arraycopy(runs, 0, packed, HEAD, length);
            size = length;
        }
        ByteBuffer.wrap(packed)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) VERSION)
                .put((byte) (isDeflated ? 1 : 0))
                .putShort((short) patch.wholeWidth())
                .putShort((short) patch.wholeHeight())
                .putShort((short) patch.x())
                .putShort((short) patch.y())
                .putShort((short) patch.width())
                .putShort((short) patch.height())
                .putInt((int) takenMillis);
        return Optional.of(Arrays.copyOf(packed, HEAD + size));
    }

    void close() {
        deflater.end();
    }

    private void read(ByteBuffer shown, int count) {
        if (pixels.length < count) {
            pixels = new int[count];
        }
        shown.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(pixels, 0, count);
        for (int i = 0; i < count; i++) {
            pixels[i] &= COLOURS;
        }
    }

    /** @return false if there are more than {@link #MOST_RUNS} bytes of it */
    private boolean run(int count, int width) {
        length = 0;
        int unwritten = 0;
        int at = 0;
        while (at < count) {
            int same = at == 0 ? 0 : alike(at, 1, count);
            int above = at < width ? 0 : alike(at, width, count);
            int longest = Math.max(same, above);
            if (longest < SHORTEST) {
                at++;
                continue;
            }
            if (!literal(unwritten, at)) {
                return false;
            }
            step(same >= above ? SAME : ABOVE, longest);
            at += longest;
            unwritten = at;
        }
        return literal(unwritten, count);
    }

    /** How many pixels from here on are as those so far back. */
    private int alike(int from, int back, int count) {
        int differs = Arrays.mismatch(pixels, from, count, pixels, from - back, count - back);
        return differs < 0 ? count - from : differs;
    }

    private boolean literal(int from, int to) {
        if (to == from) {
            return length <= MOST_RUNS;
        }
        if (length + 3 * (to - from) > MOST_RUNS) {
            return false;
        }
        step(LITERAL, to - from);
        for (int i = from; i < to; i++) {
            runs[length++] = (byte) (pixels[i] >> 16);
            runs[length++] = (byte) (pixels[i] >> 8);
            runs[length++] = (byte) pixels[i];
        }
        return length <= MOST_RUNS;
    }

    /** Seven bits a byte, the lowest first. */
    private void step(int kind, int count) {
        int rest = count << KIND_BITS | kind;
        while (rest > 0x7F) {
            runs[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        runs[length++] = (byte) rest;
    }

    /** @return how many bytes it came to; 0 when that is too many or no fewer than before */
    private int deflated() {
        deflater.reset();
        deflater.setInput(runs, 0, length);
        deflater.finish();
        int size = deflater.deflate(packed, HEAD, Math.min(MOST_BYTES, length));
        return deflater.finished() && size < length ? size : 0;
    }
}
