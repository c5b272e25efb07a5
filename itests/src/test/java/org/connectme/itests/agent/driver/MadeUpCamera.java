package org.connectme.itests.agent.driver;

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
import org.connectme.agent.media.Cameras;
import org.jspecify.annotations.Nullable;

/** A grey picture with a white bar that wanders. */
final class MadeUpCamera implements Cameras {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int FRAME_MILLIS = 50;
    private static final byte GREY = (byte) 128;
    private static final byte WHITE = (byte) 235;

    @Override
    public List<Device> list() {
        return List.of(new Device(Device.Kind.CAMERA, "made-up", "Made up"));
    }

    @Override
    public Camera open(@Nullable String id) {
        return new On();
    }

    private static final class On implements Camera {

        private final CustomVideoSource source = new CustomVideoSource();
        private final NativeI420Buffer picture = NativeI420Buffer.allocate(WIDTH, HEIGHT);
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private int bar;

        On() {
            fill(picture.getDataU());
            fill(picture.getDataV());
            clock.scheduleAtFixedRate(this::push, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void push() {
            ByteBuffer light = picture.getDataY();
            fill(light);
            bar = (bar + 8) % HEIGHT;
            for (int i = bar * picture.getStrideY(); i < Math.min(light.capacity(), (bar + 8) * WIDTH); i++) {
                light.put(i, WHITE);
            }
            source.pushFrame(new VideoFrame(picture, System.nanoTime()));
        }

        private static void fill(ByteBuffer plane) {
            for (int i = 0; i < plane.capacity(); i++) {
                plane.put(i, GREY);
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
