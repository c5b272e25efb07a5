package org.connectme.agent.control.wayland;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.agent.control.dbus.Bus;
import org.connectme.agent.control.dbus.BusRefused;
import org.connectme.agent.control.dbus.Message;
import org.connectme.agent.control.dbus.Struct;
import org.connectme.agent.control.dbus.Variant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the person lent in the system's dialog: one monitor's picture, and keyboard and mouse if they were asked for and
 * granted. Thread-safe.
 */
final class DesktopSession implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(DesktopSession.class);

    static final String SCREEN_CAST = "org.freedesktop.portal.ScreenCast";
    static final String REMOTE_DESKTOP = "org.freedesktop.portal.RemoteDesktop";

    private static final long MONITOR = 1;
    private static final long CURSOR_IN_PICTURE = 2;
    static final long KEYBOARD = 1;
    static final long POINTER = 2;

    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Who did not answer the system's dialog by then does not sit here. */
    private static final Duration THINKING = Duration.ofMinutes(3);

    private static final int FARTHEST = 1 << 16;

    /**
     * The picture that was lent.
     *
     * @param node PipeWire's number of it
     * @param x left edge on the desktop, in the units in which the desktop counts
     * @param width 0 if the system does not say
     */
    record Stream(long node, int x, int y, int width, int height) {}

    private final Portal portal;
    private final String path;
    private final Stream stream;
    private final long devices;

    private DesktopSession(Portal portal, String path, Stream stream, long devices) {
        this.portal = portal;
        this.path = path;
        this.stream = stream;
        this.devices = devices;
    }

    /**
     * Asks the person, which may take minutes; ends early when the portal is closed.
     *
     * @param control whether keyboard and mouse are asked for too
     * @param ended told when the system ends what was lent
     */
    static DesktopSession ask(Portal portal, boolean control, Runnable ended) throws IOException {
        String type = control ? REMOTE_DESKTOP : SCREEN_CAST;
        Map<String, Variant> made = portal.request(
                type, "CreateSession", "", List.of(), Map.of("session_handle_token", Variant.of(Portal.token())), SOON);
        String path = text(made.get("session_handle"));
        portal.watchSession(path, ended);
        try {
            List<Object> session = List.of(path);
            if (control) {
                portal.request(
                        type, "SelectDevices", "o", session, Map.of("types", Variant.of(KEYBOARD | POINTER)), SOON);
            }
            portal.request(SCREEN_CAST, "SelectSources", "o", session, sources(portal), SOON);
            Map<String, Variant> lent = portal.request(type, "Start", "os", List.of(path, ""), Map.of(), THINKING);
            long devices = control ? devices(lent.get("devices")) : 0;
            return new DesktopSession(portal, path, stream(lent.get("streams")), devices);
        } catch (IOException e) {
            portal.endSession(path);
            throw e;
        }
    }

    private static Map<String, Variant> sources(Portal portal) throws IOException {
        Map<String, Variant> sources = new HashMap<>();
        sources.put("types", Variant.of(MONITOR));
        sources.put("multiple", Variant.of(false));
        if ((portal.number(SCREEN_CAST, "AvailableCursorModes") & CURSOR_IN_PICTURE) != 0) {
            sources.put("cursor_mode", Variant.of(CURSOR_IN_PICTURE));
        }
        return sources;
    }

    private static String text(@Nullable Variant value) throws IOException {
        // The specification says "o" and the portals say "s".
        if (value != null && value.value() instanceof String text && text.startsWith("/")) {
            return text;
        }
        throw new IOException("the portal made no session");
    }

    private static long devices(@Nullable Variant value) {
        return value != null && value.value() instanceof Long granted ? granted & (KEYBOARD | POINTER) : 0;
    }

    /** Takes the first one: only one was asked for. */
    static Stream stream(@Nullable Variant streams) throws IOException {
        if (streams != null
                && streams.signature().equals("a(ua{sv})")
                && streams.value() instanceof List<?> list
                && !list.isEmpty()
                && list.get(0) instanceof Struct first
                && first.values().get(0) instanceof Long node
                && first.values().get(1) instanceof Map<?, ?> properties) {
            Optional<int[]> place = pair(properties.get("position"));
            Optional<int[]> size = pair(properties.get("size")).filter(found -> found[0] > 0 && found[1] > 0);
            return new Stream(
                    node,
                    place.map(found -> found[0]).orElse(0),
                    place.map(found -> found[1]).orElse(0),
                    size.map(found -> found[0]).orElse(0),
                    size.map(found -> found[1]).orElse(0));
        }
        throw new PortalRefused("nothing was lent");
    }

    private static Optional<int[]> pair(@Nullable Object value) {
        if (value instanceof Variant variant
                && variant.signature().equals("(ii)")
                && variant.value() instanceof Struct pair
                && pair.values().get(0) instanceof Integer first
                && pair.values().get(1) instanceof Integer second
                && Math.abs((long) first) <= FARTHEST
                && Math.abs((long) second) <= FARTHEST) {
            return Optional.of(new int[] {first, second});
        }
        return Optional.empty();
    }

    Stream stream() {
        return stream;
    }

    boolean hasKeyboard() {
        return (devices & KEYBOARD) != 0;
    }

    boolean hasPointer() {
        return (devices & POINTER) != 0;
    }

    /** A connection to PipeWire that reaches this picture alone; whoever takes it closes it. */
    int openPipeWire() throws IOException {
        Message reply = portal.ask(portal.call(SCREEN_CAST, "OpenPipeWireRemote", "oa{sv}", path, Map.of()), SOON);
        if (reply.descriptors().size() != 1) {
            Bus.closeAll(reply);
            throw new IOException("the portal opened no way to the picture");
        }
        return reply.descriptors().get(0);
    }

    /**
     * Gives input: {@code Notify…} of org.freedesktop.portal.RemoteDesktop, without the session and its options. Waits until
     * the portal has it, since it works off what it is told by several threads: what was not waited for may overtake.
     */
    void input(String member, String signature, Object... values) throws IOException {
        Object[] body = new Object[values.length + 2];
        body[0] = path;
        body[1] = Map.of();
        System.arraycopy(values, 0, body, 2, values.length);
        try {
            portal.ask(portal.call(REMOTE_DESKTOP, "Notify" + member, "oa{sv}" + signature, body), AT_ONCE);
        } catch (BusRefused e) {
            // One event that it does not take, such as a key that this desktop does not know.
            logger.debug("{} was refused: {}", member, e.getMessage());
        }
    }

    /** The system lets go of whatever was pressed by it. */
    @Override
    public void close() {
        portal.endSession(path);
    }
}
