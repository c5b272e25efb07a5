package org.connectme.itests.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.connectme.itests.server.Api;

/** A recording as other programs see it: told by ffprobe, decoded by ffmpeg. */
public final class RecordedFile {

    /** As a codec keeps it, give or take. */
    public record Colour(int red, int green, int blue) {
        public boolean isLike(Colour other) {
            return Math.abs(red - other.red) < 60
                    && Math.abs(green - other.green) < 60
                    && Math.abs(blue - other.blue) < 60;
        }
    }

    private static final int RATE = 8_000;
    /** 50 ms: short enough to tell when, long enough to tell which tone. */
    private static final int WINDOW = RATE / 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path file;
    private final short[] sound;

    public RecordedFile(Path file) {
        this.file = file;
        byte[] bytes = run(List.of(
                "ffmpeg",
                "-v",
                "error",
                "-i",
                file.toString(),
                "-map",
                "0:a",
                "-af",
                "aresample=async=1:first_pts=0",
                "-ac",
                "1",
                "-ar",
                String.valueOf(RATE),
                "-f",
                "s16le",
                "-"));
        ShortBuffer samples =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        this.sound = new short[samples.remaining()];
        samples.get(sound);
    }

    /** As it stands in the file's head, where players read it. */
    public Duration duration() {
        return seconds(probe("-show_entries", "format=duration").at("/format/duration"));
    }

    /** What the tracks are: codec names, and the picture's size. */
    List<String> tracks() {
        List<String> tracks = new ArrayList<>();
        for (JsonNode stream : probe("-show_streams").path("streams")) {
            String size = stream.path("codec_type").asText().equals("video")
                    ? " " + stream.path("width").asText() + "x"
                            + stream.path("height").asText()
                    : "";
            tracks.add(stream.path("codec_name").asText() + size);
        }
        return tracks;
    }

    /** When each picture is shown. */
    List<Duration> pictures() {
        List<Duration> times = new ArrayList<>();
        probe("-select_streams", "v", "-show_entries", "packet=pts_time")
                .path("packets")
                .forEach(packet -> times.add(seconds(packet.path("pts_time"))));
        return times;
    }

    /** How many pictures a second there are between the two. */
    double picturesASecond(Duration from, Duration to) {
        long count = pictures().stream()
                .filter(time -> time.compareTo(from) >= 0 && time.compareTo(to) < 0)
                .count();
        return count * 1_000.0 / to.minus(from).toMillis();
    }

    /** The longest time between the two in which no picture comes. */
    Duration longestGap(Duration from, Duration to) {
        Duration longest = Duration.ZERO;
        Duration last = from;
        for (Duration time : pictures()) {
            if (time.compareTo(from) >= 0 && time.compareTo(to) <= 0) {
                longest = longest.compareTo(time.minus(last)) > 0 ? longest : time.minus(last);
                last = time;
            }
        }
        return longest.compareTo(to.minus(last)) > 0 ? longest : to.minus(last);
    }

    /** The colour at that place of the picture of that time. */
    public Colour colour(Duration at, int x, int y) {
        byte[] pixel = run(List.of(
                "ffmpeg",
                "-v",
                "error",
                "-ss",
                text(at),
                "-i",
                file.toString(),
                "-frames:v",
                "1",
                "-vf",
                "crop=8:8:%d:%d,scale=1:1:flags=area".formatted(x, y),
                "-pix_fmt",
                "rgb24",
                "-f",
                "rawvideo",
                "-"));
        if (pixel.length < 3) {
            throw new AssertionError("no picture at " + at + " of " + file);
        }
        return new Colour(pixel[0] & 0xff, pixel[1] & 0xff, pixel[2] & 0xff);
    }

    /** Whether the tone sounds at any time between the two. */
    boolean sounds(int hertz, Duration from, Duration to) {
        return !onsets(hertz, from, to).isEmpty() || strength(hertz, index(from)) > AUDIBLE;
    }

    /** When the tone begins to sound, each time anew. */
    List<Duration> onsets(int hertz, Duration from, Duration to) {
        List<Duration> onsets = new ArrayList<>();
        boolean sounded = true;
        for (int start = index(from); start + WINDOW < Math.min(sound.length, index(to)); start += WINDOW / 5) {
            boolean sounds = strength(hertz, start) > AUDIBLE;
            if (sounds && !sounded) {
                onsets.add(Duration.ofMillis((start + WINDOW) * 1_000L / RATE));
            }
            sounded = sounds;
        }
        return onsets;
    }

    /** Of full scale, squared. */
    private static final double AUDIBLE = 0.0004;

    /** How strong one tone is in a window (Goertzel). */
    private double strength(int hertz, int start) {
        double factor = 2 * Math.cos(2 * Math.PI * hertz / RATE);
        double one = 0;
        double two = 0;
        for (int i = start; i < start + WINDOW && i < sound.length; i++) {
            double next = sound[i] / 32_768.0 + factor * one - two;
            two = one;
            one = next;
        }
        return (one * one + two * two - factor * one * two) / ((double) WINDOW * WINDOW / 4);
    }

    private static int index(Duration at) {
        return (int) Math.max(0, at.toMillis() * RATE / 1_000);
    }

    private JsonNode probe(String... what) {
        List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error", "-of", "json"));
        command.addAll(List.of(what));
        command.add(file.toString());
        try {
            return Api.JSON.readTree(run(command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration seconds(JsonNode value) {
        return Duration.ofMillis(Math.round(value.asDouble() * 1_000));
    }

    private static String text(Duration at) {
        return String.format(Locale.ROOT, "%.3f", at.toMillis() / 1_000.0);
    }

    /** @return what the program wrote */
    static byte[] run(List<String> command) {
        try {
            Path complaints = Path.of("target", "ffmpeg.log");
            Process process = new ProcessBuilder(command)
                    .redirectError(complaints.toFile())
                    .start();
            byte[] output = process.getInputStream().readAllBytes();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(
                        command + ": " + java.nio.file.Files.readString(complaints, StandardCharsets.UTF_8));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
