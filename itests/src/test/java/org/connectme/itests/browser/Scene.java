package org.connectme.itests.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.connectme.itests.browser.RecordedFile.Colour;

/**
 * What a browser shows and says in place of a camera and a microphone, so that a recording can be told apart: one colour,
 * and a tone for the first third of each second.
 *
 * @param picture colour with something that moves in the corner
 * @param voice   a loop of ten seconds
 */
record Scene(Path picture, Path voice) {

    private static final int PICTURE_SECONDS = 2;

    /** Made by ffmpeg: small, for what is only looked at. */
    static Scene of(String name, Colour colour, int hertz) {
        return made(name, colour, hertz, "640x360", 15);
    }

    /** As a good camera gives it, for what is measured. */
    static Scene large(String name, Colour colour, int hertz) {
        return made(name, colour, hertz, "1280x720", 30);
    }

    private static Scene made(String name, Colour colour, int hertz, String size, int rate) {
        Path folder = Path.of("target", "scenes");
        Path picture = folder.resolve(name + ".y4m").toAbsolutePath();
        Path voice = folder.resolve(name + ".wav").toAbsolutePath();
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
        return new Scene(picture, voice);
    }

    /** What a browser is started with. */
    List<String> arguments() {
        return List.of("--use-file-for-fake-video-capture=" + picture, "--use-file-for-fake-audio-capture=" + voice);
    }
}
