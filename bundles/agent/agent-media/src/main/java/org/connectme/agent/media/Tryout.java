package org.connectme.agent.media;

import dev.onvoid.webrtc.media.audio.AudioDevice;
import dev.onvoid.webrtc.media.audio.AudioPlayer;
import dev.onvoid.webrtc.media.audio.AudioRecorder;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.connectme.agent.core.Frame;
import org.connectme.agent.core.MediaFailed;
import org.jspecify.annotations.Nullable;

/** Camera, microphone and speaker by themselves. On the native part's thread only. */
final class Tryout implements AutoCloseable {

    private final Engine engine;
    private final Threads threads;
    private final Cameras cameras;
    private final List<Runnable> on = new ArrayList<>();

    Tryout(Engine engine, Threads threads, Cameras cameras) {
        this.engine = engine;
        this.threads = threads;
        this.cameras = cameras;
    }

    /** @return switches it off; does nothing more when called again */
    Runnable camera(@Nullable String id, Consumer<Frame> seen) throws MediaFailed {
        Cameras.Camera camera = cameras.open(id);
        Pictures pictures = new Pictures();
        pictures.go(seen);
        try {
            VideoTrack track = Native.ask("media.failed", () -> {
                VideoTrack made = engine.factory().createVideoTrack("tryout", camera.source());
                made.addSink(pictures);
                return made;
            });
            return ending(() -> {
                track.removeSink(pictures);
                track.dispose();
                camera.close();
            });
        } catch (MediaFailed e) {
            camera.close();
            throw e;
        }
    }

    /** @return switches it off; does nothing more when called again */
    Runnable microphone(@Nullable String id, DoubleConsumer level) throws MediaFailed {
        AudioDevice device = engine.sound().microphone(id);
        AudioRecorder recorder = new AudioRecorder();
        Loudness loudness = new Loudness(level);
        Native.make("media.no-microphone", () -> {
            recorder.setAudioDevice(device);
            recorder.setAudioSink((samples, count, bytes, channels, rate, delay, drift) ->
                    loudness.heard(samples, count * channels * Short.BYTES));
            recorder.start();
        });
        return ending(recorder::stop);
    }

    /** @return done once all was played */
    CompletableFuture<Void> tones(@Nullable String id, Tones.Tune tune) throws MediaFailed {
        AudioDevice device = engine.sound().speaker(id);
        AudioPlayer player = new AudioPlayer();
        Tones tones = new Tones(tune);
        Native.make("media.no-speaker", () -> {
            player.setAudioDevice(device);
            player.setAudioSource(
                    (samples, count, bytes, channels, rate) -> tones.play(samples, count, channels, rate));
            player.start();
        });
        Runnable end = ending(player::stop);
        tones.played().whenComplete((played, failed) -> threads.run(end));
        return tones.played();
    }

    private Runnable ending(Runnable end) {
        Runnable once = new Runnable() {
            @Override
            public void run() {
                if (on.remove(this)) {
                    end.run();
                }
            }
        };
        on.add(once);
        return once;
    }

    /** Whatever is on goes off. */
    @Override
    public void close() {
        List.copyOf(on).forEach(Runnable::run);
    }
}
