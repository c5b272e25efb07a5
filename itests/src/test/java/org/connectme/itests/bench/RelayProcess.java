package org.connectme.itests.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.slf4j.LoggerFactory;

/** A {@link BareRelay} that runs beside, with the memory and the collector that the script gives to ConnectMe. */
final class RelayProcess implements AutoCloseable {

    private static final List<String> JAVA_OPTIONS = List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC");

    private final Process process;
    private final int port;

    private RelayProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RelayProcess start() {
        String path = Stream.of(BareRelay.class, Server.class, LoggerFactory.class)
                .map(RelayProcess::home)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        JAVA_OPTIONS.stream(),
                        Stream.of("-cp", path, BareRelay.class.getName()))
                .flatMap(part -> part)
                .toList();
        try {
            Path errors = Path.of("target", "bare-relay.txt");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String port = output.readLine();
            if (port == null) {
                throw new IllegalStateException("The bare relay did not start: " + Files.readString(errors));
            }
            return new RelayProcess(process, Integer.parseInt(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    JavaProcess process() {
        return new JavaProcess(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
