package org.connectme.recording.webm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.connectme.recording.webm.TakeReader.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TakeReaderTest {

    private static final long FOR_EVER = Long.MAX_VALUE;
    private static final byte[] TEN_SECONDS = TakeStream.begin().until(10_000).bytes();

    @Test
    void everyBlockOfAStreamIsReadWithItsTime() throws Malformed {
        Result all = TakeReader.read(TakeState.START, TEN_SECONDS, 0, FOR_EVER);

        assertThat(all.end()).isEqualTo(TEN_SECONDS.length);
        assertThat(all.blocks()).hasSize(750);
        assertThat(all.blocks().stream().filter(Block::isVideo).map(Block::millis))
                .hasSize(250)
                .startsWith(0L, 40L)
                .endsWith(9_960L);
        assertThat(all.blocks().stream().filter(block -> block.isVideo() && block.isKey()))
                .hasSize(10);
        assertThat(all.tracks()).isPresent();
    }

    @Test
    void howeverAStreamIsCutTheSameIsRead() throws Malformed {
        List<Block> expected =
                TakeReader.read(TakeState.START, TEN_SECONDS, 0, FOR_EVER).blocks();
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Block> read = new ArrayList<>();
            TakeState state = TakeState.START;
            int received = 0;
            while (received < TEN_SECONDS.length) {
                int end = Math.min(TEN_SECONDS.length, received + 1 + random.nextInt(20_000));
                Result part = TakeReader.read(state, Arrays.copyOfRange(TEN_SECONDS, received, end), 0, FOR_EVER);
                read.addAll(part.blocks());
                state = part.state();
                received += part.end();
            }
            assertThat(read.size()).as("seed " + seed).isEqualTo(expected.size());
            assertThat(read.stream().map(Block::millis))
                    .as("seed " + seed)
                    .containsExactlyElementsOf(
                            expected.stream().map(Block::millis).toList());
        }
    }

    @Test
    void aBlockFromTheFutureWaits() throws Malformed {
        Result part = TakeReader.read(TakeState.START, TEN_SECONDS, 0, 5_000);

        assertThat(part.isHeldBack()).isTrue();
        assertThat(part.next()).isEqualTo(5_020);
        assertThat(part.blocks().get(part.blocks().size() - 1).millis()).isEqualTo(5_000);
        Result rest = TakeReader.read(part.state(), TEN_SECONDS, part.end(), FOR_EVER);
        assertThat(part.blocks().size() + rest.blocks().size()).isEqualTo(750);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("no EBML at all", new byte[64]),
                Arguments.of("text", "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n".getBytes()),
                Arguments.of(
                        "an MP4's or another document's type",
                        new EbmlOut()
                                .element(Ebml.HEADER, new EbmlOut().text(Ebml.DOC_TYPE, "matroska"))
                                .id(Ebml.SEGMENT)
                                .longSize(Ebml.UNKNOWN)
                                .element(Ebml.TRACKS, new byte[0])
                                .bytes()),
                Arguments.of(
                        "a picture of no size", TakeStream.begin(0).until(40).bytes()),
                Arguments.of(
                        "a block before a cluster",
                        TakeStream.begin().block(3, 0, 0x80, 9).bytes()),
                Arguments.of(
                        "a block of a third track",
                        TakeStream.begin().cluster(0).block(4, 0, 0x80, 9).bytes()),
                Arguments.of(
                        "a picture without its key",
                        TakeStream.begin().cluster(0).block(3, 0, 0, 9).bytes()),
                Arguments.of(
                        "lacing",
                        TakeStream.begin().cluster(0).block(3, 0, 0x82, 9).bytes()),
                Arguments.of(
                        "time that goes back",
                        TakeStream.begin()
                                .cluster(5_000)
                                .block(3, 0, 0x80, 9)
                                .cluster(1_000)
                                .block(3, 0, 0x80, 9)
                                .bytes()),
                Arguments.of(
                        "time before the beginning",
                        TakeStream.begin().cluster(10).block(3, -20, 0x80, 9).bytes()),
                Arguments.of(
                        "a time beyond all",
                        TakeStream.begin().cluster(1L << 40).bytes()),
                Arguments.of(
                        "a group of blocks",
                        TakeStream.begin().cluster(0).element(0xA0, new byte[9]).bytes()),
                Arguments.of(
                        "tracks once more",
                        TakeStream.begin()
                                .cluster(0)
                                .element(Ebml.TRACKS, new byte[9])
                                .bytes()),
                Arguments.of(
                        "attachments",
                        TakeStream.begin().element(0x1941A469, new byte[9]).bytes()),
                Arguments.of(
                        "a very long element",
                        new EbmlOut()
                                .raw(TakeStream.begin().cluster(0).bytes())
                                .id(Ebml.VOID)
                                .longSize(1L << 40)
                                .bytes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatNoRecorderWritesIsRefused(String what, byte[] bytes) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> TakeReader.read(TakeState.START, bytes, 0, FOR_EVER));
    }

    /** Whatever comes is refused as malformed or waits for more: nothing else is thrown, and nothing takes for ever. */
    @Test
    void noiseAndMutilatedStreamsAreReadOrRefused() {
        byte[] sound = Arrays.copyOf(TEN_SECONDS, 8_000);
        int refused = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = sound.clone();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                int at = random.nextInt(random.nextBoolean() ? 300 : bytes.length);
                bytes[at] = (byte) random.nextInt(256);
            }
            try {
                Result result = TakeReader.read(
                        TakeState.START, Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)), 0, FOR_EVER);
                assertThat(result.end()).as("seed " + seed).isBetween(0, bytes.length);
            } catch (Malformed e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 19_999);
    }

    @Test
    void aFileMadeOfAnyCutPlaysAsItIsAndWithItsIndex() throws Malformed {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            TakeState state = TakeState.START;
            EbmlOut file = new EbmlOut();
            List<Cue> cues = new ArrayList<>();
            byte[] tracks = new byte[0];
            long base = 0;
            long plays = 0;
            for (int received = 0; received < TEN_SECONDS.length; ) {
                int end = Math.min(TEN_SECONDS.length, received + 1_000 + random.nextInt(20_000));
                Result part = TakeReader.read(state, Arrays.copyOfRange(TEN_SECONDS, received, end), 0, FOR_EVER);
                if (part.tracks().isPresent()) {
                    tracks = part.tracks().get().element();
                    file.raw(FileHead.open(tracks));
                }
                if (!part.blocks().isEmpty()) {
                    Clusters.Result clusters = Clusters.of(part.blocks(), 700, file.length(), base, true);
                    file.raw(clusters.bytes());
                    cues.addAll(clusters.cues());
                    base = clusters.baseMillis();
                    plays = Math.max(plays, clusters.playsMillis());
                }
                state = part.state();
                received += part.end();
            }
            WebmFile open = WebmFile.read(file.bytes());
            assertThat(open.pictures).as("seed " + seed).hasSize(250).isSorted().startsWith(700L);

            byte[] index = FileHead.cues(cues, true);
            byte[] head = FileHead.closed(tracks, file.length(), index.length, plays);
            byte[] whole = Arrays.copyOf(file.bytes(), file.length() + index.length);
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(index, 0, whole, file.length(), index.length);
            WebmFile closed = WebmFile.read(whole);
            assertThat(closed.pictures).isEqualTo(open.pictures);
            assertThat(closed.sounds).hasSize(500).isSorted();
            assertThat(closed.durationMillis).isEqualTo(10_700);
            assertThat(closed.cueMillis).hasSize(10).startsWith(700L, 1_700L);
        }
    }
}
