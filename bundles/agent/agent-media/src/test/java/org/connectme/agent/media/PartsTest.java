package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onvoid.webrtc.media.video.VideoCaptureCapability;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.connectme.agent.core.Frame;
import org.connectme.agent.core.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be told without the native part. */
class PartsTest {

    /** Three wide and two high: 1 2 3 above 4 5 6. */
    private static final int[] PICTURE = {1, 2, 3, 4, 5, 6};

    @ParameterizedTest
    @CsvSource({"0, 3, 2, 1 2 3 4 5 6", "90, 2, 3, 4 1 5 2 6 3", "180, 3, 2, 6 5 4 3 2 1", "270, 2, 3, 3 6 2 5 1 4"})
    void aPictureIsTurnedAsThePhoneWasHeld(int rotation, int width, int height, String pixels) {
        Frame turned = Pictures.turned(PICTURE, 3, 2, rotation, new int[6]);

        assertThat(turned.width()).isEqualTo(width);
        assertThat(turned.height()).isEqualTo(height);
        assertThat(turned.rgb())
                .containsExactly(Arrays.stream(pixels.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @Test
    void theWholeDesktopReachesFromItsOriginAroundAllMonitors() {
        Screen whole = Screens.together(
                List.of(new Screen("a", "", 1920, 200, 1280, 1024, 2), new Screen("b", "", 0, 0, 1920, 1080, 2)));

        assertThat(whole).isEqualTo(new Screen("desktop", "", 0, 0, 3200, 1224, 2));
    }

    @Test
    void waylandIsWhereTheSessionSaysSoAndItsSocketIsNamed() {
        assertThat(Screens.isWayland(Map.of("XDG_SESSION_TYPE", "wayland", "WAYLAND_DISPLAY", "wayland-0")))
                .isTrue();
        assertThat(Screens.isWayland(Map.of("XDG_SESSION_TYPE", "x11"))).isFalse();
        assertThat(Screens.isWayland(Map.of("DISPLAY", ":0"))).isFalse();
    }

    @Test
    void theCamerasNearestAbilityIsTaken() {
        VideoCaptureCapability small = new VideoCaptureCapability(640, 480, 30);
        VideoCaptureCapability slow = new VideoCaptureCapability(1280, 720, 10);
        VideoCaptureCapability good = new VideoCaptureCapability(1280, 720, 30);
        VideoCaptureCapability huge = new VideoCaptureCapability(3840, 2160, 30);

        assertThat(SystemCameras.nearest(List.of(small, slow, good, huge))).isSameAs(good);
        assertThat(SystemCameras.nearest(List.of(small, huge))).isSameAs(small);
        assertThat(SystemCameras.nearest(List.of())).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "/run/user/1000/pulse/native, /run/user/1000/pulse/native",
        "unix:/tmp/sound, /tmp/sound",
        "{cafe}unix:/tmp/sound tcp:elsewhere, /tmp/sound"
    })
    void theSoundServersSocketIsFoundWhereItIsNamed(String named, String path) {
        assertThat(SoundServer.address(Map.of("PULSE_SERVER", named, "XDG_RUNTIME_DIR", "/run/user/1")))
                .contains(UnixDomainSocketAddress.of(path));
    }

    @ParameterizedTest
    @CsvSource({"tcp:127.0.0.1:4000, 4000", "tcp4:127.0.0.1, 4713", "127.0.0.1, 4713"})
    void aSoundServerElsewhereIsReachedOverTheNetwork(String named, int port) {
        assertThat(SoundServer.address(Map.of("PULSE_SERVER", named)))
                .contains(new InetSocketAddress("127.0.0.1", port));
    }

    @Test
    void withoutANameTheSoundServerListensInTheUsersFolder() {
        assertThat(SoundServer.address(Map.of("XDG_RUNTIME_DIR", "/run/user/1000")))
                .contains(UnixDomainSocketAddress.of("/run/user/1000/pulse/native"));
        assertThat(SoundServer.address(Map.of("PULSE_RUNTIME_PATH", "/p", "XDG_RUNTIME_DIR", "/r")))
                .contains(UnixDomainSocketAddress.of("/p/native"));
        assertThat(SoundServer.address(Map.of())).isEmpty();
    }
}
