package org.connectme.agent.control.wayland;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The few of PipeWire's plain objects ("POD") that a picture needs: which pictures are taken, and which come. Pure. */
final class Pods {

    private static final int ID = 3;
    private static final int INT = 4;
    private static final int RECTANGLE = 10;
    private static final int FRACTION = 11;
    private static final int OBJECT = 15;
    private static final int CHOICE = 19;

    private static final int RANGE = 1;
    private static final int ENUM = 3;
    private static final int FLAGS = 4;

    private static final int OBJECT_FORMAT = 0x40003;
    private static final int OBJECT_BUFFERS = 0x40004;

    static final int PARAM_ENUM_FORMAT = 3;
    static final int PARAM_FORMAT = 4;
    static final int PARAM_BUFFERS = 5;

    private static final int MEDIA_TYPE = 1;
    private static final int MEDIA_SUBTYPE = 2;
    private static final int VIDEO_FORMAT = 0x20001;
    private static final int VIDEO_SIZE = 0x20003;
    private static final int VIDEO_RATE = 0x20004;
    private static final int BUFFERS_DATA_TYPE = 6;

    private static final int VIDEO = 2;
    private static final int RAW = 1;

    /** Memory of the process, or a file of memory; never the graphics card's, of which nothing could be read here. */
    private static final int READABLE_DATA = 1 << 1 | 1 << 2;

    /** A wider or higher picture is none. */
    static final int LARGEST = 16384;

    /** How a pixel's four bytes follow each other. */
    enum Pixels {
        RGBX(7),
        BGRX(8),
        RGBA(11),
        BGRA(12);

        private final int number;

        Pixels(int number) {
            this.number = number;
        }

        boolean isRedFirst() {
            return this == RGBX || this == RGBA;
        }
    }

    /** The pictures that come. */
    record Format(Pixels pixels, int width, int height) {}

    private Pods() {}

    /** Which pictures are taken: any size, up to 60 a second. */
    static byte[] wanted() {
        Pod format = new Pod(OBJECT_FORMAT, PARAM_ENUM_FORMAT);
        format.property(MEDIA_TYPE).pod(ID, VIDEO);
        format.property(MEDIA_SUBTYPE).pod(ID, RAW);
        format.property(VIDEO_FORMAT)
                .choice(
                        ENUM,
                        ID,
                        4,
                        Pixels.BGRX.number,
                        Pixels.BGRX.number,
                        Pixels.BGRA.number,
                        Pixels.RGBX.number,
                        Pixels.RGBA.number);
        format.property(VIDEO_SIZE).choice(RANGE, RECTANGLE, 8, 1280, 720, 1, 1, LARGEST, LARGEST);
        format.property(VIDEO_RATE).choice(RANGE, FRACTION, 8, 60, 1, 0, 1, 60, 1);
        return format.bytes();
    }

    /** In which memory they are taken. */
    static byte[] buffers() {
        Pod buffers = new Pod(OBJECT_BUFFERS, PARAM_BUFFERS);
        buffers.property(BUFFERS_DATA_TYPE).choice(FLAGS, INT, 4, READABLE_DATA);
        return buffers.bytes();
    }

    /** What an object says about the pictures that come; empty if it is no format that is taken. */
    static Optional<Format> format(ByteBuffer pod) {
        ByteBuffer in = pod.slice().order(ByteOrder.nativeOrder());
        if (in.remaining() < 16 || in.getInt(4) != OBJECT || in.getInt(8) != OBJECT_FORMAT) {
            return Optional.empty();
        }
        int end = Math.min(in.remaining(), 8 + in.getInt(0));
        Pixels pixels = null;
        int width = 0;
        int height = 0;
        int at = 16;
        while (at >= 16 && at + 16 <= end) {
            int key = in.getInt(at);
            int size = in.getInt(at + 8);
            if (size < 0 || size > end - at - 16) {
                return Optional.empty();
            }
            // A choice that is made may still be wrapped: its value then stands after its own head.
            int value = in.getInt(at + 12) == CHOICE ? at + 32 : at + 16;
            if (key == VIDEO_FORMAT && value + 4 <= end) {
                pixels = pixels(in.getInt(value));
            } else if (key == VIDEO_SIZE && value + 8 <= end) {
                width = in.getInt(value);
                height = in.getInt(value + 4);
            }
            at += 16 + (size + 7) / 8 * 8;
        }
        boolean fits = width > 0 && height > 0 && width <= LARGEST && height <= LARGEST;
        return pixels != null && fits ? Optional.of(new Format(pixels, width, height)) : Optional.empty();
    }

    private static @Nullable Pixels pixels(int number) {
        for (Pixels each : Pixels.values()) {
            if (each.number == number) {
                return each;
            }
        }
        return null;
    }

    /** An object that is being made. */
    private static final class Pod {

        private final ByteBuffer bytes = ByteBuffer.allocate(512).order(ByteOrder.nativeOrder());

        Pod(int type, int id) {
            bytes.putInt(0).putInt(OBJECT).putInt(type).putInt(id);
        }

        Pod property(int key) {
            bytes.putInt(key).putInt(0);
            return this;
        }

        void pod(int type, int value) {
            bytes.putInt(4).putInt(type).putInt(value).putInt(0);
        }

        /** @param size of each value, in bytes */
        void choice(int kind, int type, int size, int... values) {
            int content = values.length * 4;
            bytes.putInt(16 + content).putInt(CHOICE);
            bytes.putInt(kind).putInt(0).putInt(size).putInt(type);
            for (int value : values) {
                bytes.putInt(value);
            }
            bytes.position((bytes.position() + 7) / 8 * 8);
        }

        byte[] bytes() {
            byte[] made = new byte[bytes.position()];
            bytes.putInt(0, made.length - 8);
            bytes.get(0, made);
            return made;
        }
    }
}
