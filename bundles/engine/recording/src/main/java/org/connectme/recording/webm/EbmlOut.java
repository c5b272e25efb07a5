package org.connectme.recording.webm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Elements of EBML put together. One thread. */
final class EbmlOut {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    EbmlOut id(int id) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            if (id >>> shift != 0) {
                bytes.write(id >>> shift);
            }
        }
        return this;
    }

    /** A size in 8 bytes; {@link Ebml#UNKNOWN} for none. */
    EbmlOut longSize(long size) {
        bytes.writeBytes(longBytes(1L << 56 | (size == Ebml.UNKNOWN ? (1L << 56) - 1 : size)));
        return this;
    }

    /** A size in 4 bytes. */
    EbmlOut size(int size) {
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(0x10000000 | size).array());
        return this;
    }

    EbmlOut element(int id, byte[] content) {
        id(id).size(content.length);
        bytes.writeBytes(content);
        return this;
    }

    EbmlOut element(int id, EbmlOut content) {
        return element(id, content.bytes());
    }

    /** In 8 bytes, so that what stands behind keeps its place. */
    EbmlOut number(int id, long value) {
        return element(id, longBytes(value));
    }

    EbmlOut real(int id, double value) {
        return element(id, longBytes(Double.doubleToLongBits(value)));
    }

    EbmlOut text(int id, String text) {
        return element(id, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** So many bytes in all that mean nothing; at least 5. */
    EbmlOut fill(int length) {
        return element(Ebml.VOID, new byte[length - 5]);
    }

    EbmlOut raw(byte[] content) {
        bytes.writeBytes(content);
        return this;
    }

    int length() {
        return bytes.size();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
