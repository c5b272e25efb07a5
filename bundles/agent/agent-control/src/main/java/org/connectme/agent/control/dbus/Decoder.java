package org.connectme.agent.control.dbus;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bytes as values, by the table of {@link Encoder}. Whatever the bytes are, it ends, with values or {@link Malformed}. */
final class Decoder {

    private static final int DEEPEST = 64;

    private final ByteBuffer bytes;
    private final int start;

    /** @param bytes from its position on, in its order; alignment counts from there */
    Decoder(ByteBuffer bytes) {
        this.bytes = bytes;
        this.start = bytes.position();
    }

    List<Object> body(String signature) throws Malformed {
        try {
            List<Object> values = new ArrayList<>();
            for (String type : Signature.parts(signature)) {
                values.add(value(type, 0));
            }
            return List.copyOf(values);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new Malformed("it ends too early");
        }
    }

    private Object value(String type, int depth) throws Malformed {
        if (depth > DEEPEST) {
            throw new Malformed("too deep");
        }
        align(Signature.alignment(type.charAt(0)));
        return switch (type.charAt(0)) {
            case 'y' -> bytes.get();
            case 'b' -> bytes.getInt() != 0;
            case 'n' -> (int) bytes.getShort();
            case 'q' -> Short.toUnsignedInt(bytes.getShort());
            case 'i', 'h' -> bytes.getInt();
            case 'u' -> Integer.toUnsignedLong(bytes.getInt());
            case 'x', 't' -> bytes.getLong();
            case 'd' -> bytes.getDouble();
            case 's', 'o' -> text(bytes.getInt());
            case 'g' -> text(Byte.toUnsignedInt(bytes.get()));
            case 'v' -> {
                String inner = text(Byte.toUnsignedInt(bytes.get()));
                if (Signature.parts(inner).size() != 1) {
                    throw new Malformed("a variant of several values");
                }
                yield new Variant(inner, value(inner, depth + 1));
            }
            case 'a' -> array(type.substring(1), depth);
            case '(' -> {
                List<Object> values = new ArrayList<>();
                for (String each : Signature.parts(type.substring(1, type.length() - 1))) {
                    values.add(value(each, depth + 1));
                }
                yield new Struct(values);
            }
            default -> throw new Malformed("no type");
        };
    }

    private Object array(String element, int depth) throws Malformed {
        int length = bytes.getInt();
        align(Signature.alignment(element.charAt(0)));
        if (length < 0 || length > bytes.remaining()) {
            throw new Malformed("an array that is longer than its message");
        }
        int end = bytes.position() + length;
        if (element.charAt(0) != '{') {
            List<Object> values = new ArrayList<>();
            while (bytes.position() < end) {
                values.add(value(element, depth + 1));
            }
            return List.copyOf(values);
        }
        List<String> types = Signature.parts(element.substring(1, element.length() - 1));
        Map<Object, Object> entries = new LinkedHashMap<>();
        while (bytes.position() < end) {
            align(8);
            Object key = value(types.get(0), depth + 1);
            entries.put(key, value(types.get(1), depth + 1));
        }
        return Map.copyOf(entries);
    }

    private String text(int length) throws Malformed {
        if (length < 0 || length >= bytes.remaining()) {
            throw new Malformed("a text that is longer than its message");
        }
        ByteBuffer text = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length + 1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("a text that is no UTF-8");
        }
    }

    private void align(int to) {
        int past = (bytes.position() - start) % to;
        if (past != 0) {
            bytes.position(bytes.position() + to - past);
        }
    }
}
