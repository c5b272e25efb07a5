package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.connectme.agent.core.Monitors.Patch;
import org.junit.jupiter.api.Test;

class RunsTest {

    private static final long TAKEN = 0x1_F000_0001L;

    private final Runs runs = new Runs();

    @Test
    void aPlainAreaIsAFewBytes() {
        byte[] packed = pack(640, 400, (x, y) -> 0xC80000);

        assertThat(packed).hasSizeLessThan(32);
        assertThat(Unpacked.of(packed).pixels()).hasSize(640 * 400).containsOnly(0xC80000);
    }

    @Test
    void itSaysWhereItBelongsAndWhenItWasTaken() {
        byte[] packed = pack(3, 2, (x, y) -> x + y);

        Unpacked read = Unpacked.of(packed);
        assertThat(read.patch()).isEqualTo(new Patch(1280, 720, 10, 20, 3, 2));
        assertThat(read.takenMillis()).isEqualTo(0xF000_0001);
        assertThat(read.pixels()).containsExactly(0, 1, 2, 1, 2, 3);
    }

    @Test
    void nothingOfAnyPictureIsLost() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int width = 1 + random.nextInt(90);
            int height = 1 + random.nextInt(60);
            int colours = 1 + random.nextInt(6);
            int[] pixels = new int[width * height];
            for (int at = 0; at < pixels.length; at++) {
                // As on a screen: much goes on as it was, or as it is above.
                pixels[at] = random.nextInt(3) > 0 && at > 0
                        ? pixels[random.nextBoolean() && at >= width ? at - width : at - 1]
                        : random.nextInt(colours) * 0x2A5B7C & 0xFFFFFF;
            }
            byte[] packed = pack(width, height, (x, y) -> pixels[y * width + x]);

            assertThat(Unpacked.of(packed).pixels()).as("seed " + seed).isEqualTo(pixels);
        }
    }

    @Test
    void linesOfTextAreMuchSmallerThanTheirPixels() {
        IntBinaryOperator text = (x, y) -> y % 16 < 11 && (x * 7 + x / 9 * (y % 16) * 3) % 11 < 4 ? 0x202020 : 0xFFFFFF;

        byte[] packed = pack(400, 300, text);

        assertThat(packed).hasSizeLessThan(400 * 300 / 8);
        assertThat(Unpacked.of(packed).pixels()[5 * 400 + 3]).isEqualTo(text.applyAsInt(3, 5));
    }

    @Test
    void whatIsBetterSentAsVideoIsNotPacked() {
        Random random = new Random(1);
        int[] noise = random.ints(200 * 200).map(each -> each & 0xFFFFFF).toArray();

        assertThat(runs.pack(patch(200, 200), TAKEN, shown(200, 200, (x, y) -> noise[y * 200 + x])))
                .isEmpty();
        assertThat(pack(50, 50, (x, y) -> noise[y * 50 + x])).hasSizeLessThan(Runs.HEAD + 50 * 50 * 3 + 10);
    }

    @Test
    void whatTheDisplayPutsBesideTheColoursDoesNotCount() {
        byte[] packed = pack(100, 10, (x, y) -> 0x123456 | x << 24);

        assertThat(packed).hasSizeLessThan(40);
        assertThat(Unpacked.of(packed).pixels()).containsOnly(0x123456);
    }

    private byte[] pack(int width, int height, IntBinaryOperator picture) {
        return runs.pack(patch(width, height), TAKEN, shown(width, height, picture))
                .orElseThrow();
    }

    private static Patch patch(int width, int height) {
        return new Patch(1280, 720, 10, 20, width, height);
    }

    private static ByteBuffer shown(int width, int height, IntBinaryOperator picture) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(width * height * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels.putInt(picture.applyAsInt(x, y));
            }
        }
        return pixels.flip();
    }
}
