package org.connectme.agent.media;

import java.util.concurrent.CompletableFuture;

/** Tones after each other, made as they are asked for. */
final class Tones {

    /**
     * Which, and how.
     *
     * @param seconds of each
     * @param loudness at its middle; 1 is the loudest there is
     */
    record Tune(double seconds, double loudness, double... hertz) {

        /** To try a speaker. */
        static final Tune TRIAL = new Tune(0.35, 0.25, 523.25, 659.25, 783.99);
        /** As the pages have it when a recording begins, and when it ends. */
        static final Tune BEGINS = new Tune(0.18, 0.12, 523, 784);

        static final Tune ENDS = new Tune(0.18, 0.12, 784, 523);

        short sample(long at, int rate) {
            int each = (int) (rate * seconds);
            if (at >= (long) each * hertz.length) {
                return 0;
            }
            // Swells and fades, so that nothing clicks.
            double loud = loudness * Math.sin(Math.PI * (at % each) / each);
            double wave = Math.sin(2 * Math.PI * hertz[(int) (at / each)] * at / rate);
            return (short) (loud * wave * Short.MAX_VALUE);
        }
    }

    /** What the sound system still holds back when the last sample was taken. */
    private static final double TAIL_SECONDS = 0.3;

    private final Tune tune;
    private final CompletableFuture<Void> played = new CompletableFuture<>();

    /** The player's thread only. */
    private long at;

    Tones(Tune tune) {
        this.tune = tune;
    }

    CompletableFuture<Void> played() {
        return played;
    }

    /**
     * @param count how many samples each channel takes
     * @return how many bytes it got: by that the native part counts
     */
    int play(byte[] samples, int count, int channels, int rate) {
        for (int i = 0; i < count; i++, at++) {
            short sample = tune.sample(at, rate);
            for (int channel = 0; channel < channels; channel++) {
                int place = (i * channels + channel) * Short.BYTES;
                samples[place] = (byte) sample;
                samples[place + 1] = (byte) (sample >> 8);
            }
        }
        if (at > rate * (tune.hertz().length * tune.seconds() + TAIL_SECONDS)) {
            played.complete(null);
        }
        return count * channels * Short.BYTES;
    }
}
