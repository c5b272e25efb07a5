package org.connectme.gateway.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Strict percent-decoding (RFC 3986): once, as UTF-8, without control characters. */
final class Percent {

    private Percent() {}

    static Optional<String> decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = hexAt(raw, i + 1);
                int low = hexAt(raw, i + 2);
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else if (c <= 0x20 || c >= 0x7f) {
                return Optional.empty();
            } else {
                bytes.write(c);
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int hexAt(String raw, int index) {
        return index < raw.length() && raw.charAt(index) < 0x80 ? Character.digit(raw.charAt(index), 16) : -1;
    }
}
