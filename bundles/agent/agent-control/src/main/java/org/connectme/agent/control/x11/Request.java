package org.connectme.agent.control.x11;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One request of the X protocol, filled field after field; its length is put in by itself. */
final class Request {

    private final ByteBuffer bytes;

    /**
     * @param opcode of the core protocol, or of the extension
     * @param second the extension's own code, or the core request's first field
     */
    Request(int opcode, int second) {
        bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) opcode).put((byte) second).putShort((short) 0);
    }

    Request u8(int value) {
        bytes.put((byte) value);
        return this;
    }

    Request u16(int value) {
        bytes.putShort((short) value);
        return this;
    }

    Request u32(int value) {
        bytes.putInt(value);
        return this;
    }

    Request bytes(byte[] value) {
        bytes.put(value);
        return this;
    }

    Request skip(int count) {
        bytes.position(bytes.position() + count);
        return this;
    }

    /** Ready to send: padded to whole words of four bytes. */
    ByteBuffer done() {
        return done(0);
    }

    /** Ready to send, with so many bytes after it. */
    ByteBuffer done(int more) {
        bytes.position((bytes.position() + 3) / 4 * 4);
        bytes.putShort(2, (short) ((bytes.position() + more) / 4));
        return bytes.flip();
    }
}
