package org.connectme.agent.media;

import java.util.concurrent.CompletableFuture;

/** Three tones after each other, made as they are asked for. */
final class Tones {

    private static final double[] HERTZ = {523.25, 659.25, 783.99};
    private static final double SECONDS = 0.35;

    /** What the sound system still holds back when the last sample was taken. */
    private static final double TAIL_SECONDS = 0.3;

    private final CompletableFuture<Void> played = new CompletableFuture<>();

    /** The player's thread only. */
    private long at;

    CompletableFuture<Void> played() {
        return played;
    }

    /**
     * @param count how many samples each channel takes
     * @return how many bytes it got: by that the native part counts
     */
    int play(byte[] samples, int count, int channels, int rate) {
        for (int i = 0; i < count; i++, at++) {
            short sample = sample(at, rate);
            for (int channel = 0; channel < channels; channel++) {
                int place = (i * channels + channel) * Short.BYTES;
                samples[place] = (byte) sample;
                samples[place + 1] = (byte) (sample >> 8);
            }
        }
        if (at > rate * (HERTZ.length * SECONDS + TAIL_SECONDS)) {
            played.complete(null);
        }
        return count * channels * Short.BYTES;
    }

    static short sample(long at, int rate) {
        int each = (int) (rate * SECONDS);
        if (at >= (long) each * HERTZ.length) {
            return 0;
        }
        // Swells and fades, so that nothing clicks.
        double loud = 0.25 * Math.sin(Math.PI * (at % each) / each);
        double wave = Math.sin(2 * Math.PI * HERTZ[(int) (at / each)] * at / rate);
        return (short) (loud * wave * Short.MAX_VALUE);
    }
}
