package org.connectme.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Between texts and their bytes on the wire. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Bytes of the text in UTF-8, without encoding it. */
    static int length(String text) {
        int length = text.length();
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // half of a surrogate pair: two of the pair's four bytes
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** Whether the text has at most so many bytes; most texts are so short that nobody needs to count. */
    static boolean fits(String text, int bytes) {
        return text.length() <= bytes / 3 || length(text) <= bytes;
    }

    /** Empty if these bytes are not UTF-8. */
    static Optional<String> text(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        // What was replaced must be told from the same character, honestly sent: rare, so that only then both are paid.
        return text.indexOf(REPLACEMENT) < 0 ? Optional.of(text) : strictly(bytes);
    }

    private static Optional<String> strictly(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
