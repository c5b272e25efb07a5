package org.connectme.agent.control.x11;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One request of the X protocol, filled field after field; its length is put in by itself. */
final class Request {

    /** Enough for nearly all: one is made for each step of the pointer, and what is thrown away is collected in between. */
    private static final int USUAL = 64;

    private ByteBuffer bytes;

    /**
     * @param opcode of the core protocol, or of the extension
     * @param second the extension's own code, or the core request's first field
     */
    Request(int opcode, int second) {
        bytes = ByteBuffer.allocate(USUAL).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) opcode).put((byte) second).putShort((short) 0);
    }

    Request u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    Request u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    Request u32(int value) {
        room(4).putInt(value);
        return this;
    }

    Request bytes(byte[] value) {
        room(value.length).put(value);
        return this;
    }

    Request skip(int count) {
        room(count).position(bytes.position() + count);
        return this;
    }

    private ByteBuffer room(int count) {
        if (bytes.remaining() < count) {
            bytes = ByteBuffer.allocate(2 * (bytes.position() + count))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(bytes.flip());
        }
        return bytes;
    }

    /** Ready to send: padded to whole words of four bytes. */
    ByteBuffer done() {
        return done(0);
    }

    /** Ready to send, with so many bytes after it. */
    ByteBuffer done(int more) {
        skip(-bytes.position() & 3);
        bytes.putShort(2, (short) ((bytes.position() + more) / 4));
        return bytes.flip();
    }
}
