package org.connectme.agent.media;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.connectme.agent.control.dbus.Bus;
import org.connectme.agent.control.dbus.Message;

/**
 * A GNOME desktop of the test's own, on no screen: its compositor, its portal and PipeWire, on a bus of their own. The
 * person in front of it presses keys by the compositor's own door, which the app never uses.
 */
final class WaylandDesktop implements AutoCloseable {

    private static final String REMOTE = "org.gnome.Mutter.RemoteDesktop";
    private static final Duration SOON = Duration.ofSeconds(30);

    static final int TAB = 15;
    static final int SPACE = 57;
    static final int ENTER = 28;
    static final int ALT = 56;
    static final int S = 31;
    static final int X = 45;
    static final int ESCAPE = 1;

    /** A key that no keyboard has: the first event of a session of the compositor's may be lost. */
    private static final int NO_KEY = 240;

    private static final String DIALOGS = "/usr/libexec/xdg-desktop-portal-gnome";

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Process> programs = new ArrayList<>();
    private Bus person;
    private String keyboard = "";

    private WaylandDesktop() throws IOException {
        // A socket's name must be short.
        folder = Files.createTempDirectory("wl");
        environment.put("XDG_RUNTIME_DIR", folder.toString());
        environment.put("HOME", folder.toString());
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("XDG_CURRENT_DESKTOP", "GNOME");
        environment.put("XDG_SESSION_TYPE", "wayland");
        environment.put("LIBGL_ALWAYS_SOFTWARE", "1");
        environment.put("GSETTINGS_BACKEND", "memory");
        environment.put("NO_AT_BRIDGE", "1");
        environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("bus"));
    }

    static WaylandDesktop start() throws Exception {
        WaylandDesktop desktop = new WaylandDesktop();
        try {
            desktop.run();
            return desktop;
        } catch (IOException | AssertionError e) {
            desktop.close();
            throw e;
        }
    }

    private void run() throws Exception {
        program("dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=unix:path=" + folder.resolve("bus"));
        Until.isTrue("the bus", () -> isOnBus("org.freedesktop.DBus"));
        program("pipewire");
        Until.isTrue("PipeWire", () -> Files.exists(folder.resolve("pipewire-0")));
        program("wireplumber");
        program(
                "mutter",
                "--headless",
                "--wayland",
                "--virtual-monitor",
                Surroundings.WIDTH + "x" + Surroundings.HEIGHT,
                "--wayland-display=wl");
        Until.isTrue(
                "the compositor", () -> Files.exists(folder.resolve("wl")) && said().contains("public X11 display"));
        environment.put("WAYLAND_DISPLAY", "wl");
        String display = said().replaceAll("(?s).*public X11 display (:\\d+).*", "$1");
        environment.put("DISPLAY", display);
        Until.isTrue("the way into its X display", () -> cookie() != null);
        environment.put("XAUTHORITY", cookie());
        tellBus();
        Until.isTrue("the compositor's way to put input in", () -> isOnBus(REMOTE));
        plugIn();
        program(DIALOGS);
        Until.isTrue("the portal's dialogs", () -> isOnBus("org.freedesktop.impl.portal.desktop.gnome"));
        program("/usr/libexec/xdg-desktop-portal");
        Until.isTrue("the portal", () -> isOnBus("org.freedesktop.portal.Desktop"));
    }

    private String said() {
        return said("mutter");
    }

    /** How often one of the portal's dialogs got the keyboard. */
    long dialogs() {
        return focused("xdg-desktop-portal-gnome");
    }

    /** How often a window of this program got the keyboard. */
    long focused(String program) {
        return said(program)
                .lines()
                .filter(line -> line.contains("wl_keyboard") && line.contains("enter("))
                .count();
    }

    private String said(String program) {
        try {
            return Files.readString(folder.resolve(program + ".log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String cookie() {
        File[] found = folder.toFile().listFiles((in, name) -> name.startsWith(".mutter-Xwaylandauth"));
        return found == null || found.length == 0 ? null : found[0].toString();
    }

    /** What the bus starts by itself finds the desktop too. */
    private void tellBus() throws IOException {
        String daemon = "org.freedesktop.DBus";
        try (Bus bus = Bus.open(environment)) {
            Object all = Map.copyOf(environment);
            bus.call(
                    Message.call(daemon, "/org/freedesktop/DBus", daemon, "UpdateActivationEnvironment", "a{ss}", all),
                    SOON);
        }
    }

    private boolean isOnBus(String name) {
        try (Bus bus = Bus.open(environment)) {
            return !bus.owner(name).isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Programs that this process starts natively find this display from now on. */
    void becomeDisplay() {
        Surroundings.C library = Native.load("c", Surroundings.C.class);
        library.setenv("DISPLAY", environment.get("DISPLAY"), 1);
        library.setenv("XAUTHORITY", environment.get("XAUTHORITY"), 1);
    }

    Process program(String... command) throws IOException {
        String name = Path.of(command[0]).getFileName().toString();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve(name + ".log").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        // They say each time a window of theirs gets the keyboard.
        builder.environment().put("WAYLAND_DEBUG", command[0].equals(DIALOGS) || name.equals("zenity") ? "1" : "");
        if (!name.equals("zenity")) {
            builder.redirectOutput(Redirect.DISCARD);
        }
        Process program = builder.start();
        programs.add(program);
        return program;
    }

    /** A keyboard that is plugged in as long as the desktop is there. */
    private void plugIn() throws IOException {
        person = Bus.open(environment);
        Message made =
                person.call(Message.call(REMOTE, "/org/gnome/Mutter/RemoteDesktop", REMOTE, "CreateSession", ""), SOON);
        keyboard = (String) made.body().get(0);
        person.call(Message.call(REMOTE, keyboard, REMOTE + ".Session", "Start", ""), SOON);
        press(new int[] {NO_KEY});
    }

    /** Of those who put input in: the person, and the portal while it lends keyboard and mouse. */
    int sessions() {
        try {
            Message described = person.call(
                    Message.call(
                            REMOTE,
                            "/org/gnome/Mutter/RemoteDesktop/Session",
                            "org.freedesktop.DBus.Introspectable",
                            "Introspect",
                            ""),
                    SOON);
            return ((String) described.body().get(0)).split("<node name=", -1).length - 1;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The person presses the keys of a group together, one group after the other. */
    void press(int[]... groups) throws IOException {
        for (int[] group : groups) {
            for (int key : group) {
                key(key, true);
            }
            for (int key : group) {
                key(key, false);
            }
        }
    }

    private void key(int key, boolean down) throws IOException {
        person.call(
                Message.call(REMOTE, keyboard, REMOTE + ".Session", "NotifyKeyboardKeycode", "ub", (long) key, down),
                SOON);
    }

    @Override
    public void close() throws IOException {
        if (person != null) {
            person.close();
        }
        for (int i = programs.size() - 1; i >= 0; i--) {
            programs.get(i).destroy();
        }
        for (Process program : programs) {
            try {
                if (!program.waitFor(5, TimeUnit.SECONDS)) {
                    program.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(java.util.Comparator.reverseOrder())
                    .forEach(each -> each.toFile().delete());
        }
    }
}
