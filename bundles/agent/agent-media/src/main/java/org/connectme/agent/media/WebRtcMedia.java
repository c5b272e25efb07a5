package org.connectme.agent.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Screen;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Media by webrtc-java. The native part starts when it is first needed and ends with this component, which stays when
 * nobody uses it for a moment: the core may be replaced while a call goes on.
 */
@Component(immediate = true)
public final class WebRtcMedia implements Media {

    private static final Logger logger = LoggerFactory.getLogger(WebRtcMedia.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Threads threads = new Threads();
    private final Screens screens = new Screens();
    private final Cameras cameras;
    private final Pace pace;
    private final Map<Monitors, Runnable> watching = new ConcurrentHashMap<>();

    /** The native part's thread only. */
    private @Nullable Engine engine;

    private @Nullable WebRtcCall call;

    @Activate
    public WebRtcMedia(@Reference(policyOption = ReferencePolicyOption.GREEDY) Cameras cameras) {
        this(cameras, Pace.USUAL);
    }

    WebRtcMedia(Cameras cameras, Pace pace) {
        this.cameras = cameras;
        this.pace = pace;
    }

    /** Without it the desktop is shared as a whole. What is shared goes on while it is replaced. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setMonitors(Monitors found) {
        screens.meet(found);
        watching.put(found, found.watch(this::screensChanged));
        screensChanged();
    }

    void unsetMonitors(Monitors gone) {
        Runnable end = watching.remove(gone);
        if (end != null) {
            end.run();
        }
        if (watching.isEmpty()) {
            screens.meet(null);
        }
    }

    private void screensChanged() {
        threads.run(() -> {
            if (call != null) {
                call.screensChanged();
            }
        });
    }

    @Override
    public List<Device> devices() {
        return listed(() -> {
            List<Device> devices = new ArrayList<>(engine().sound().list());
            devices.addAll(cameras.list());
            return devices;
        });
    }

    @Override
    public List<Screen> screens() {
        return listed(screens::list);
    }

    @Override
    public MediaCall open(MediaCall.Wiring wiring) throws MediaFailed {
        return threads.ask(
                () -> {
                    endCall();
                    WebRtcCall opened =
                            new WebRtcCall(wiring, pace, engine(), threads, cameras, screens, () -> call = null);
                    call = opened;
                    return opened;
                },
                PATIENCE);
    }

    @Deactivate
    void close() {
        threads.run(() -> {
            endCall();
            if (engine != null) {
                engine.close();
                engine = null;
            }
        });
        threads.close();
    }

    private Engine engine() throws MediaFailed {
        if (engine == null) {
            engine = Engine.start();
        }
        return engine;
    }

    private void endCall() {
        if (call != null) {
            call.end();
        }
    }

    private interface Listing<T> {
        List<T> list() throws MediaFailed;
    }

    private <T> List<T> listed(Listing<T> listing) {
        try {
            return List.copyOf(threads.ask(() -> Native.ask("media.failed", listing::list), PATIENCE));
        } catch (MediaFailed e) {
            logger.warn("Nothing can be listed: {}", e.code());
            return List.of();
        }
    }
}
