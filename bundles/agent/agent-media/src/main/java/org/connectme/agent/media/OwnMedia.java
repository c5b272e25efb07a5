package org.connectme.agent.media;

import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSource;
import dev.onvoid.webrtc.media.video.VideoTrack;
import dev.onvoid.webrtc.media.video.VideoTrackSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Monitors.Lending;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This side's microphone, camera and screen, and what the person wants of them. A camera that is off is really off (its
 * light goes out), and so is a microphone. On the native part's thread only.
 */
final class OwnMedia {

    /** What can be missing. */
    private enum Part {
        MICROPHONE,
        SPEAKER,
        CAMERA,
        SCREEN
    }

    private static final Logger logger = LoggerFactory.getLogger(OwnMedia.class);

    private record CameraOn(Cameras.Camera camera, VideoTrack track) {}

    private record ScreenOn(Screens.Shown shown, VideoTrack track) {}

    private final Engine engine;
    private final Cameras cameras;
    private final Screens screens;
    private final Pictures pictures;
    private final Threads threads;
    private final Patches.Way patchesWay;
    private final Map<Part, String> faults = new EnumMap<>(Part.class);

    /** Always on its line: without a track the native part would send whatever the microphone hears. */
    private final AudioTrack microphone;

    private boolean speaking;
    private @Nullable CameraOn camera;
    private boolean cameraWanted;
    private @Nullable String cameraId;
    private @Nullable ScreenOn screen;
    private @Nullable Screen screenWanted;
    private boolean blank;
    private @Nullable Patches patches;
    private boolean patchesWanted;

    /**
     * @param pictures get the camera's pictures
     * @param patchesWay takes patches of the screen
     */
    OwnMedia(
            Engine engine, Cameras cameras, Screens screens, Pictures pictures, Threads threads, Patches.Way patchesWay)
            throws MediaFailed {
        this.engine = engine;
        this.cameras = cameras;
        this.screens = screens;
        this.pictures = pictures;
        this.threads = threads;
        this.patchesWay = patchesWay;
        this.microphone = newMicrophone();
        this.microphone.setEnabled(false);
    }

    /** What is to be sent on each line, null for nothing. */
    List<@Nullable MediaStreamTrack> tracks() {
        return Arrays.asList(
                microphone, camera == null ? null : camera.track(), screen == null ? null : screen.track());
    }

    Sending sending() {
        return new Sending(speaking, camera != null, screen != null);
    }

    @Nullable
    Screen shared() {
        return screen == null ? null : screen.shown().screen();
    }

    /** Codes of why what is wanted cannot be had. */
    Collection<String> faults() {
        return faults.values();
    }

    void microphone(boolean on) {
        speaking = false;
        faults.remove(Part.MICROPHONE);
        if (on) {
            attempt(Part.MICROPHONE, () -> {
                engine.sound().requireMicrophone();
                speaking = true;
            });
        }
        microphone.setEnabled(speaking);
    }

    /** @param detach takes what is no longer in {@link #tracks} out of the connection, before it ends */
    void camera(boolean on, Runnable detach) {
        cameraWanted = on;
        faults.remove(Part.CAMERA);
        if (on) {
            openCamera();
        } else {
            closeCamera(detach);
        }
    }

    /** @param connected whether sound is played now, and the microphone heard if it is on */
    void use(Device device, boolean connected, Runnable detach) {
        switch (device.kind()) {
            case MICROPHONE -> attempt(Part.MICROPHONE, () -> engine.sound().use(device, connected && speaking));
            case SPEAKER -> attempt(Part.SPEAKER, () -> engine.sound().use(device, connected));
            case CAMERA -> {
                cameraId = device.id();
                closeCamera(detach);
                camera(true, detach);
            }
        }
    }

    void share(Screen chosen, Runnable detach) {
        stopSharing(detach);
        screenWanted = chosen;
        screens.ask(chosen);
        openScreen();
    }

    void stopSharing(Runnable detach) {
        screenWanted = null;
        faults.remove(Part.SCREEN);
        closeScreen(detach);
        screens.giveBack();
    }

    /**
     * Monitors changed, or the window that is shared: what is shared follows. A monitor is gone for a moment whenever its
     * resolution changes, and nothing is shown meanwhile. A window that was closed does not come back.
     *
     * @return whether what is shared is away
     */
    boolean screensChanged(Runnable detach) {
        Screen wanted = screenWanted;
        if (wanted == null || isAsBefore()) {
            return false;
        }
        closeScreen(detach);
        if (screens.isClosed(wanted)) {
            screenGone(wanted, detach);
            return false;
        }
        if (screens.lending(wanted) != Lending.LENT) {
            openScreen();
            return false;
        }
        boolean away = !screens.isThere(wanted);
        if (!away) {
            openScreen();
        }
        return away;
    }

    /** Whether what is shared needs not be opened anew: where it is now is noted. */
    private boolean isAsBefore() {
        ScreenOn on = screen;
        Optional<Screens.Shown> now = on == null ? Optional.empty() : screens.asNow(on.shown());
        if (on == null || now.isEmpty()) {
            return false;
        }
        screen = new ScreenOn(now.get(), on.track());
        faults.remove(Part.SCREEN);
        tellHidden(now.get().screen());
        patch();
        return true;
    }

    private void tellHidden(Screen chosen) {
        if (screens.isHidden(chosen)) {
            faults.put(Part.SCREEN, "media.window-hidden");
        }
    }

    /** What was away does not come back: it is shared no longer, and said so. */
    void screenGone(Runnable detach) {
        Screen wanted = screenWanted;
        if (wanted != null && screensChanged(detach)) {
            screenGone(wanted, detach);
        }
    }

    private void screenGone(Screen wanted, Runnable detach) {
        stopSharing(detach);
        faults.put(Part.SCREEN, wanted.isWindow() ? "media.window-gone" : "media.screen-gone");
    }

    /**
     * The native part sends black in place of a screen's track that is not enabled; a camera's would only stand still, so
     * it is switched off instead.
     */
    void blank(boolean on, Runnable detach) {
        blank = on;
        // First of all, as nothing is waited for here.
        if (screen != null) {
            screen.track().setEnabled(!on);
            screen.shown().turned();
        }
        patch();
        if (on) {
            closeCamera(detach);
        } else {
            openCamera();
        }
    }

    /** Whether what changes on the shared screen is sent past the video too. */
    void patches(boolean wanted) {
        patchesWanted = wanted;
        patch();
    }

    /** Whether patches bring all that changes on the shared screen. */
    boolean isPatched() {
        return patches != null && patches.areEnough();
    }

    /** Patches go just as long as pictures of the screen do, and come from who tells monitors apart now. */
    private void patch() {
        boolean due = patchesWanted && screen != null && !blank;
        if (patches != null && (!due || !patches.isOf(screens))) {
            patches.close();
            patches = null;
        }
        if (due && patches == null) {
            patches = Patches.open(screens, screen.shown().screen(), threads, patchesWay)
                    .orElse(null);
        }
    }

    /** Nothing is captured any more, but what is wanted is kept. */
    void rest(Runnable detach) {
        closeCamera(detach);
        closeScreen(detach);
    }

    void wake() {
        openCamera();
        openScreen();
    }

    /** The connection is gone. */
    void close() {
        rest(() -> {});
        screens.giveBack();
        microphone.dispose();
    }

    private AudioTrack newMicrophone() throws MediaFailed {
        return Native.ask("media.no-microphone", () -> {
            AudioOptions options = new AudioOptions();
            options.echoCancellation = true;
            options.autoGainControl = true;
            options.noiseSuppression = true;
            options.highpassFilter = true;
            AudioTrackSource source = engine.factory().createAudioSource(options);
            return engine.factory().createAudioTrack("microphone", source);
        });
    }

    private void openCamera() {
        if (!cameraWanted || blank || camera != null) {
            return;
        }
        attempt(Part.CAMERA, () -> {
            Cameras.Camera opened = cameras.open(cameraId);
            VideoTrack track = track("camera", opened.source(), opened::close);
            track.addSink(pictures);
            camera = new CameraOn(opened, track);
        });
    }

    private void closeCamera(Runnable detach) {
        CameraOn closing = camera;
        if (closing == null) {
            return;
        }
        camera = null;
        detach.run();
        closing.track().removeSink(pictures);
        closing.track().dispose();
        closing.camera().close();
    }

    private void openScreen() {
        Screen chosen = screenWanted;
        if (chosen == null || screen != null) {
            return;
        }
        Lending lending = screens.lending(chosen);
        if (lending == Lending.ASKING) {
            return; // word comes once the person answered the system
        }
        if (lending != Lending.LENT) {
            screenWanted = null;
            faults.put(Part.SCREEN, notLent(lending));
            return;
        }
        attempt(Part.SCREEN, () -> {
            Screens.Shown shown = screens.open(chosen);
            VideoTrack track = track("screen", shown.source(), () -> {
                shown.stop();
                shown.dispose();
            });
            shown.begin(track);
            screen = new ScreenOn(shown, track);
            patch();
        });
        if (screen != null) {
            tellHidden(chosen);
        }
    }

    private static String notLent(Lending lending) {
        return switch (lending) {
            case REFUSED -> "media.screen-refused";
            case ENDED -> "media.screen-ended";
            default -> "media.wayland";
        };
    }

    private VideoTrack track(String name, VideoTrackSource source, Runnable release) throws MediaFailed {
        try {
            return Native.ask("media.failed", () -> {
                VideoTrack track = engine.factory().createVideoTrack(name, source);
                track.setEnabled(!blank);
                return track;
            });
        } catch (MediaFailed e) {
            release.run();
            throw e;
        }
    }

    private void closeScreen(Runnable detach) {
        ScreenOn closing = screen;
        if (closing == null) {
            return;
        }
        screen = null;
        patch();
        detach.run();
        closing.shown().stop();
        closing.track().dispose();
        closing.shown().dispose();
    }

    private interface Opening {
        void run() throws MediaFailed;
    }

    private void attempt(Part part, Opening opening) {
        try {
            opening.run();
            faults.remove(part);
        } catch (MediaFailed e) {
            logger.warn("No {}: {}", part, e.code());
            logger.debug("Because", e);
            faults.put(part, e.code());
        }
    }
}
