package org.connectme.agent.control.wayland;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.connectme.agent.control.dbus.Message;
import org.connectme.agent.control.dbus.Struct;
import org.connectme.agent.control.dbus.Variant;
import org.connectme.agent.core.GlobalKeys;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of the whole desktop on Wayland, where the system gives any: org.freedesktop.portal.GlobalShortcuts. The person may
 * have chosen other keys for them in the system's settings. Ending it at the system's own sharing indicator is STOP too,
 * with or without such keys.
 */
@Component
public final class WaylandKeys implements GlobalKeys {

    private static final Logger logger = LoggerFactory.getLogger(WaylandKeys.class);

    static final String SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts";

    private static final Duration SOON = Duration.ofSeconds(10);

    /** The system may ask the person which keys they like. */
    private static final Duration THINKING = Duration.ofMinutes(3);

    private final WaylandDesk desk;
    private final ExecutorService worker = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "wayland-keys");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public WaylandKeys(@Reference WaylandDesk desk) {
        this.desk = desk;
    }

    @Override
    public boolean serves() {
        return desk.serves();
    }

    /** Comes back at once: that the system has no such keys is only seen later, and STOP is in its indicator then. */
    @Override
    public Grab grab(Key key, Runnable pressed) {
        Taken taken = new Taken(key, pressed);
        worker.execute(taken::bind);
        return taken;
    }

    @Deactivate
    void close() {
        worker.shutdown();
    }

    private static String trigger(Key key) {
        return key == Key.STOP ? "CTRL+ALT+End" : "CTRL+ALT+Home";
    }

    /** English, for the system's settings, where no dictionary of this app reaches. */
    private static String description(Key key) {
        return key == Key.STOP ? "Stop remote control" : "Begin or end a private moment";
    }

    private final class Taken implements Grab {

        private final Key key;
        private final Runnable pressed;
        private final List<Runnable> ends = new ArrayList<>();
        private @Nullable Portal portal;
        private boolean closed;

        Taken(Key key, Runnable pressed) {
            this.key = key;
            this.pressed = pressed;
            if (key == Key.STOP) {
                ends.add(desk.onSystemsStop(() -> worker.execute(pressed)));
            }
        }

        void bind() {
            try {
                Portal opened = Portal.open(desk.environment());
                synchronized (this) {
                    if (closed) {
                        opened.close();
                        return;
                    }
                    portal = opened;
                }
                if (opened.number(SHORTCUTS, "version") == 0) {
                    logger.info("This desktop has no keys for the whole of it; {} has none", key);
                    close(opened);
                    return;
                }
                bind(opened);
            } catch (IOException e) {
                logger.info("The desktop gives no key for {}: {}", key, e.toString());
            }
        }

        private void bind(Portal opened) throws IOException {
            Map<String, Variant> made = opened.request(
                    SHORTCUTS,
                    "CreateSession",
                    "",
                    List.of(),
                    Map.of("session_handle_token", Variant.of(Portal.token())),
                    SOON);
            Variant handle = made.get("session_handle");
            String session = handle != null && handle.value() instanceof String path ? path : "";
            String id = key.name();
            Runnable end = opened.listen(signal -> {
                if (isPress(signal, session, id)) {
                    worker.execute(pressed);
                }
            });
            synchronized (this) {
                ends.add(end);
            }
            Map<String, Variant> wish =
                    Map.of("description", Variant.of(description(key)), "preferred_trigger", Variant.of(trigger(key)));
            opened.request(
                    SHORTCUTS,
                    "BindShortcuts",
                    "oa(sa{sv})s",
                    List.of(session, List.of(Struct.of(id, wish)), ""),
                    Map.of(),
                    THINKING);
            logger.info("The desktop gives a key for {}", key);
        }

        private synchronized void close(Portal opened) {
            opened.close();
            portal = null;
        }

        @Override
        public synchronized void close() {
            closed = true;
            ends.forEach(Runnable::run);
            ends.clear();
            if (portal != null) {
                close(portal);
            }
        }
    }

    private static boolean isPress(Message signal, String session, String id) {
        List<Object> body = signal.body();
        return signal.type().equals(SHORTCUTS)
                && signal.member().equals("Activated")
                && body.size() >= 2
                && session.equals(body.get(0))
                && id.equals(body.get(1));
    }
}
