package org.connectme.itests.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.connectme.itests.browser.RecordedFile.Colour;

/**
 * What a browser shows and says in place of a camera and a microphone, so that a recording can be told apart: one colour,
 * and a tone for the first third of each second.
 *
 * @param hertz   of the tone
 * @param x       the middle of its picture in a recording of two cameras, whose height is 720
 * @param picture colour with something that moves in the corner
 * @param voice   a loop of ten seconds
 */
record Scene(Colour colour, int hertz, int x, Path picture, Path voice) {

    private static final int PICTURE_SECONDS = 2;
    private static final int MIDDLE = 360;

    /** The consultant's: made by ffmpeg, small, for what is only looked at. */
    static Scene consultant() {
        return consultant("640x360", 15);
    }

    static Scene customer() {
        return customer("640x360", 15);
    }

    /** As a good camera gives it, for what is measured. */
    static Scene largeConsultant() {
        return consultant("1280x720", 30);
    }

    static Scene largeCustomer() {
        return customer("1280x720", 30);
    }

    private static Scene consultant(String size, int rate) {
        return made("consultant-" + size, new Colour(30, 30, 200), 1_100, 960, size, rate);
    }

    private static Scene customer(String size, int rate) {
        return made("customer-" + size, new Colour(200, 30, 30), 700, 300, size, rate);
    }

    private static Scene made(String name, Colour colour, int hertz, int x, String size, int rate) {
        Path folder = Path.of(
                "target", "scenes", String.valueOf(ProcessHandle.current().pid()));
        Path picture = folder.resolve(name + ".y4m").toAbsolutePath();
        Path voice = folder.resolve(name + ".wav").toAbsolutePath();
        Scene scene = new Scene(colour, hertz, x, picture, voice);
        if (Files.exists(voice)) {
            return scene;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String filmed = "color=c=0x%02x%02x%02x:s=%s:r=%d[a];testsrc=s=64x64:r=%d[b];[a][b]overlay=x=0:y=0"
                .formatted(colour.red(), colour.green(), colour.blue(), size, rate, rate);
        String spoken = "aevalsrc='0.5*sin(2*PI*%d*t)*lt(mod(t\\,1)\\,0.33)':s=48000:d=10".formatted(hertz);
        RecordedFile.run(List.of(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                filmed,
                "-t",
                String.valueOf(PICTURE_SECONDS),
                "-pix_fmt",
                "yuv420p",
                picture.toString()));
        RecordedFile.run(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", spoken, voice.toString()));
        return scene;
    }

    /** What a browser is started with. */
    List<String> arguments() {
        return List.of("--use-file-for-fake-video-capture=" + picture, "--use-file-for-fake-audio-capture=" + voice);
    }

    boolean isSeen(RecordedFile file, Duration at) {
        return file.colour(at, x, MIDDLE).isLike(colour);
    }

    /** Whether its tone sounds at any time between the two. */
    boolean isHeard(RecordedFile file, Duration from, Duration to) {
        return file.sounds(hertz, from, to);
    }
}
