package org.connectme.agent.ui;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleConsumer;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The waiting room's checks of microphone and speaker, on the system's own devices. Nothing is kept of what is heard but
 * how loud it was. Any thread.
 */
final class Sounds {

    private static final Logger logger = LoggerFactory.getLogger(Sounds.class);

    private static final int RATE = 48_000;
    private static final AudioFormat FORMAT = new AudioFormat(RATE, 16, 1, true, false);
    private static final double[] TONES_HERTZ = {523.25, 659.25, 783.99};
    private static final double TONE_SECONDS = 0.35;

    private final AtomicReference<@Nullable TargetDataLine> listening = new AtomicReference<>();

    /**
     * Listens until {@link #stop}.
     *
     * @param level from 0 to 1, some twenty times a second, on a thread of its own
     * @return false when the microphone cannot be used
     */
    boolean listen(DoubleConsumer level) {
        stop();
        try {
            TargetDataLine line = (TargetDataLine) AudioSystem.getLine(new DataLine.Info(TargetDataLine.class, FORMAT));
            line.open(FORMAT);
            line.start();
            listening.set(line);
            Thread reader = new Thread(() -> read(line, level), "connectme-level");
            reader.setDaemon(true);
            reader.start();
            return true;
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException none) {
            logger.info("The microphone cannot be checked: {}", none.getMessage());
            return false;
        }
    }

    private static void read(TargetDataLine line, DoubleConsumer level) {
        byte[] samples = new byte[RATE / 20 * 2];
        while (line.isOpen()) {
            int read = line.read(samples, 0, samples.length);
            if (read <= 0) {
                break;
            }
            level.accept(loudness(samples, read));
        }
        level.accept(0);
    }

    /** From silence at 60 dB below the loudest there is. */
    static double loudness(byte[] samples, int length) {
        double sum = 0;
        int count = length / 2;
        for (int i = 0; i < count; i++) {
            int sample = (short) ((samples[2 * i] & 0xff) | samples[2 * i + 1] << 8);
            sum += (double) sample * sample;
        }
        double effective = count == 0 ? 0 : Math.sqrt(sum / count) / Short.MAX_VALUE;
        return effective <= 0 ? 0 : Math.max(0, Math.min(1, 1 + Math.log10(effective) / 3));
    }

    void stop() {
        TargetDataLine line = listening.getAndSet(null);
        if (line != null) {
            line.close();
        }
    }

    /**
     * Plays three tones; takes about a second.
     *
     * @return false when nothing can be played
     */
    boolean play() {
        byte[] samples = tones();
        try (SourceDataLine line =
                (SourceDataLine) AudioSystem.getLine(new DataLine.Info(SourceDataLine.class, FORMAT))) {
            line.open(FORMAT);
            line.start();
            line.write(samples, 0, samples.length);
            line.drain();
            return true;
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException none) {
            logger.info("The speaker cannot be checked: {}", none.getMessage());
            return false;
        }
    }

    static byte[] tones() {
        int each = (int) (RATE * TONE_SECONDS);
        byte[] samples = new byte[each * TONES_HERTZ.length * 2];
        for (int i = 0; i < each * TONES_HERTZ.length; i++) {
            double at = (i % each) / (double) each;
            // Swells and fades, so that nothing clicks.
            double loud = 0.25 * Math.sin(Math.PI * at);
            double wave = Math.sin(2 * Math.PI * TONES_HERTZ[i / each] * i / RATE);
            short sample = (short) (loud * wave * Short.MAX_VALUE);
            samples[2 * i] = (byte) sample;
            samples[2 * i + 1] = (byte) (sample >> 8);
        }
        return samples;
    }
}
