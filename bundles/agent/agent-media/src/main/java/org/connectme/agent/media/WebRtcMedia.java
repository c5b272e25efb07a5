package org.connectme.agent.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Frame;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Rehearsal;
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
public final class WebRtcMedia implements Media, Rehearsal {

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
    private @Nullable Tryout tryout;
    private @Nullable Tryout chimes;
    private @Nullable NetworkLoop loop;

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
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setMonitors(Monitors found) {
        watching.put(found, found.watch(this::screensChanged));
        screens.meet(watching.keySet());
        // One for another kind of system has nothing to say, and may come before its fellow that was replaced with it.
        if (!found.list().isEmpty()) {
            screensChanged();
        }
    }

    void unsetMonitors(Monitors gone) {
        Runnable end = watching.remove(gone);
        if (end != null) {
            end.run();
        }
        screens.meet(watching.keySet());
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
                    endTrials();
                    endCall();
                    WebRtcCall opened =
                            new WebRtcCall(wiring, pace, engine(), threads, cameras, screens, () -> call = null);
                    call = opened;
                    return opened;
                },
                PATIENCE);
    }

    @Override
    public On camera(@Nullable Device chosen, Consumer<Frame> pictures) throws MediaFailed {
        return on(() -> tryout().camera(chosen == null ? null : chosen.id(), pictures));
    }

    @Override
    public On microphone(@Nullable Device chosen, DoubleConsumer level) throws MediaFailed {
        return on(() -> tryout().microphone(chosen == null ? null : chosen.id(), level));
    }

    private On on(Callable<Runnable> opening) throws MediaFailed {
        Runnable off = threads.ask(opening, PATIENCE);
        return () -> {
            try {
                threads.ask(
                        () -> {
                            off.run();
                            return true;
                        },
                        PATIENCE);
            } catch (MediaFailed e) {
                logger.warn("A device that was tried is not off: {}", e.code());
            }
        };
    }

    @Override
    public void tones(@Nullable Device chosen) throws MediaFailed {
        play(() -> tryout().tones(chosen == null ? null : chosen.id(), Tones.Tune.TRIAL));
    }

    @Override
    public void chime(@Nullable Device chosen, Chime chime) throws MediaFailed {
        Tones.Tune tune = chime == Chime.BEGINS ? Tones.Tune.BEGINS : Tones.Tune.ENDS;
        play(() -> chimes().tones(chosen == null ? null : chosen.id(), tune));
    }

    private void play(Callable<CompletableFuture<Void>> sounding) throws MediaFailed {
        CompletableFuture<Void> played = threads.ask(sounding, PATIENCE);
        try {
            played.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new MediaFailed("media.no-speaker", "it does not play", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaFailed("media.stuck", "interrupted", e);
        } finally {
            played.cancel(false);
        }
    }

    @Override
    public CompletableFuture<Quality> network(IceServers servers) {
        try {
            return threads.ask(
                    () -> {
                        if (loop != null) {
                            loop.cancel();
                        }
                        NetworkLoop started = new NetworkLoop(engine(), threads, NetworkLoop.Patience.USUAL);
                        loop = started;
                        started.start(servers);
                        return started.answer();
                    },
                    PATIENCE);
        } catch (MediaFailed e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A call needs camera and microphone for itself, so nothing is tried while there is one. */
    private Tryout tryout() throws MediaFailed {
        if (call != null) {
            throw new MediaFailed("media.in-call", "a call has the devices");
        }
        if (tryout == null) {
            tryout = new Tryout(engine(), threads, cameras);
        }
        return tryout;
    }

    /** A loudspeaker is for more than one at a time, so this goes on in a call. */
    private Tryout chimes() throws MediaFailed {
        if (chimes == null) {
            chimes = new Tryout(engine(), threads, cameras);
        }
        return chimes;
    }

    private void endTrials() {
        if (tryout != null) {
            tryout.close();
        }
        if (loop != null) {
            loop.cancel();
            loop = null;
        }
    }

    @Deactivate
    void close() {
        threads.run(() -> {
            endTrials();
            if (chimes != null) {
                chimes.close();
            }
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
