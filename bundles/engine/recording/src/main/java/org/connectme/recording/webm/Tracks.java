package org.connectme.recording.webm;

import java.util.Optional;
import java.util.Set;
import org.connectme.recording.webm.Ebml.Element;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of a take: at most one picture and one sound.
 *
 * @param videoNumber in the take's stream; 0 for none
 * @param audioNumber likewise
 * @param element     the Tracks element of the file, in which the picture is number 1 and the sound number 2: the same for
 *     all takes that go into one file
 */
public record Tracks(int videoNumber, int audioNumber, byte[] element) {

    static final int VIDEO = 1;
    static final int AUDIO = 2;

    private static final Set<String> PICTURES = Set.of("V_VP8", "V_VP9");
    private static final Set<String> SOUNDS = Set.of("A_OPUS");
    private static final int LARGEST_PRIVATE = 4096;

    private static final int ENTRY = 0xAE;
    private static final int NUMBER = 0xD7;
    private static final int UID = 0x73C5;
    private static final int TYPE = 0x83;
    private static final int LACING = 0x9C;
    private static final int CODEC = 0x86;
    private static final int CODEC_PRIVATE = 0x63A2;
    private static final int CODEC_DELAY = 0x56AA;
    private static final int SEEK_PRE_ROLL = 0x56BB;
    private static final int ENCODINGS = 0x6D80;
    private static final int VIDEO_SETTINGS = 0xE0;
    private static final int WIDTH = 0xB0;
    private static final int HEIGHT = 0xBA;
    private static final int ALPHA = 0x53C0;
    private static final int AUDIO_SETTINGS = 0xE1;
    private static final int RATE = 0xB5;
    private static final int CHANNELS = 0x9F;

    /** Whether a file with this Tracks element has a picture. */
    public static boolean hasVideo(byte[] element) {
        try {
            return read(element, Ebml.element(element, 0, element.length).orElseThrow())
                            .videoNumber()
                    != 0;
        } catch (Malformed e) {
            throw new IllegalArgumentException("Not written here", e);
        }
    }

    static Tracks read(byte[] bytes, Element tracks) throws Malformed {
        Entry[] found = new Entry[3];
        Ebml.children(bytes, tracks, child -> {
            if (child.id() == ENTRY) {
                Entry entry = new Entry();
                Ebml.children(bytes, child, field -> entry.take(bytes, field));
                int type = entry.checked();
                if (found[type] != null) {
                    throw new Malformed("More than one track of a kind");
                }
                found[type] = entry;
            } else if (child.id() != Ebml.VOID && child.id() != Ebml.CRC_32) {
                throw new Malformed("Something else among the tracks");
            }
        });
        Optional<Entry> video = Optional.ofNullable(found[VIDEO]);
        Optional<Entry> audio = Optional.ofNullable(found[AUDIO]);
        int videoNumber = video.map(entry -> (int) entry.number).orElse(0);
        int audioNumber = audio.map(entry -> (int) entry.number).orElse(0);
        if (videoNumber == audioNumber) {
            throw new Malformed("No track, or two of the same number");
        }
        EbmlOut entries = new EbmlOut();
        video.ifPresent(entry -> entries.element(ENTRY, entry.written(VIDEO)));
        audio.ifPresent(entry -> entries.element(ENTRY, entry.written(AUDIO)));
        return new Tracks(
                videoNumber,
                audioNumber,
                new EbmlOut().element(Ebml.TRACKS, entries).bytes());
    }

    private static final class Entry {
        private long number;
        private long type;
        private String codec = "";
        private byte @Nullable [] codecPrivate;
        private long delay;
        private long preRoll;
        private long width;
        private long height;
        private double rate = 8000;
        private long channels = 1;

        void take(byte[] bytes, Element field) throws Malformed {
            switch (field.id()) {
                case NUMBER -> number = Ebml.number(bytes, field);
                case TYPE -> type = Ebml.number(bytes, field);
                case CODEC -> codec = Ebml.text(bytes, field, text -> PICTURES.contains(text) || SOUNDS.contains(text));
                case CODEC_PRIVATE -> codecPrivate = bounded(bytes, field);
                case CODEC_DELAY -> delay = Ebml.number(bytes, field);
                case SEEK_PRE_ROLL -> preRoll = Ebml.number(bytes, field);
                case VIDEO_SETTINGS, AUDIO_SETTINGS -> Ebml.children(bytes, field, inner -> setting(bytes, inner));
                case ENCODINGS -> throw new Malformed("An encrypted or compressed track");
                default -> {
                    // names, languages and the like are not carried over
                }
            }
        }

        private void setting(byte[] bytes, Element field) throws Malformed {
            switch (field.id()) {
                case WIDTH -> width = Ebml.number(bytes, field);
                case HEIGHT -> height = Ebml.number(bytes, field);
                case RATE -> rate = Ebml.real(bytes, field);
                case CHANNELS -> channels = Ebml.number(bytes, field);
                case ALPHA -> {
                    if (Ebml.number(bytes, field) != 0) {
                        throw new Malformed("A picture with transparency");
                    }
                }
                default -> {
                    // colours and the like are in the codec's own stream too
                }
            }
        }

        private static byte[] bounded(byte[] bytes, Element field) throws Malformed {
            if (field.size() > LARGEST_PRIVATE) {
                throw new Malformed("Too much is private to the codec");
            }
            return Ebml.content(bytes, field);
        }

        int checked() throws Malformed {
            boolean isPicture = type == VIDEO
                    && PICTURES.contains(codec)
                    && width >= 16
                    && width <= 8192
                    && height >= 16
                    && height <= 8192;
            boolean isSound = type == AUDIO
                    && SOUNDS.contains(codec)
                    && rate >= 8000
                    && rate <= 192_000
                    && channels >= 1
                    && channels <= 8;
            if (!isPicture && !isSound || number < 1 || number > 127) {
                throw new Malformed("A track that is neither picture nor sound as they are taken");
            }
            return (int) type;
        }

        EbmlOut written(int fileNumber) {
            EbmlOut out = new EbmlOut()
                    .number(NUMBER, fileNumber)
                    .number(UID, fileNumber)
                    .number(TYPE, type)
                    .number(LACING, 0)
                    .text(CODEC, codec);
            if (codecPrivate != null) {
                out.element(CODEC_PRIVATE, codecPrivate);
            }
            if (fileNumber == VIDEO) {
                return out.element(
                        VIDEO_SETTINGS, new EbmlOut().number(WIDTH, width).number(HEIGHT, height));
            }
            return out.number(CODEC_DELAY, delay)
                    .number(SEEK_PRE_ROLL, preRoll)
                    .element(AUDIO_SETTINGS, new EbmlOut().real(RATE, rate).number(CHANNELS, channels));
        }
    }
}
