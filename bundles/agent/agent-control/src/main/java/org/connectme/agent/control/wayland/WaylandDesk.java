package org.connectme.agent.control.wayland;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.connectme.agent.core.Monitors.Lending;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The one lease of the desktop that there is at a time, which picture and input share. Control asks the person for more
 * than a picture, so when it is wanted for the first time the system asks anew. Thread-safe.
 */
@Component(service = WaylandDesk.class)
public final class WaylandDesk {

    private final Map<String, String> environment;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final List<Runnable> stops = new CopyOnWriteArrayList<>();
    private final ExecutorService worker = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "wayland");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Lease lease;
    private boolean control;

    @Activate
    public WaylandDesk() {
        this(System.getenv());
    }

    private WaylandDesk(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Of the session that this environment names. */
    public static WaylandDesk of(Map<String, String> environment) {
        return new WaylandDesk(environment);
    }

    /** Whether this session's desktop is one of Wayland, with an X display beside it. */
    boolean serves() {
        return isWayland(environment);
    }

    static boolean isWayland(Map<String, String> environment) {
        boolean wayland = environment.containsKey("WAYLAND_DISPLAY")
                || environment.getOrDefault("XDG_SESSION_TYPE", "").equals("wayland");
        return wayland && !environment.getOrDefault("DISPLAY", "").isEmpty();
    }

    Map<String, String> environment() {
        return environment;
    }

    Optional<Lease> lease() {
        return Optional.ofNullable(lease);
    }

    Lending lending() {
        Lease current = lease;
        return current == null ? Lending.ENDED : current.lending();
    }

    /** Keyboard and mouse are consented to, or not any more. */
    synchronized void control(boolean wanted) {
        if (control == wanted) {
            return;
        }
        control = wanted;
        Lease current = lease;
        boolean stands = current != null && (current.lending() == Lending.LENT || current.lending() == Lending.ASKING);
        if (!stands || current.control() == wanted) {
            return;
        }
        if (wanted) {
            ask();
        } else {
            // What was lent for control is not kept for a picture alone.
            giveBack();
        }
        tell();
    }

    /** Asks the person, in place of what stood before. */
    synchronized void ask() {
        giveBack();
        Lease asking = new Lease(environment, control, worker, new Lease.Told() {
            @Override
            public void changed() {
                tell();
            }

            @Override
            public void endedBySystem() {
                stops.forEach(Runnable::run);
            }
        });
        lease = asking;
        worker.execute(asking::ask);
    }

    synchronized void giveBack() {
        Lease current = lease;
        lease = null;
        if (current != null) {
            current.close();
        }
    }

    private void tell() {
        watchers.forEach(Runnable::run);
    }

    Runnable watch(Runnable changed) {
        // An object of its own: the same action may be given twice.
        Runnable watcher = changed::run;
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** @param stopped told when the person ends it at the system's own indicator */
    Runnable onSystemsStop(Runnable stopped) {
        Runnable stop = stopped::run;
        stops.add(stop);
        return () -> stops.remove(stop);
    }

    @Deactivate
    public void close() {
        giveBack();
        worker.shutdown();
    }
}
