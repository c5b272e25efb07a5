package org.connectme.recording.webm;

import java.util.Random;

/**
 * A take's stream as a recorder writes it: pictures at 25 a second with a key each second, sound every 20 ms, clusters
 * without a length. The frames are noise; every bit of it is as large as asked.
 */
public final class TakeStream {

    private final EbmlOut out = new EbmlOut();
    private final Random random = new Random(1);
    private long at;

    private TakeStream() {}

    public static TakeStream begin() {
        return begin(640);
    }

    public static TakeStream begin(int width) {
        TakeStream stream = new TakeStream();
        stream.out
                .element(Ebml.HEADER, new EbmlOut().text(Ebml.DOC_TYPE, "webm"))
                .id(Ebml.SEGMENT)
                .longSize(Ebml.UNKNOWN)
                .element(Ebml.INFO, new EbmlOut().number(Ebml.TIMESTAMP_SCALE, 1_000_000))
                .element(
                        Ebml.TRACKS,
                        new EbmlOut()
                                .element(0xAE, entry(3, 1, "V_VP9").element(0xE0, picture(width)))
                                .element(
                                        0xAE,
                                        entry(5, 2, "A_OPUS")
                                                .element(0x63A2, new byte[] {'O', 'p', 'u', 's'})
                                                .element(
                                                        0xE1,
                                                        new EbmlOut()
                                                                .real(0xB5, 48_000)
                                                                .number(0x9F, 2))));
        return stream;
    }

    private static EbmlOut entry(int number, int type, String codec) {
        return new EbmlOut()
                .number(0xD7, number)
                .number(0x73C5, number)
                .number(0x83, type)
                .text(0x86, codec);
    }

    private static EbmlOut picture(int width) {
        return new EbmlOut().number(0xB0, width).number(0xBA, 360);
    }

    /** Goes on until this time. @param frameBytes of a picture */
    public TakeStream until(long millis, int frameBytes) {
        for (; at < millis; at += 20) {
            if (at % 1000 == 0) {
                cluster(at);
            }
            if (at % 40 == 0) {
                block(3, (int) (at % 1000), at % 1000 == 0 ? 0x80 : 0, frameBytes);
            }
            block(5, (int) (at % 1000), 0x80, 60);
        }
        return this;
    }

    public TakeStream until(long millis) {
        return until(millis, 500);
    }

    public TakeStream cluster(long millis) {
        out.id(Ebml.CLUSTER).longSize(Ebml.UNKNOWN).number(Ebml.TIMESTAMP, millis);
        return this;
    }

    public TakeStream block(int track, int relative, int flags, int frameBytes) {
        byte[] bytes = new byte[4 + frameBytes];
        random.nextBytes(bytes);
        bytes[0] = (byte) (0x80 | track);
        bytes[1] = (byte) (relative >> 8);
        bytes[2] = (byte) relative;
        bytes[3] = (byte) flags;
        out.element(Ebml.SIMPLE_BLOCK, bytes);
        return this;
    }

    public TakeStream element(int id, byte[] content) {
        out.element(id, content);
        return this;
    }

    public byte[] bytes() {
        return out.bytes();
    }
}
