package org.connectme.agent.media;

import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrackSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Device.Kind;
import org.connectme.agent.core.MediaFailed;
import org.jspecify.annotations.Nullable;

/** Cameras that show one colour each, with a bar that wanders: "green" and "blue". */
final class MadeUpCamera implements Cameras {

    static final int WIDTH = 320;
    static final int HEIGHT = 240;

    private static final int FRAME_MILLIS = 50;

    @Override
    public List<Device> list() {
        return List.of(new Device(Kind.CAMERA, "green", "Green"), new Device(Kind.CAMERA, "blue", "Blue"));
    }

    @Override
    public Camera open(@Nullable String id) throws MediaFailed {
        if (id == null || id.equals("green")) {
            return new On(120, 60, 60);
        }
        if (id.equals("blue")) {
            return new On(60, 200, 110);
        }
        throw new MediaFailed("media.no-camera", "no camera " + id);
    }

    private static final class On implements Camera {

        private final CustomVideoSource source = new CustomVideoSource();
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final NativeI420Buffer picture = NativeI420Buffer.allocate(WIDTH, HEIGHT);
        private final byte luma;
        private int bar;

        On(int luma, int blue, int red) {
            this.luma = (byte) luma;
            fill(picture.getDataU(), (byte) blue);
            fill(picture.getDataV(), (byte) red);
            clock.scheduleAtFixedRate(this::push, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void push() {
            ByteBuffer light = picture.getDataY();
            fill(light, luma);
            bar = (bar + 4) % (HEIGHT / 4);
            for (int x = 0; x < WIDTH; x++) {
                light.put(bar * picture.getStrideY() + x, (byte) 235);
            }
            source.pushFrame(new VideoFrame(picture, System.nanoTime()));
        }

        private static void fill(ByteBuffer plane, byte value) {
            for (int i = 0; i < plane.capacity(); i++) {
                plane.put(i, value);
            }
        }

        @Override
        public VideoTrackSource source() {
            return source;
        }

        @Override
        public void close() {
            clock.shutdown();
            try {
                if (!clock.awaitTermination(5, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the made-up camera does not stop");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            source.dispose();
            picture.release();
        }
    }
}
