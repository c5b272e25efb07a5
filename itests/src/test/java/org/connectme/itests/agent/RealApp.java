package org.connectme.itests.agent;

import java.awt.Rectangle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.connectme.itests.agent.driver.CameraOnly;
import org.connectme.itests.agent.hand.Eyes;
import org.connectme.itests.faults.Until;

/**
 * The desktop app as it is built and as it starts at a desk, windows and all; only the camera is made up. What its
 * windows show can be read here, and nothing can be pressed. One thread.
 */
final class RealApp implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The files of {@link #writeProbes}. */
    static final List<String> PROBES = List.of("camera.jar", "eyes.jar");

    private final Path folder;
    private final ProcessHandle process;
    private final SocketChannel eyes;
    private final BufferedReader seen;

    /**
     * One thing in one of the app's windows, as it is read out.
     *
     * @param typed what stands in a field
     * @param visible the part of {@code where} that is not scrolled away; pixels of the screen
     */
    record Seen(
            String window,
            String role,
            String name,
            String typed,
            boolean isEnabled,
            boolean isFocused,
            boolean isTicked,
            Rectangle where,
            Rectangle visible) {

        private static Seen of(String line) {
            String[] parts = line.split("\t", -1);
            return new Seen(
                    parts[0],
                    parts[1],
                    parts[2],
                    parts[3],
                    Boolean.parseBoolean(parts[4]),
                    Boolean.parseBoolean(parts[5]),
                    Boolean.parseBoolean(parts[6]),
                    place(parts[7]),
                    place(parts[8]));
        }

        private static Rectangle place(String text) {
            String[] numbers = text.split(",");
            return new Rectangle(
                    Integer.parseInt(numbers[0]),
                    Integer.parseInt(numbers[1]),
                    Integer.parseInt(numbers[2]),
                    Integer.parseInt(numbers[3]));
        }

        /** Its middle is not scrolled away. */
        boolean isWhole() {
            return visible.contains(where.getCenterX(), where.getCenterY());
        }

        @Override
        public String toString() {
            return role + " \u201c" + name + "\u201d" + (typed.isEmpty() ? "" : "=" + typed)
                    + (isEnabled ? "" : " busy") + (isTicked ? " ticked" : "");
        }
    }

    private RealApp(Path folder, ProcessHandle process, SocketChannel eyes) {
        this.folder = folder;
        this.process = process;
        this.eyes = eyes;
        this.seen = new BufferedReader(Channels.newReader(eyes, StandardCharsets.UTF_8));
    }

    /** @param arguments for the app, beside its folder and the server */
    static RealApp start(Path folder, House house, String... arguments) {
        return installed(folder, house, "", arguments);
    }

    /** @param properties as the package would be made with: app.properties */
    static RealApp installed(Path folder, House house, String properties, String... arguments) {
        try (ServerSocketChannel test = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Not in the folder: the path of such a socket must be short.
            Path socket = Files.createTempDirectory("eyes").resolve("socket");
            test.bind(UnixDomainSocketAddress.of(socket));
            Path unpacked = DesktopApp.unpack(folder, properties, true);
            writeProbes(unpacked.resolve("bundles"));
            writeBrowser(folder);
            List<String> command = house.customers.here(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.awt.headless=false",
                    "-Duser.language=en",
                    "-Duser.country=US",
                    "-Ditests.eyes=" + socket,
                    "-cp",
                    unpacked.resolve("lib") + "/*",
                    "org.connectme.agent.launcher.Main",
                    "--server",
                    house.server.address().toString(),
                    "--home",
                    folder.resolve("home").toString());
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("app.txt").toFile());
            Map<String, String> environment = builder.environment();
            environment.putAll(house.desk.environment());
            environment.remove("WAYLAND_DISPLAY");
            environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
            Process process = builder.start();
            try {
                return new RealApp(folder, process.toHandle(), within(test::accept));
            } catch (IOException e) {
                process.destroyForcibly();
                throw new IOException(Files.readString(folder.resolve("app.txt")), e);
            } finally {
                Files.delete(socket);
                Files.delete(socket.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The app did not start", e);
        }
    }

    /**
     * One that is installed, and is started as a link to it is opened on a desktop.
     *
     * @param folder where it says what goes wrong
     * @param program what the desktop will have started
     */
    static RealApp open(Path folder, Desk desk, String link, Path program) {
        try (ServerSocketChannel test = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path socket = Files.createTempDirectory("eyes").resolve("socket");
            test.bind(UnixDomainSocketAddress.of(socket));
            ProcessBuilder builder = new ProcessBuilder("gio", "open", link)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("app.txt").toFile());
            builder.environment().putAll(desk.environment());
            builder.environment().remove("WAYLAND_DISPLAY");
            builder.environment().put("JAVA_TOOL_OPTIONS", "-Duser.language=en -Ditests.eyes=" + socket);
            Process opening = builder.start();
            try {
                SocketChannel eyes = within(test::accept);
                ProcessHandle app = ProcessHandle.allProcesses()
                        .filter(each -> each.info().command().equals(Optional.of(program.toString())))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no process of " + program));
                return new RealApp(folder, app, eyes);
            } catch (IOException e) {
                opening.destroyForcibly();
                throw new IOException(Files.readString(folder.resolve("app.txt")), e);
            } finally {
                Files.delete(socket);
                Files.delete(socket.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The app did not start", e);
        }
    }

    /** What a test has in the app: a camera, and eyes that read its windows. @param bundles the app's folder of them */
    static void writeProbes(Path bundles) throws IOException {
        DesktopApp.writeBundle(bundles.resolve(PROBES.get(0)), CameraOnly.class);
        DesktopApp.writeBundle(bundles.resolve(PROBES.get(1)), Eyes.class);
    }

    /** @throws IOException also when it takes longer than anybody would wait */
    private static <T> T within(Callable<T> slow) throws IOException {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        done.complete(slow.call());
                    } catch (Exception e) {
                        done.completeExceptionally(e);
                    }
                },
                "real-app");
        thread.setDaemon(true);
        thread.start();
        try {
            return done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The system's browser notes which address it is given. */
    private static void writeBrowser(Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path script = Files.createFile(
                bin.resolve("xdg-open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                script,
                "#!/bin/sh\nprintf '%s' \"$1\" > '" + folder.resolve("opening") + "' && mv '"
                        + folder.resolve("opening") + "' '" + folder.resolve("opened") + "'\n");
    }

    /** Waits until the app's log has this line, or this part of one. */
    void logs(String line) {
        Path log = folder.resolve("home").resolve("logs").resolve("app.0.log");
        Until.isTrue("in the app's log: " + line, PATIENCE, () -> {
            try {
                return Files.exists(log) && Files.readString(log).contains(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    Path folder() {
        return folder;
    }

    /** Which address the app gave to the system's browser, once it has. */
    String opened() {
        Path file = folder.resolve("opened");
        Until.isTrue("A page is opened in the browser", PATIENCE, () -> Files.exists(file));
        try {
            String address = Files.readString(file);
            Files.delete(file);
            return address;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that can be seen of the app now. */
    List<Seen> looks() {
        try {
            eyes.write(ByteBuffer.wrap("look\n".getBytes(StandardCharsets.UTF_8)));
            return within(this::told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Seen> told() throws IOException {
        List<Seen> all = new ArrayList<>();
        String line = seen.readLine();
        while (line != null && !line.equals(".")) {
            if (!line.isEmpty()) {
                all.add(Seen.of(line));
            }
            line = seen.readLine();
        }
        if (line == null) {
            throw new IOException("the app is gone: " + Files.readString(folder.resolve("app.txt")));
        }
        return all;
    }

    long processId() {
        return process.pid();
    }

    /** kill -9 */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            eyes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
