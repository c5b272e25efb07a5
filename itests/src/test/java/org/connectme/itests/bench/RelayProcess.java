package org.connectme.itests.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link BareRelay} that runs beside, in a Java process like ConnectMe's. */
final class RelayProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private RelayProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RelayProcess start() {
        // Of the two SLF4J on this path the one that logs nowhere: asking it costs nothing.
        String path = Stream.of(
                        home("org/connectme/itests/bench/BareRelay.class", ""),
                        home("org/eclipse/jetty/server/Server.class", "jetty12"),
                        home("org/slf4j/LoggerFactory.class", "slf4j-api"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JavaProcess.SHIPPED_OPTIONS);
        command.addAll(List.of("-cp", path, BareRelay.class.getName()));
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

    /** Folder or archive of a class. @param part of the archive's name */
    private static String home(String type, String part) {
        return RelayProcess.class
                .getClassLoader()
                .resources(type)
                .map(URL::getPath)
                .filter(path -> path.contains(part))
                .map(path -> path.replace("file:", "").replace("!", "").replace("/" + type, ""))
                .findFirst()
                .orElseThrow();
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
