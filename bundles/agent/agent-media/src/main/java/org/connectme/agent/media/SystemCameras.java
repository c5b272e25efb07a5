package org.connectme.agent.media;

import dev.onvoid.webrtc.media.MediaDevices;
import dev.onvoid.webrtc.media.video.VideoCaptureCapability;
import dev.onvoid.webrtc.media.video.VideoDevice;
import dev.onvoid.webrtc.media.video.VideoDeviceSource;
import dev.onvoid.webrtc.media.video.VideoTrackSource;
import java.util.Comparator;
import java.util.List;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Device.Kind;
import org.connectme.agent.core.MediaFailed;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;

/** What is plugged in. */
@Component
@ServiceRanking(-100)
public final class SystemCameras implements Cameras {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int FRAMES_PER_SECOND = 30;

    @Override
    public List<Device> list() {
        return MediaDevices.getVideoCaptureDevices().stream()
                .map(device -> new Device(Kind.CAMERA, device.getDescriptor(), device.getName()))
                .toList();
    }

    @Override
    public Camera open(@Nullable String id) throws MediaFailed {
        List<VideoDevice> all = Native.ask("media.no-camera", MediaDevices::getVideoCaptureDevices);
        VideoDevice device = all.stream()
                .filter(each -> id == null || id.equals(each.getDescriptor()))
                .findFirst()
                // The chosen one was unplugged: any other is better than none.
                .or(() -> all.stream().findFirst())
                .orElseThrow(() -> new MediaFailed("media.no-camera", "none is plugged in"));
        VideoDeviceSource source = Native.ask("media.camera-busy", VideoDeviceSource::new);
        try {
            Native.make("media.camera-busy", () -> {
                source.setVideoCaptureDevice(device);
                source.setVideoCaptureCapability(nearest(MediaDevices.getVideoCaptureCapabilities(device)));
                source.start();
            });
        } catch (MediaFailed e) {
            source.dispose();
            throw e;
        }
        return new Running(source);
    }

    /** Of what a camera can do, what is nearest to 1280 x 720 at 30 pictures a second. */
    static VideoCaptureCapability nearest(List<VideoCaptureCapability> able) {
        return able.stream()
                .min(Comparator.comparingInt((VideoCaptureCapability each) ->
                                Math.abs(each.width - WIDTH) + Math.abs(each.height - HEIGHT))
                        .thenComparingInt(each -> Math.abs(each.frameRate - FRAMES_PER_SECOND)))
                .orElseGet(() -> new VideoCaptureCapability(WIDTH, HEIGHT, FRAMES_PER_SECOND));
    }

    private record Running(VideoDeviceSource device) implements Camera {

        @Override
        public VideoTrackSource source() {
            return device;
        }

        @Override
        public void close() {
            device.stop();
            device.dispose();
        }
    }
}
