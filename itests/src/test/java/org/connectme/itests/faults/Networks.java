package org.connectme.itests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small network of its own: a bridge with this machine at {@link #HOST}, and one namespace for each participant,
 * which can be taken off the bridge, so that its packets vanish without a word. Needs root.
 */
public final class Networks implements AutoCloseable {

    /** By the process, so that several runs on one machine leave each other alone. */
    private static final long RUN = ProcessHandle.current().pid() % 250;

    private static final String PREFIX = "10.213." + RUN + ".";
    public static final String HOST = PREFIX + "1";

    private static final String BRIDGE = "cmb" + RUN;
    private static final long COMMAND_SECONDS = 20;

    private final List<Network> all = new ArrayList<>();

    public Networks() {
        run("ip", "link", "add", BRIDGE, "type", "bridge");
        run("ip", "address", "add", HOST + "/24", "dev", BRIDGE);
        run("ip", "link", "set", BRIDGE, "up");
    }

    public Network add() {
        String inside = "cmi" + RUN + "-" + all.size();
        Network network = new Network(BRIDGE + "-" + all.size(), "cmv" + RUN + "-" + all.size(), inside);
        all.add(network);
        run("ip", "netns", "add", network.namespace());
        run("ip", "link", "add", network.port(), "type", "veth", "peer", "name", inside, "netns", network.namespace());
        run("ip", "link", "set", network.port(), "up");
        network.connect();
        run(network.here("ip", "link", "set", "lo", "up"));
        run(network.here("ip", "address", "add", PREFIX + (all.size() + 1) + "/24", "dev", inside));
        run(network.here("ip", "link", "set", inside, "up"));
        run(network.here("ip", "route", "add", "default", "via", HOST));
        return network;
    }

    /**
     * One participant's place in the network.
     *
     * @param port its end at the bridge
     * @param inside its other end
     */
    public record Network(String namespace, String port, String inside) {

        public void cut() {
            run("ip", "link", "set", port, "nomaster");
        }

        public void connect() {
            run("ip", "link", "set", port, "master", BRIDGE);
        }

        /** What runs a program here. */
        public List<String> here(String... command) {
            List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
            all.addAll(List.of(command));
            return all;
        }

        /**
         * What a program here reaches at this port of its own loopback address is this machine's: for one that speaks
         * without TLS to its very own computer only.
         *
         * @return what passes it on, until it is destroyed
         */
        public Process loopbackLeadsOut(int tcpPort) {
            String from = "TCP-LISTEN:" + tcpPort + ",bind=127.0.0.1,reuseaddr,fork";
            List<String> relay = here("socat", from, "TCP:" + HOST + ":" + tcpPort);
            try {
                Process passing = new ProcessBuilder(relay)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start();
                String listening = String.format(":%04X ", tcpPort);
                Until.isTrue(
                        "the port leads out",
                        Duration.ofSeconds(COMMAND_SECONDS),
                        () -> output(here("cat", "/proc/net/tcp")).contains(listening));
                return passing;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A program that starts Chromium here. */
        public Path chromium() {
            try {
                Path script = Files.createTempFile(
                        Path.of("target").toAbsolutePath(),
                        namespace,
                        ".sh",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                Files.writeString(script, "#!/bin/sh\nexec ip netns exec " + namespace + " /usr/bin/chromium \"$@\"\n");
                script.toFile().deleteOnExit();
                return script;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Takes away what was made here; a namespace lives on until the last program in it has ended. */
    @Override
    public void close() {
        for (Network network : all) {
            run("ip", "link", "delete", network.port());
            run("ip", "netns", "delete", network.namespace());
        }
        run("ip", "link", "delete", BRIDGE);
    }

    private static void run(String... command) {
        run(List.of(command));
    }

    private static void run(List<String> command) {
        output(command);
    }

    private static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("These tests cut networks with namespaces, bridges and veth, which"
                        + " needs root and a kernel that has them. This failed: "
                        + String.join(" ", command) + ": " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
