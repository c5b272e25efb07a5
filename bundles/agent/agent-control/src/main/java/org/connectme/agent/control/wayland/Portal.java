package org.connectme.agent.control.wayland;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.connectme.agent.control.dbus.Bus;
import org.connectme.agent.control.dbus.BusRefused;
import org.connectme.agent.control.dbus.Message;
import org.connectme.agent.control.dbus.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's portal: what a program has to ask the person for. A question that may show a dialog is answered by a signal
 * of a request's own, whose name is made here, so that no answer can come too early. Only what the portal itself sent
 * counts: any program of the session can send signals. Thread-safe; {@link #close} ends whatever waits.
 */
final class Portal implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Portal.class);

    static final String NAME = "org.freedesktop.portal.Desktop";
    static final String PATH = "/org/freedesktop/portal/desktop";
    static final String REQUEST = "org.freedesktop.portal.Request";
    static final String SESSION = "org.freedesktop.portal.Session";

    /** For what needs no person. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Bus bus;
    private final String owner;
    private final Map<String, CompletableFuture<Message>> requests = new ConcurrentHashMap<>();
    private final Map<String, Runnable> sessions = new ConcurrentHashMap<>();
    private volatile boolean over;

    private Portal(Bus bus, String owner) {
        this.bus = bus;
        this.owner = owner;
    }

    /** @throws IOException when the session has no bus, or no portal */
    static Portal open(Map<String, String> environment) throws IOException {
        Bus bus = Bus.open(environment);
        try {
            // Asking for any property starts the portal, so it has an owner from here on.
            property(bus, NAME, "org.freedesktop.portal.Settings", "version");
            Portal portal = new Portal(bus, bus.owner(NAME));
            bus.match("type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='" + NAME + "'");
            for (String type : List.of(REQUEST, SESSION, WaylandKeys.SHORTCUTS)) {
                bus.match("type='signal',sender='" + NAME + "',interface='" + type + "'");
            }
            bus.listen(portal::heard);
            bus.onEnd(portal::endAll);
            return portal;
        } catch (IOException e) {
            bus.close();
            throw e;
        }
    }

    /** A property of one of the portal's interfaces that is a number; 0 if it is not there. */
    long number(String type, String property) throws IOException {
        return property(bus, owner, type, property);
    }

    private static long property(Bus bus, String destination, String type, String property) throws IOException {
        try {
            Message reply = bus.call(
                    Message.call(destination, PATH, "org.freedesktop.DBus.Properties", "Get", "ss", type, property),
                    PATIENCE);
            return !reply.body().isEmpty()
                            && reply.body().get(0) instanceof Variant variant
                            && variant.value() instanceof Long number
                    ? number
                    : 0;
        } catch (BusRefused e) {
            logger.debug("{} has no {}: {}", type, property, e.getMessage());
            return 0;
        }
    }

    /** A part of an object's name that nobody guesses. */
    static String token() {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return "connectme" + HexFormat.of().formatHex(random);
    }

    /** Where the portal keeps a request of the program with this name on the bus. */
    static String requestPath(String name, String token) {
        return PATH + "/request/" + name.substring(1).replace('.', '_') + "/" + token;
    }

    /**
     * Asks, and waits for the person's answer.
     *
     * @param signature of the arguments but the last one, the options
     * @throws PortalRefused when the answer is no
     */
    Map<String, Variant> request(
            String type,
            String member,
            String signature,
            List<Object> arguments,
            Map<String, Variant> options,
            Duration patience)
            throws IOException {
        String token = token();
        String path = requestPath(bus.name(), token);
        CompletableFuture<Message> answer = new CompletableFuture<>();
        requests.put(path, answer);
        if (over) {
            requests.remove(path);
            throw new IOException(member + ": the portal is gone");
        }
        boolean answered = false;
        try {
            Map<String, Variant> all = new HashMap<>(options);
            all.put("handle_token", Variant.of(token));
            List<Object> body = new ArrayList<>(arguments);
            body.add(all);
            bus.call(call(type, member, signature + "a{sv}", body.toArray()), PATIENCE);
            Message response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            answered = true;
            return results(member, response);
        } catch (TimeoutException e) {
            throw new PortalRefused(member + ": no answer");
        } catch (ExecutionException e) {
            throw new IOException(member + ": the portal is gone", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            requests.remove(path);
            if (!answered) {
                tellQuietly(path, REQUEST, "Close");
            }
        }
    }

    private static Map<String, Variant> results(String member, Message response) throws IOException {
        List<Object> body = response.body();
        if (!response.signature().equals("ua{sv}")) {
            throw new IOException(member + ": an answer that is none");
        }
        if (!body.get(0).equals(0L)) {
            throw new PortalRefused(member + ": answer " + body.get(0));
        }
        Map<String, Variant> results = new HashMap<>();
        ((Map<?, ?>) body.get(1)).forEach((key, value) -> results.put((String) key, (Variant) value));
        return results;
    }

    /** A call of the portal. */
    Message call(String type, String member, String signature, Object... body) {
        return Message.call(owner, PATH, type, member, signature, body);
    }

    Message ask(Message call, Duration patience) throws IOException {
        return bus.call(call, patience);
    }

    /** @param ended told, once, when the system ends this session, or the portal is gone; must not block */
    void watchSession(String path, Runnable ended) {
        sessions.put(path, ended);
        if (over) {
            sessionEnded(path);
        }
    }

    /** Signals of the portal itself, such as that a shortcut was pressed. */
    Runnable listen(Consumer<Message> heard) {
        return bus.listen(signal -> {
            if (signal.sender().equals(owner)) {
                heard.accept(signal);
            }
        });
    }

    void endSession(String path) {
        sessions.remove(path);
        tellQuietly(path, SESSION, "Close");
    }

    private void tellQuietly(String path, String type, String member) {
        try {
            bus.tell(Message.call(owner, path, type, member, ""));
        } catch (IOException e) {
            logger.debug("{} is gone already: {}", type, e.toString());
        }
    }

    private void heard(Message signal) {
        if (signal.sender().equals("org.freedesktop.DBus") && signal.member().equals("NameOwnerChanged")) {
            if (signal.body().size() == 3 && owner.equals(signal.body().get(1))) {
                endAll();
            }
            return;
        }
        if (!signal.sender().equals(owner)) {
            return;
        }
        if (signal.type().equals(REQUEST) && signal.member().equals("Response")) {
            CompletableFuture<Message> waits = requests.get(signal.path());
            if (waits != null) {
                waits.complete(signal);
            }
        } else if (signal.type().equals(SESSION) && signal.member().equals("Closed")) {
            sessionEnded(signal.path());
        }
    }

    private void sessionEnded(String path) {
        Runnable ended = sessions.remove(path);
        if (ended != null) {
            ended.run();
        }
    }

    /** Nothing is waited for any more; the dialogs that are open go. */
    void cancel() {
        endAll();
    }

    private void endAll() {
        over = true;
        requests.values().forEach(waits -> waits.completeExceptionally(new IOException("closed")));
        List.copyOf(sessions.keySet()).forEach(this::sessionEnded);
    }

    @Override
    public void close() {
        bus.close();
    }
}
