package org.connectme.agent.control.wayland;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.control.dbus.Bus;
import org.connectme.agent.control.dbus.Message;
import org.connectme.agent.control.dbus.Peer;
import org.connectme.agent.control.dbus.Peer.Answer;
import org.connectme.agent.control.dbus.Struct;
import org.connectme.agent.control.dbus.Variant;
import org.jspecify.annotations.Nullable;

/** A portal as its documentation has it, on a bus of the test's own; it does what the test says. */
final class MadeUpPortal implements AutoCloseable {

    static final String SESSION = Portal.PATH + "/session/made/up";

    private final Path folder = Files.createTempDirectory("wl");
    private final Process daemon;
    private final Peer peer;

    /** What it was asked, in order, but for properties. */
    final BlockingQueue<Message> asked = new LinkedBlockingQueue<>();

    /** Its answer to Start: 0 yes, 1 no, 2 something else. */
    volatile long answer;

    /** Whether it answers Start at all. */
    volatile boolean answers = true;

    volatile Map<String, Variant> lent = lent(3, 7);
    volatile boolean keys = true;

    private volatile String asker = "";
    private volatile String startRequest = "";

    MadeUpPortal() throws Exception {
        daemon = new ProcessBuilder(
                        "dbus-daemon",
                        "--session",
                        "--nofork",
                        "--nopidfile",
                        "--address=unix:path=" + folder.resolve("bus"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!isListening()) {
            if (System.nanoTime() > end || !daemon.isAlive()) {
                throw new IOException("no bus");
            }
            Thread.onSpinWait();
        }
        peer = new Peer(environment(), Portal.NAME, (call, from) -> answer(call));
    }

    private boolean isListening() {
        try (Bus bus = Bus.open(environment())) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    static Map<String, Variant> lent(long devices, long node) {
        return Map.of(
                "devices",
                Variant.of(devices),
                "streams",
                new Variant(
                        "a(ua{sv})",
                        List.of(Struct.of(node, Map.of("size", new Variant("(ii)", Struct.of(1280, 720)))))));
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("bus"));
        environment.put("WAYLAND_DISPLAY", "wayland-0");
        environment.put("DISPLAY", ":0");
        return environment;
    }

    private @Nullable Answer answer(Message call) throws IOException {
        asker = call.sender();
        if (call.member().equals("Get")) {
            return property((String) call.body().get(0), (String) call.body().get(1));
        }
        if (call.member().equals("Start")) {
            // Before the test hears of it, for it may answer then.
            startRequest = requestOf(call);
        }
        asked.add(call);
        if (call.member().startsWith("Notify") || call.member().equals("Close")) {
            return Answer.of("");
        }
        if (call.member().equals("OpenPipeWireRemote")) {
            return Answer.error("org.freedesktop.portal.Error.NotAllowed");
        }
        String request = requestOf(call);
        if (call.member().equals("CreateSession")) {
            respond(request, 0, Map.of("session_handle", Variant.of(SESSION)));
        } else if (call.member().equals("Start")) {
            if (answers) {
                respondToStart();
            }
        } else {
            respond(request, 0, Map.of());
        }
        return Answer.of("o", request);
    }

    private static String requestOf(Message call) {
        Map<?, ?> options = (Map<?, ?>) call.body().get(call.body().size() - 1);
        String token = (String) ((Variant) options.get("handle_token")).value();
        return Portal.requestPath(call.sender(), token);
    }

    private Answer property(String type, String name) {
        if (type.equals(WaylandKeys.SHORTCUTS) && !keys) {
            return Answer.error("org.freedesktop.DBus.Error.InvalidArgs");
        }
        long value = name.equals("version") ? 2 : 7;
        return Answer.of("v", Variant.of(value));
    }

    void respondToStart() throws IOException {
        respond(startRequest, answer, answer == 0 ? lent : Map.of());
    }

    private void respond(String request, long code, Map<String, Variant> results) throws IOException {
        peer.signal(asker, request, Portal.REQUEST, "Response", "ua{sv}", code, results);
    }

    /** The path under which the answer to Start is waited for. */
    String startRequest() {
        return startRequest;
    }

    /** The bus's own name of who asked last. */
    String asker() {
        return asker;
    }

    /** The person presses the system's own indicator. */
    void endSession() throws IOException {
        peer.signal(asker, SESSION, Portal.SESSION, "Closed", "");
    }

    void press(String id) throws IOException {
        peer.signal("", Portal.PATH, WaylandKeys.SHORTCUTS, "Activated", "osta{sv}", SESSION, id, 1L, Map.of());
    }

    /** The next call of this method. */
    Message next(String member) throws InterruptedException {
        while (true) {
            Message call = asked.poll(60, TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("nobody asked for " + member);
            }
            if (call.member().equals(member)) {
                return call;
            }
        }
    }

    /** It crashes. */
    void die() {
        peer.close();
    }

    @Override
    public void close() throws IOException {
        peer.close();
        daemon.destroy();
        daemon.onExit().join();
        Files.deleteIfExists(folder.resolve("bus"));
        Files.deleteIfExists(folder);
    }
}
