package org.connectme.agent.control.x11;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.connectme.agent.core.Monitors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The monitors and windows of an X display. A connection of its own waits for what changes. Thread-safe. */
@Component
public final class X11Monitors implements Monitors {

    private static final Logger logger = LoggerFactory.getLogger(X11Monitors.class);

    private final Map<String, String> environment;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final @Nullable XConnection display;
    private volatile List<Monitor> monitors = List.of();

    @Activate
    public X11Monitors() {
        this(System.getenv());
    }

    private X11Monitors(Map<String, String> environment) {
        this.environment = environment;
        this.display = X11Injectors.isX11(environment) ? connect() : null;
    }

    /** Of the display that this environment names. */
    public static X11Monitors of(Map<String, String> environment) {
        return new X11Monitors(environment);
    }

    private @Nullable XConnection connect() {
        XConnection opened = null;
        try {
            opened = XConnection.open(environment);
            Randr randr = new Randr(opened);
            randr.select();
            monitors = randr.now().monitors();
            XConnection open = opened;
            Thread thread = new Thread(() -> follow(open, randr), "monitors");
            thread.setDaemon(true);
            thread.start();
            return opened;
        } catch (IOException e) {
            logger.warn("Monitors are not told apart: {}", e.toString());
            close(opened);
            return null;
        }
    }

    private void follow(XConnection open, Randr randr) {
        try {
            while (true) {
                open.event();
                List<Monitor> now = randr.now().monitors();
                if (!now.equals(monitors)) {
                    monitors = now;
                    logger.info("There are {} monitors now", now.size());
                    changed();
                }
            }
        } catch (IOException e) {
            logger.debug("Monitors are not watched any more: {}", e.toString());
        }
    }

    private void changed() {
        watchers.forEach(Runnable::run);
    }

    @Override
    public List<Monitor> list() {
        return monitors;
    }

    @Override
    public List<Window> windows() {
        if (display == null) {
            return List.of();
        }
        try (XConnection own = XConnection.open(environment)) {
            return new XWindows(own).list();
        } catch (IOException e) {
            logger.warn("Windows are not told apart: {}", e.toString());
            return List.of();
        } catch (RuntimeException e) {
            // What other programs say of their windows never hides monitors.
            logger.error("A window is like none that is known", e);
            return List.of();
        }
    }

    @Override
    public Runnable watch(Runnable changed) {
        // An object of its own: the same action may be given twice.
        Runnable watcher = changed::run;
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    @Override
    public Optional<Look> look(String id, Viewer viewer) {
        if (display == null) {
            return Optional.empty();
        }
        try {
            Optional<? extends Look> look = XWindows.isId(id)
                    ? WindowLook.open(environment, id, viewer, this::changed)
                    : MonitorLook.open(environment, id, viewer);
            return look.map(each -> each);
        } catch (IOException e) {
            logger.warn("It cannot be shown by itself: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public Optional<Look> patches(String id, Patcher patcher) {
        if (display == null) {
            return Optional.empty();
        }
        try {
            return PatchLook.open(environment, id, patcher).map(look -> look);
        } catch (IOException e) {
            logger.warn("What changes on a monitor cannot be taken by itself: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Pictures are handed over instead. */
    @Override
    public Optional<View> view(String id) {
        return Optional.empty();
    }

    @Deactivate
    void close() {
        close(display);
    }

    private static void close(@Nullable XConnection open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            logger.warn("The connection for monitors did not close: {}", e.toString());
        }
    }
}
