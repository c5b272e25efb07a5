package org.connectme.recording.webm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** Elements of EBML (RFC 8794) in bytes: read without trust in any length. */
final class Ebml {

    static final int HEADER = 0x1A45DFA3;
    static final int DOC_TYPE = 0x4282;
    static final int SEGMENT = 0x18538067;
    static final int SEEK_HEAD = 0x114D9B74;
    static final int INFO = 0x1549A966;
    static final int TIMESTAMP_SCALE = 0x2AD7B1;
    static final int TRACKS = 0x1654AE6B;
    static final int TAGS = 0x1254C367;
    static final int CUES = 0x1C53BB6B;
    static final int CLUSTER = 0x1F43B675;
    static final int TIMESTAMP = 0xE7;
    static final int POSITION = 0xA7;
    static final int PREVIOUS_SIZE = 0xAB;
    static final int SIMPLE_BLOCK = 0xA3;
    static final int VOID = 0xEC;
    static final int CRC_32 = 0xBF;

    static final long UNKNOWN = -1;

    private Ebml() {}

    /**
     * @param content place of its first byte
     * @param size    bytes of content; {@link #UNKNOWN} where it is not told
     */
    record Element(int id, int content, long size) {

        boolean isUnknown() {
            return size == UNKNOWN;
        }

        /** Behind its last byte. */
        long end() {
            return content + size;
        }
    }

    /** The element that begins at {@code at}; empty if its head is not all there. */
    static Optional<Element> element(byte[] bytes, int at, int end) throws Malformed {
        if (at >= end) {
            return Optional.empty();
        }
        int idLength = length(bytes[at], 4);
        if (at + idLength >= end) {
            return Optional.empty();
        }
        int sizeAt = at + idLength;
        int sizeLength = length(bytes[sizeAt], 8);
        if (sizeAt + sizeLength > end) {
            return Optional.empty();
        }
        long size = unsigned(bytes, sizeAt, sizeLength) & (1L << 7 * sizeLength) - 1;
        boolean isUnknown = size == (1L << 7 * sizeLength) - 1;
        return Optional.of(
                new Element((int) unsigned(bytes, at, idLength), sizeAt + sizeLength, isUnknown ? UNKNOWN : size));
    }

    interface Visitor {
        void element(Element element) throws Malformed;
    }

    /** Each child of an element that is all there. */
    static void children(byte[] bytes, Element parent, Visitor visitor) throws Malformed {
        int at = parent.content();
        int end = (int) parent.end();
        while (at < end) {
            Optional<Element> child = element(bytes, at, end);
            if (child.isEmpty() || child.get().isUnknown() || child.get().end() > end) {
                throw new Malformed("An element is longer than the one around it");
            }
            visitor.element(child.get());
            at = (int) child.get().end();
        }
    }

    static long number(byte[] bytes, Element element) throws Malformed {
        if (element.size() > 8) {
            throw new Malformed("A number of more than 8 bytes");
        }
        long value = unsigned(bytes, element.content(), (int) element.size());
        if (value < 0) {
            throw new Malformed("A number beyond all use");
        }
        return value;
    }

    static double real(byte[] bytes, Element element) throws Malformed {
        if (element.size() == 4) {
            return Float.intBitsToFloat((int) unsigned(bytes, element.content(), 4));
        } else if (element.size() == 8) {
            return Double.longBitsToDouble(unsigned(bytes, element.content(), 8));
        }
        throw new Malformed("A floating-point number of a size that there is not");
    }

    static String text(byte[] bytes, Element element, Predicate<String> isKnown) throws Malformed {
        String text = element.size() > 64 ? "" : new String(content(bytes, element), StandardCharsets.US_ASCII);
        if (!isKnown.test(text)) {
            throw new Malformed("A format that is not taken");
        }
        return text;
    }

    static byte[] content(byte[] bytes, Element element) {
        return Arrays.copyOfRange(bytes, element.content(), (int) element.end());
    }

    /** How long a number is whose first byte this is. */
    private static int length(byte first, int most) throws Malformed {
        int length = Integer.numberOfLeadingZeros(first & 0xFF) - 23;
        if (length > most) {
            throw new Malformed("Not where an element begins");
        }
        return length;
    }

    private static long unsigned(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }
}
