package org.connectme.itests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.connectme.itests.faults.Until;

/** What remote help is compared with: a VNC server, shown in a browser by noVNC through websockify. */
public final class Vnc implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int FIRST_DISPLAY = 170;
    private static final int LAST_DISPLAY = 199;

    private final List<Process> programs = new ArrayList<>();
    private final String display;
    private final URI page;

    private Vnc(String display, String host, int port, List<String> server) {
        this.display = display;
        int web = freePort();
        this.page = URI.create("http://" + host + ":" + web);
        try {
            start(server);
            awaits("127.0.0.1", port);
            start(List.of("websockify", "--web=/usr/share/novnc", "0.0.0.0:" + web, "127.0.0.1:" + port));
            awaits("127.0.0.1", web);
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /** An X server of TigerVNC's own. @param host where a browser will see it */
    public static Vnc tiger(String host) {
        int port = freePort();
        String display = freeDisplay();
        return new Vnc(
                display,
                host,
                port,
                List.of(
                        "Xtigervnc",
                        display,
                        "-geometry",
                        ClickTarget.WIDTH + "x" + ClickTarget.HEIGHT,
                        "-depth",
                        "24",
                        "-SecurityTypes",
                        "None",
                        "-interface",
                        "127.0.0.1",
                        "-rfbport",
                        String.valueOf(port)));
    }

    /** Beside an X server that is there. */
    public static Vnc x11(String display, String host) {
        int port = freePort();
        return new Vnc(
                display,
                host,
                port,
                List.of(
                        "x11vnc",
                        "-display",
                        display,
                        "-localhost",
                        "-forever",
                        "-nopw",
                        "-quiet",
                        "-rfbport",
                        String.valueOf(port)));
    }

    public String display() {
        return display;
    }

    public URI origin() {
        return page;
    }

    /** Connects by itself. */
    public String viewer() {
        return page + "/vnc_lite.html?path=websockify";
    }

    @Override
    public void close() {
        for (int i = programs.size() - 1; i >= 0; i--) {
            Process program = programs.get(i);
            program.destroy();
            try {
                if (!program.waitFor(5, TimeUnit.SECONDS)) {
                    program.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void start(List<String> command) {
        try {
            programs.add(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(
                            Path.of("target", "vnc.txt").toAbsolutePath().toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("tigervnc-standalone-server, x11vnc, novnc and websockify are needed", e);
        }
    }

    private static void awaits(String host, int port) {
        Until.isTrue("port " + port + " is open", BOUND, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), 1_000);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static String freeDisplay() {
        for (int number = FIRST_DISPLAY; number <= LAST_DISPLAY; number++) {
            if (!Path.of("/tmp/.X" + number + "-lock").toFile().exists()) {
                return ":" + number;
            }
        }
        throw new IllegalStateException("Every display from " + FIRST_DISPLAY + " to " + LAST_DISPLAY + " is taken");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
