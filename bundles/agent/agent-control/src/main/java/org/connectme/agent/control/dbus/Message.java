package org.connectme.agent.control.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message.
 *
 * @param serial the sender's own number of it
 * @param replyTo the number of the message that it answers; 0 if none
 * @param error the error's name; empty if it is none. The same for every text that a message need not have
 * @param descriptors of files that came along, the receiver's to close; none in what is sent
 */
public record Message(
        Kind kind,
        long serial,
        long replyTo,
        String path,
        String type,
        String member,
        String error,
        String destination,
        String sender,
        String signature,
        List<Object> body,
        List<Integer> descriptors) {

    /** In the order of their numbers, from 1. */
    public enum Kind {
        CALL,
        REPLY,
        ERROR,
        SIGNAL
    }

    static final int FIXED = 16;

    /** The most that is read; what is asked for here is a few hundred bytes long. */
    private static final int LONGEST = 1 << 20;

    private static final int NO_REPLY_EXPECTED = 1;
    private static final int PATH = 1;
    private static final int INTERFACE = 2;
    private static final int MEMBER = 3;
    private static final int ERROR_NAME = 4;
    private static final int REPLY_SERIAL = 5;
    private static final int DESTINATION = 6;
    private static final int SENDER = 7;
    private static final int SIGNATURE = 8;
    private static final int DESCRIPTORS = 9;

    public Message {
        body = List.copyOf(body);
        descriptors = List.copyOf(descriptors);
    }

    /** A call of a method. */
    public static Message call(
            String destination, String path, String type, String member, String signature, Object... body) {
        return new Message(
                Kind.CALL, 0, 0, path, type, member, "", destination, "", signature, List.of(body), List.of());
    }

    byte[] bytes(long number, boolean wantsReply) throws Malformed {
        byte[] content = Encoder.body(signature, body);
        List<Object> fields = new ArrayList<>();
        text(fields, PATH, "o", path);
        text(fields, INTERFACE, "s", type);
        text(fields, MEMBER, "s", member);
        text(fields, ERROR_NAME, "s", error);
        if (replyTo != 0) {
            fields.add(Struct.of((byte) REPLY_SERIAL, new Variant("u", replyTo)));
        }
        text(fields, DESTINATION, "s", destination);
        text(fields, SIGNATURE, "g", signature);
        Encoder whole = new Encoder();
        whole.put("y", (byte) 'l');
        whole.put("y", (byte) (kind.ordinal() + 1));
        whole.put("y", (byte) (wantsReply ? 0 : NO_REPLY_EXPECTED));
        whole.put("y", (byte) 1);
        whole.put("u", (long) content.length);
        whole.put("u", number);
        whole.put("a(yv)", fields);
        whole.align(8);
        byte[] head = whole.bytes();
        byte[] bytes = new byte[head.length + content.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(content, 0, bytes, head.length, content.length);
        return bytes;
    }

    private static void text(List<Object> fields, int code, String type, String value) {
        if (!value.isEmpty()) {
            fields.add(Struct.of((byte) code, new Variant(type, value)));
        }
    }

    /** How many bytes come after the first {@link #FIXED}. */
    static int rest(ByteBuffer fixed) throws Malformed {
        long body = Integer.toUnsignedLong(ordered(fixed).getInt(4));
        long fields = Integer.toUnsignedLong(fixed.getInt(12));
        long rest = (fields + 7) / 8 * 8 + body;
        if (rest > LONGEST) {
            throw new Malformed("a message that is too long");
        }
        return (int) rest;
    }

    private static ByteBuffer ordered(ByteBuffer bytes) throws Malformed {
        return switch (bytes.get(0)) {
            case 'l' -> bytes.order(ByteOrder.LITTLE_ENDIAN);
            case 'B' -> bytes.order(ByteOrder.BIG_ENDIAN);
            default -> throw new Malformed("no byte order");
        };
    }

    /** How many descriptors belong to a message as {@link #read} takes it, before they are there. */
    static int descriptors(ByteBuffer whole) throws Malformed {
        return (int) Math.min(Fields.of(whole).descriptors, Integer.MAX_VALUE);
    }

    static Message read(ByteBuffer whole, List<Integer> descriptors) throws Malformed {
        Fields fields = Fields.of(whole);
        int kind = whole.get(1);
        if (kind < 1 || kind > Kind.values().length) {
            throw new Malformed("no kind");
        }
        int body = FIXED + (whole.getInt(12) + 7) / 8 * 8;
        ByteBuffer content = whole.slice(body, whole.limit() - body).order(whole.order());
        return new Message(
                Kind.values()[kind - 1],
                Integer.toUnsignedLong(whole.getInt(8)),
                fields.replyTo,
                fields.texts[PATH],
                fields.texts[INTERFACE],
                fields.texts[MEMBER],
                fields.texts[ERROR_NAME],
                fields.texts[DESTINATION],
                fields.texts[SENDER],
                fields.texts[SIGNATURE],
                new Decoder(content).body(fields.texts[SIGNATURE]),
                descriptors);
    }

    private static final class Fields {

        private final String[] texts = {"", "", "", "", "", "", "", "", "", ""};
        private long replyTo;
        private long descriptors;

        static Fields of(ByteBuffer whole) throws Malformed {
            ordered(whole);
            Fields fields = new Fields();
            ByteBuffer head = whole.slice(0, FIXED + whole.getInt(12)).order(whole.order());
            List<Object> values = new Decoder(head).body("yyyyuua(yv)");
            for (Object each : (List<?>) values.get(6)) {
                fields.take((Struct) each);
            }
            return fields;
        }

        private void take(Struct field) throws Malformed {
            int code = (Byte) field.values().get(0);
            Object value = ((Variant) field.values().get(1)).value();
            if (code == REPLY_SERIAL && value instanceof Long number) {
                replyTo = number;
            } else if (code == DESCRIPTORS && value instanceof Long number) {
                descriptors = number;
            } else if (code > 0 && code < texts.length && value instanceof String text) {
                texts[code] = text;
            }
            // Any other field is of a newer bus: to be left alone.
        }
    }
}
