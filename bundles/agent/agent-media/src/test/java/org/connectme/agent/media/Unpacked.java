package org.connectme.agent.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.connectme.agent.core.Monitors.Patch;

/** A patch as the consultant's page reads it. */
record Unpacked(Patch patch, int takenMillis, int[] pixels) {

    static Unpacked of(byte[] message) {
        ByteBuffer read = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        if (read.get() != 1) {
            throw new IllegalArgumentException("another version");
        }
        boolean isDeflated = read.get() == 1;
        Patch patch = new Patch(
                read.getShort(), read.getShort(), read.getShort(), read.getShort(), read.getShort(), read.getShort());
        int taken = read.getInt();
        ByteBuffer runs = isDeflated ? inflated(read) : read;
        int[] pixels = new int[patch.width() * patch.height()];
        int at = 0;
        while (runs.hasRemaining()) {
            int step = step(runs);
            for (int left = step >> 2; left > 0; left--, at++) {
                pixels[at] = switch (step & 3) {
                    case 0 -> (runs.get() & 0xFF) << 16 | (runs.get() & 0xFF) << 8 | runs.get() & 0xFF;
                    case 1 -> pixels[at - 1];
                    case 2 -> pixels[at - patch.width()];
                    default -> throw new IllegalArgumentException("an unknown step");
                };
            }
        }
        if (at != pixels.length) {
            throw new IllegalArgumentException(at + " pixels of " + pixels.length);
        }
        return new Unpacked(patch, taken, pixels);
    }

    private static int step(ByteBuffer runs) {
        int step = 0;
        int shift = 0;
        byte next;
        do {
            next = runs.get();
            step |= (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return step;
    }

    private static ByteBuffer inflated(ByteBuffer read) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(read);
            byte[] runs = new byte[1 << 19];
            int length = inflater.inflate(runs);
            if (!inflater.finished()) {
                throw new IllegalArgumentException("not all of it");
            }
            return ByteBuffer.wrap(runs, 0, length);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(e);
        } finally {
            inflater.end();
        }
    }
}
