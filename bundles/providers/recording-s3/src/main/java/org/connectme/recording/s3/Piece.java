package org.connectme.recording.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object that holds bytes of a recording; its name says which, so that a list of names is the whole index. Never
 * changed: bytes that are written again stand in another one of a higher rank.
 *
 * @param rank   of two that hold the same bytes, the higher is right
 * @param offset of its first byte in the recording
 * @param length bytes in clear
 * @param key    which of the recording's keys it is encrypted with
 */
record Piece(long rank, long offset, long length, String key) {

    /** What the names of all pieces begin with. */
    static final String START = "w-";

    private static final Pattern NAME =
            Pattern.compile(START + "([0-9a-f]{16})-([0-9a-f]{12})-([0-9a-f]{12})-(" + Keyring.ID + ")");

    Piece {
        if (rank < 0 || offset < 0 || length < 1) {
            throw new IllegalArgumentException("Not a piece: " + offset + " " + length);
        }
    }

    long end() {
        return offset + length;
    }

    String name() {
        return START + String.format("%016x-%012x-%012x-%s", rank, offset, length, key);
    }

    /** What comes before all pieces of this rank, and behind all of lower ones. */
    String before() {
        return START + String.format("%016x", rank);
    }

    /** @return empty if it is no piece's name */
    static Optional<Piece> of(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches() || parts.group(1).compareTo("8") >= 0) {
            return Optional.empty();
        }
        long length = Long.parseLong(parts.group(3), 16);
        return length < 1
                ? Optional.empty()
                : Optional.of(new Piece(
                        Long.parseLong(parts.group(1), 16),
                        Long.parseLong(parts.group(2), 16),
                        length,
                        parts.group(4)));
    }
}
