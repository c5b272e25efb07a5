package org.connectme.gateway.socket;

/** Sizes on the wire without encoding. */
final class Utf8 {

    private Utf8() {}

    /** Bytes of the text in UTF-8. */
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
}
