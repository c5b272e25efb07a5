package org.connectme.agent.control.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Values as bytes, in little-endian order. Java's side of a type: y Byte, b Boolean, n q Integer, i h Integer, u x t Long,
 * d Double, s o g String, an array List, a dictionary Map, the others {@link Struct} and {@link Variant}. Pure.
 */
final class Encoder {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static byte[] body(String signature, List<Object> values) throws Malformed {
        Encoder encoder = new Encoder();
        List<String> types = Signature.parts(signature);
        if (types.size() != values.size()) {
            throw new IllegalArgumentException(values.size() + " values for " + signature);
        }
        for (int i = 0; i < types.size(); i++) {
            encoder.put(types.get(i), values.get(i));
        }
        return encoder.bytes();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    void put(String type, Object value) throws Malformed {
        align(Signature.alignment(type.charAt(0)));
        switch (type.charAt(0)) {
            case 'y' -> bytes.write((Byte) value);
            case 'b' -> number(Boolean.TRUE.equals(value) ? 1 : 0, 4);
            case 'n', 'q' -> number((Integer) value, 2);
            case 'i', 'h' -> number((Integer) value, 4);
            case 'u' -> number((Long) value, 4);
            case 'x', 't' -> number((Long) value, 8);
            case 'd' -> number(Double.doubleToLongBits((Double) value), 8);
            case 's', 'o' -> text((String) value, 4);
            case 'g' -> text((String) value, 1);
            case 'v' -> {
                Variant variant = (Variant) value;
                text(variant.signature(), 1);
                put(variant.signature(), variant.value());
            }
            case 'a' -> array(type.substring(1), value);
            case '(' -> {
                List<String> types = Signature.parts(type.substring(1, type.length() - 1));
                List<Object> values = ((Struct) value).values();
                for (int i = 0; i < types.size(); i++) {
                    put(types.get(i), values.get(i));
                }
            }
            default -> throw new IllegalArgumentException(type);
        }
    }

    private void array(String element, Object value) throws Malformed {
        Encoder content = new Encoder();
        // The content's own alignment counts from the beginning of the message.
        int start = bytes.size() + 4;
        int padding = (8 - start % 8) % 8;
        boolean aligned = Signature.alignment(element.charAt(0)) == 8;
        int before = aligned ? 0 : start % 8;
        content.bytes.write(new byte[before], 0, before);
        if (value instanceof Map<?, ?> map) {
            List<String> types = Signature.parts(element.substring(1, element.length() - 1));
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                content.align(8);
                content.put(types.get(0), entry.getKey());
                content.put(types.get(1), entry.getValue());
            }
        } else {
            for (Object each : (List<?>) value) {
                content.put(element, each);
            }
        }
        byte[] encoded = content.bytes();
        number(encoded.length - before, 4);
        if (aligned) {
            bytes.write(new byte[padding], 0, padding);
        }
        bytes.write(encoded, before, encoded.length - before);
    }

    private void text(String value, int lengthBytes) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        number(text.length, lengthBytes);
        bytes.write(text, 0, text.length);
        bytes.write(0);
    }

    void align(int to) {
        while (bytes.size() % to != 0) {
            bytes.write(0);
        }
    }

    private void number(long value, int count) {
        for (int i = 0; i < count; i++) {
            bytes.write((int) (value >>> 8 * i));
        }
    }
}
