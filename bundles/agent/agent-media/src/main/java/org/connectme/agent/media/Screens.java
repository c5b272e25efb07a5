package org.connectme.agent.media;

import dev.onvoid.webrtc.media.video.VideoDesktopSource;
import dev.onvoid.webrtc.media.video.VideoTrack;
import dev.onvoid.webrtc.media.video.VideoTrackSource;
import dev.onvoid.webrtc.media.video.desktop.DesktopSource;
import dev.onvoid.webrtc.media.video.desktop.ScreenCapturer;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Monitors.Lending;
import org.connectme.agent.core.Monitors.Monitor;
import org.connectme.agent.core.Screen;
import org.jspecify.annotations.Nullable;

/**
 * What can be shared. On Linux the native part knows the whole desktop, and windows; any number that is neither crashes
 * it, so no number from outside ever reaches it, and a monitor is never given to it by its own number: it would crash
 * when that is unplugged. One of several monitors, or one window, is looked at by {@link Monitors}. On the native part's
 * thread only, but for {@link #meet}.
 */
final class Screens {

    private static final String WHOLE = Monitors.DESKTOP;

    /** The native number of the whole desktop on X11. */
    private static final long WHOLE_NUMBER = -1;

    /** Asked for; 50 to 54 come. */
    private static final int FRAMES_PER_SECOND = 60;

    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");

    /**
     * @param number the native part's, or none: then {@link Monitors} look at it
     * @param drawn false of a window that is minimised
     */
    private record Found(Screen screen, @Nullable Long number, boolean drawn) {

        Found(Screen screen, @Nullable Long number) {
            this(screen, number, true);
        }
    }

    /** A screen that is captured. */
    interface Shown {

        Screen screen();

        VideoTrackSource source();

        /** Of its track, which was just made. */
        default void begin(VideoTrack track) {}

        /** The track became black, or what it shows again. */
        default void turned() {}

        /** The same, where it is now; empty if it would be captured in another way. */
        Optional<Shown> asNow(Screen now, @Nullable Long number, @Nullable Monitors from);

        /** Not one picture more. */
        void stop();

        /** After what used it is gone. */
        void dispose();
    }

    /** By the native part, which looks at the screen at a beat of its own. */
    private record Captured(Screen screen, VideoDesktopSource source, Optional<Monitors.View> view) implements Shown {

        @Override
        public Optional<Shown> asNow(Screen now, @Nullable Long number, @Nullable Monitors from) {
            return now.equals(screen) && (number == null) == view.isPresent() ? Optional.of(this) : Optional.empty();
        }

        @Override
        public void stop() {
            source.stop();
        }

        @Override
        public void dispose() {
            source.dispose();
            view.ifPresent(Monitors.View::close);
        }
    }

    /** By {@link Monitors}, which see when something changes. */
    private record Pushed(Screen screen, PushedScreen pushed, Monitors from, Monitors.Look look) implements Shown {

        @Override
        public VideoTrackSource source() {
            return pushed.source();
        }

        @Override
        public void begin(VideoTrack track) {
            ScreenHint.give(track);
        }

        @Override
        public void turned() {
            pushed.again();
        }

        /** A window's pictures follow it, and only who gives them tells where it is. */
        @Override
        public Optional<Shown> asNow(Screen now, @Nullable Long number, @Nullable Monitors from) {
            boolean same = now.isWindow() ? this.from == from : now.equals(screen) && number == null;
            return same ? Optional.of(new Pushed(now, pushed, this.from, look)) : Optional.empty();
        }

        @Override
        public void stop() {
            pushed.stop();
            look.close();
        }

        @Override
        public void dispose() {
            pushed.close();
        }
    }

    private volatile List<Monitors> known = List.of();

    /** What tells monitors apart, each on its kind of system. */
    void meet(Collection<Monitors> found) {
        known = List.copyOf(found);
    }

    /** The one for the system that runs now. */
    Optional<Monitors> monitors() {
        return known.stream().filter(each -> !each.list().isEmpty()).findFirst();
    }

    /** Has the system ask the person for it, where the system wants that. */
    void ask(Screen screen) {
        monitors().ifPresent(each -> each.ask(screen.id()));
    }

    /** LENT where nobody has to be asked. */
    Lending lending(Screen screen) {
        return monitors().map(each -> each.lending(screen.id())).orElse(Lending.LENT);
    }

    /** Nothing is shown any more that the system lent. */
    void giveBack() {
        known.forEach(Monitors::giveBack);
    }

    List<Screen> list() {
        return found().stream().map(Found::screen).toList();
    }

    boolean isThere(Screen screen) {
        return find(screen).isPresent();
    }

    /** Whether it is a window that was closed, and not one that nobody can tell of for a moment. */
    boolean isClosed(Screen screen) {
        return screen.isWindow() && monitors().isPresent() && !isThere(screen);
    }

    /** Whether it is a window of which nothing is drawn now. */
    boolean isHidden(Screen screen) {
        return find(screen).filter(now -> !now.drawn()).isPresent();
    }

    /** What is captured, where it is now; empty if that is to be captured anew. */
    Optional<Shown> asNow(Shown shown) {
        if (lending(shown.screen()) != Lending.LENT) {
            return Optional.empty();
        }
        return find(shown.screen())
                .flatMap(now ->
                        shown.asNow(now.screen(), now.number(), monitors().orElse(null)));
    }

    private Optional<Found> find(Screen screen) {
        return found().stream()
                .filter(each -> each.screen().id().equals(screen.id()))
                .findFirst();
    }

    /** @throws MediaFailed {@code media.no-screen} if it is not there (any more), {@code media.wayland} */
    Shown open(Screen screen) throws MediaFailed {
        Optional<Monitors> from = monitors();
        if (from.isEmpty() && isWayland(System.getenv())) {
            throw new MediaFailed("media.wayland", "the desktop gives its picture to nobody");
        }
        Found found = find(screen).orElseThrow(() -> new MediaFailed("media.no-screen", "it is not there"));
        // For the whole desktop the native part is quicker: measured, docs/benchmarks.md.
        Long number = found.number();
        if (number != null) {
            return new Captured(found.screen(), start(number, false, found.screen()), Optional.empty());
        }
        Optional<Shown> pushed = pushed(found.screen());
        if (pushed.isPresent()) {
            return pushed.get();
        }
        Monitors.View view = from.flatMap(each -> each.view(screen.id()))
                .orElseThrow(() -> new MediaFailed("media.no-screen", "it cannot be shown by itself"));
        try {
            return new Captured(found.screen(), start(view.window(), true, found.screen()), Optional.of(view));
        } catch (MediaFailed e) {
            view.close();
            throw e;
        }
    }

    private Optional<Shown> pushed(Screen screen) {
        Optional<Monitors> from = monitors();
        if (from.isEmpty()) {
            return Optional.empty();
        }
        PushedScreen pushed = new PushedScreen();
        Monitors looking = from.get();
        Optional<Shown> shown =
                looking.look(screen.id(), pushed).map(look -> new Pushed(screen, pushed, looking, look));
        if (shown.isEmpty()) {
            pushed.close();
        }
        return shown;
    }

    /** What changes on a monitor that is captured; empty where the system does not tell, and for a window. */
    Optional<Monitors.Look> patches(Screen screen, Monitors.Patcher patcher) {
        return monitors()
                .filter(each -> screen.kind() == Screen.Kind.MONITOR)
                .flatMap(each -> each.patches(screen.id(), patcher));
    }

    private static VideoDesktopSource start(long number, boolean isWindow, Screen screen) throws MediaFailed {
        VideoDesktopSource source = Native.ask("media.no-screen", VideoDesktopSource::new);
        try {
            Native.make("media.no-screen", () -> {
                source.setSourceId(number, isWindow);
                source.setFrameRate(FRAMES_PER_SECOND);
                source.setMaxFrameSize(screen.width(), screen.height());
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

    private List<Found> found() {
        List<Monitor> each = monitors().map(Monitors::list).orElse(List.of());
        boolean unknown = each.isEmpty() && isWayland(System.getenv());
        if (GraphicsEnvironment.isHeadless() || unknown) {
            return List.of();
        }
        List<Screen> drawnOn = drawnOn();
        if (drawnOn.isEmpty()) {
            return List.of();
        }
        if (!LINUX) {
            return numbered(drawnOn);
        }
        double scale = drawnOn.get(0).scale();
        List<Found> found = new ArrayList<>(
                each.isEmpty() ? List.of(new Found(together(drawnOn), WHOLE_NUMBER)) : onLinux(each, scale));
        monitors().ifPresent(from -> from.windows().forEach(window -> found.add(found(window, scale))));
        return found;
    }

    private static Found found(Monitors.Window window, double scale) {
        String name = window.title().isEmpty() ? window.program() : window.title();
        Screen screen = new Screen(
                window.id(), name, window.x(), window.y(), window.width(), window.height(), scale, Screen.Kind.WINDOW);
        return new Found(screen, null, window.drawn());
    }

    /** Each monitor, and if there are several, all together. One that is the whole desktop is captured as such. */
    private static List<Found> onLinux(List<Monitor> monitors, double scale) {
        List<Found> found = new ArrayList<>();
        for (Monitor each : monitors) {
            Screen screen = new Screen(each.id(), each.name(), each.x(), each.y(), each.width(), each.height(), scale);
            found.add(new Found(screen, each.whole() ? WHOLE_NUMBER : null));
        }
        if (found.size() > 1) {
            Screen whole = together(found.stream().map(Found::screen).toList());
            found.add(new Found(whole, WHOLE_NUMBER));
        }
        return found;
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

    private static List<Screen> drawnOn() {
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
