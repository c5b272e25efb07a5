package org.connectme.agent.media;

import dev.onvoid.webrtc.media.video.VideoDesktopSource;
import dev.onvoid.webrtc.media.video.desktop.DesktopSource;
import dev.onvoid.webrtc.media.video.desktop.ScreenCapturer;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Screen;

/**
 * What can be shared. On Linux it is the whole desktop at once: the native part knows no single monitor there, and any
 * other number than its own crashes it, so no number from outside ever reaches it. On the native part's thread only.
 */
final class Screens {

    private static final String WHOLE = "desktop";

    /** The native number of the whole desktop on X11. */
    private static final long WHOLE_NUMBER = -1;

    /** Asked for; 50 to 54 come. */
    private static final int FRAMES_PER_SECOND = 60;

    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");

    private record Found(Screen screen, long number) {}

    List<Screen> list() {
        return found().stream().map(Found::screen).toList();
    }

    /** @throws MediaFailed {@code media.no-screen} if it is not there (any more), {@code media.wayland} */
    VideoDesktopSource open(Screen screen) throws MediaFailed {
        if (isWayland(System.getenv())) {
            throw new MediaFailed("media.wayland", "the desktop gives its picture to nobody");
        }
        Found found = found().stream()
                .filter(each -> each.screen().id().equals(screen.id()))
                .findFirst()
                .orElseThrow(() -> new MediaFailed("media.no-screen", "it is not there"));
        VideoDesktopSource source = Native.ask("media.no-screen", VideoDesktopSource::new);
        try {
            Native.make("media.no-screen", () -> {
                source.setSourceId(found.number(), false);
                source.setFrameRate(FRAMES_PER_SECOND);
                source.setMaxFrameSize(found.screen().width(), found.screen().height());
                source.start();
            });
        } catch (MediaFailed e) {
            source.dispose();
            throw e;
        }
        return source;
    }

    /** There X11 shows its own windows at best, and black in place of the others. */
    static boolean isWayland(Map<String, String> environment) {
        return LINUX
                && environment.getOrDefault("XDG_SESSION_TYPE", "").equals("wayland")
                && environment.containsKey("WAYLAND_DISPLAY");
    }

    private static List<Found> found() {
        if (GraphicsEnvironment.isHeadless() || isWayland(System.getenv())) {
            return List.of();
        }
        List<Screen> monitors = monitors();
        if (monitors.isEmpty()) {
            return List.of();
        }
        return LINUX ? List.of(new Found(together(monitors), WHOLE_NUMBER)) : numbered(monitors);
    }

    /** One around all of them, from the desktop's origin, as it is captured. */
    static Screen together(List<Screen> monitors) {
        Rectangle all = new Rectangle();
        for (Screen each : monitors) {
            all.add(new Rectangle(each.x(), each.y(), each.width(), each.height()));
        }
        return new Screen(
                WHOLE, "", 0, 0, all.width, all.height, monitors.get(0).scale());
    }

    /** Windows and macOS: the native part lists screens in the system's order, as AWT does. */
    private static List<Found> numbered(List<Screen> monitors) {
        ScreenCapturer capturer = new ScreenCapturer();
        try {
            List<DesktopSource> sources = capturer.getDesktopSources();
            List<Found> found = new ArrayList<>();
            for (int i = 0; i < Math.min(sources.size(), monitors.size()); i++) {
                found.add(new Found(monitors.get(i), sources.get(i).id));
            }
            return found;
        } finally {
            capturer.dispose();
        }
    }

    private static List<Screen> monitors() {
        List<Screen> monitors = new ArrayList<>();
        for (GraphicsDevice device :
                GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices()) {
            Rectangle bounds = device.getDefaultConfiguration().getBounds();
            double scale =
                    device.getDefaultConfiguration().getDefaultTransform().getScaleX();
            monitors.add(new Screen(
                    "monitor-" + monitors.size(),
                    "",
                    (int) Math.round(bounds.x * scale),
                    (int) Math.round(bounds.y * scale),
                    (int) Math.round(bounds.width * scale),
                    (int) Math.round(bounds.height * scale),
                    scale));
        }
        return monitors;
    }
}
