package org.connectme.shell;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What the two ends of the operator's shell say to each other: one byte for the kind, four for the length, the bytes.
 * They take turns: after a {@link Kind#COMMAND} the server speaks until {@link Kind#DONE} or {@link Kind#FAILED}, except
 * for a {@link Kind#LINE} that it asked for.
 */
record Frame(Kind kind, byte[] bytes) {

    private static final int LARGEST = 1 << 20;

    /** The order is the byte on the wire. */
    enum Kind {
        /** Client: a line for the shell. */
        COMMAND,
        /** Server: something to show. */
        OUTPUT,
        /** Server: wants a line that nobody should see. */
        ASK,
        /** Client: that line. */
        LINE,
        /** Server: the command is over. */
        DONE,
        /** Server: the command is over and failed; what was wrong has been shown. */
        FAILED
    }

    /** Where the two ends meet. */
    static Path socketIn(Path home) {
        return home.resolve("run").resolve("shell");
    }

    Frame(Kind kind, String text) {
        this(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void writeTo(DataOutputStream out) throws IOException {
        byte[] whole = new byte[5 + bytes.length];
        whole[0] = (byte) kind.ordinal();
        for (int i = 0; i < 4; i++) {
            whole[1 + i] = (byte) (bytes.length >>> 8 * (3 - i));
        }
        System.arraycopy(bytes, 0, whole, 5, bytes.length);
        out.write(whole);
        out.flush();
    }

    /** @throws IOException if the other end is gone ({@link java.io.EOFException}) or does not speak this */
    static Frame readFrom(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readInt();
        if (kind >= Kind.values().length || length < 0 || length > LARGEST) {
            throw new IOException("Not a frame of the operator's shell");
        }
        return new Frame(Kind.values()[kind], in.readNBytes(length));
    }
}
