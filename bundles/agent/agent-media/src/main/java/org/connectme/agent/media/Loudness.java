package org.connectme.agent.media;

import java.util.function.DoubleConsumer;

/** How loud sound is, told some twenty times a second. One thread. */
final class Loudness {

    /** The native part gives a hundredth of a second at a time. */
    private static final int PARTS = 5;

    private final DoubleConsumer told;
    private double loudest;
    private int parts;

    Loudness(DoubleConsumer told) {
        this.told = told;
    }

    /** @param length in bytes, of which two are one sample, the lower one first */
    void heard(byte[] samples, int length) {
        loudest = Math.max(loudest, of(samples, Math.min(length, samples.length)));
        parts++;
        if (parts == PARTS) {
            told.accept(loudest);
            loudest = 0;
            parts = 0;
        }
    }

    /** From silence (0), at 60 dB below the loudest there is, to that (1). */
    static double of(byte[] samples, int length) {
        double sum = 0;
        int count = length / 2;
        for (int i = 0; i < count; i++) {
            int sample = (short) ((samples[2 * i] & 0xff) | samples[2 * i + 1] << 8);
            sum += (double) sample * sample;
        }
        double effective = count == 0 ? 0 : Math.sqrt(sum / count) / Short.MAX_VALUE;
        return effective <= 0 ? 0 : Math.max(0, Math.min(1, 1 + Math.log10(effective) / 3));
    }
}
