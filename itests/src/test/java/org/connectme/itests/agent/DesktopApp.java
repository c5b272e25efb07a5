package org.connectme.itests.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.connectme.itests.agent.driver.Driver;
import org.connectme.itests.faults.Until;
import org.osgi.framework.BundleActivator;

/**
 * The desktop app as it is built, in a process of its own, but without its windows: in their place a bundle of the tests
 * does what a person would. One thread.
 */
final class DesktopApp implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final Path BUILT = Path.of("..", "bundles", "agent", "agent-launcher", "target", "app")
            .toAbsolutePath()
            .normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PACKAGING = Path.of("..", "bundles", "agent", "agent-launcher", "packaging");
    private static final String OPTIONS = "options=";
    private static final String WINDOWS = "agent-ui-";

    private final Process process;
    private final Socket driver;
    private final BufferedReader answers;

    private DesktopApp(Process process, Socket driver) throws IOException {
        this.process = process;
        this.driver = driver;
        this.answers = new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
    }

    static DesktopApp start(Path folder, Desk desk, URI server) {
        return start(folder, desk, server, "");
    }

    /** @param properties as the package would be made with: app.properties */
    static DesktopApp start(Path folder, Desk desk, URI server, String properties) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path unpacked = unpack(folder, properties, false);
            writeBundle(unpacked.resolve("bundles").resolve("driver.jar"), Driver.class);
            List<String> command = java();
            command.addAll(List.of(
                    "-Ditests.driver=" + socket.getLocalPort(), "-Dconnectme.files=" + folder.resolve("files")));
            command.addAll(List.of(
                    "-cp",
                    unpacked.resolve("lib") + "/*",
                    "org.connectme.agent.launcher.Main",
                    "--server",
                    server.toString(),
                    "--home",
                    folder.resolve("home").toString()));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("app.txt").toFile());
            builder.environment().putAll(desk.environment());
            builder.environment().remove("WAYLAND_DISPLAY");
            Process process = builder.start();
            socket.setSoTimeout((int) PATIENCE.toMillis());
            try {
                Socket driver = socket.accept();
                driver.setSoTimeout((int) PATIENCE.toMillis());
                return new DesktopApp(process, driver);
            } catch (IOException e) {
                process.destroyForcibly();
                throw new IOException(Files.readString(folder.resolve("app.txt")), e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The app did not start", e);
        }
    }

    /** As a package would be: lib, bundles, app.properties. @return where */
    static Path unpack(Path folder, String properties, boolean windows) throws IOException {
        Path unpacked = folder.resolve("app");
        Path bundles = Files.createDirectories(unpacked.resolve("bundles"));
        Path libraries = Files.createDirectories(unpacked.resolve("lib"));
        try (Stream<Path> built = Files.list(BUILT.resolve("lib"))) {
            for (Path library : built.toList()) {
                Files.createLink(libraries.resolve(library.getFileName()), library);
            }
        }
        Files.writeString(unpacked.resolve("app.properties"), properties);
        try (Stream<Path> built = Files.list(BUILT.resolve("bundles"))) {
            for (Path bundle : built.toList()) {
                if (windows || !bundle.getFileName().toString().startsWith(WINDOWS)) {
                    Files.copy(bundle, bundles.resolve(bundle.getFileName()));
                }
            }
        }
        return unpacked;
    }

    /** The beginning of a command, as the packages and {@code ./connectme agent} have it. */
    static List<String> java() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.awt.headless=false");
        try (Stream<String> facts = Files.lines(PACKAGING.resolve("package.properties"))) {
            facts.filter(fact -> fact.startsWith(OPTIONS))
                    .flatMap(fact -> Stream.of(fact.substring(OPTIONS.length()).split(" ")))
                    .forEach(command::add);
        }
        return command;
    }

    long processId() {
        return process.pid();
    }

    /** What the app knows. */
    JsonNode look() {
        return does("look");
    }

    JsonNode does(String what) {
        return order(JSON.createObjectNode().put("do", what));
    }

    JsonNode does(String what, String name, String value) {
        return order(JSON.createObjectNode().put("do", what).put(name, value));
    }

    /** The person's own yes to what the consultant asks for. */
    JsonNode allows(String request, String scope) {
        return order(JSON.createObjectNode()
                .put("do", "allow")
                .put("request", request)
                .put("scope", scope));
    }

    /** The person's answer to a file that is offered. */
    JsonNode takes(String transfer, boolean yes) {
        return order(JSON.createObjectNode()
                .put("do", "take-file")
                .put("transfer", transfer)
                .put("yes", yes));
    }

    /** Fills the screen. @param colour 0xRRGGBB */
    void paints(int colour) {
        order(JSON.createObjectNode().put("do", "paint").put("colour", colour));
    }

    /** Fills what is right of this pixel. @param colour 0xRRGGBB */
    void paints(int colour, int left) {
        order(JSON.createObjectNode().put("do", "paint").put("colour", colour).put("x", left));
    }

    private JsonNode order(ObjectNode order) {
        try {
            OutputStream out = driver.getOutputStream();
            out.write((order + "\n").getBytes(StandardCharsets.UTF_8));
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("the app is gone");
            }
            JsonNode told = JSON.readTree(answer);
            if (told.has("failed")) {
                throw new AssertionError(order + ": " + told.path("failed").asText());
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until what stands at this place is this text. @param place a JSON pointer */
    JsonNode awaits(String what, String place, String text) {
        return awaits(what, PATIENCE, told -> told.at(place).asText().equals(text));
    }

    JsonNode awaits(String what, Duration bound, Predicate<JsonNode> hope) {
        return Until.value(what, bound, this::look, hope);
    }

    /** Ends as by the system's wish. @return the process's exit value */
    int ends(Duration bound) {
        process.destroy();
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The app does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            driver.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A bundle of all that is in its package. @param activator what begins with it */
    static void writeBundle(Path jar, Class<? extends BundleActivator> activator) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", activator.getPackageName());
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", activator.getName());
        headers.putValue(
                "Import-Package",
                "com.fasterxml.jackson.core,com.fasterxml.jackson.databind,com.fasterxml.jackson.databind.module,"
                        + "com.fasterxml.jackson.databind.node,com.fasterxml.jackson.datatype.jsr310,"
                        + "dev.onvoid.webrtc.media,dev.onvoid.webrtc.media.video,javax.accessibility,javax.imageio,"
                        + "javax.swing,javax.swing.text,org.connectme.agent.core,"
                        + "org.connectme.agent.core.view,org.connectme.agent.media,org.osgi.framework,"
                        + "org.osgi.util.tracker");
        String folder = activator.getPackageName().replace('.', '/') + "/";
        Path classes;
        try {
            classes = Path.of(activator
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve(folder);
        } catch (java.net.URISyntaxException e) {
            throw new IOException(e);
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> all = Files.list(classes)) {
            for (Path file : all.toList()) {
                out.putNextEntry(new JarEntry(folder + file.getFileName()));
                try (InputStream in = Files.newInputStream(file)) {
                    in.transferTo(out);
                }
            }
        }
    }
}
