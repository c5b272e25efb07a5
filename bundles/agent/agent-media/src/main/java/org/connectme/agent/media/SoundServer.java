package org.connectme.agent.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether this computer's sound can be asked. On Linux the native part waits for PulseAudio (or PipeWire in its place)
 * for good where nothing answers, so its socket is tried first.
 */
final class SoundServer {

    private static final int PULSE_PORT = 4713;

    private SoundServer() {}

    static boolean isThere() {
        return !isPulse() || address(System.getenv()).map(SoundServer::answers).orElse(false);
    }

    /** Whether sound goes through PulseAudio here, or PipeWire in its place. */
    static boolean isPulse() {
        return System.getProperty("os.name", "").startsWith("Linux");
    }

    /** Where PulseAudio listens: its manual, pulse-client.conf(5) and "PULSE_SERVER". */
    static Optional<SocketAddress> address(Map<String, String> environment) {
        String named = environment.getOrDefault("PULSE_SERVER", "").strip();
        if (!named.isEmpty()) {
            // A list, of which the first is tried; a machine's name in braces says whose it is.
            String first = named.split("\\s+")[0].replaceFirst("^\\{[^}]*}", "");
            if (first.startsWith("tcp:") || first.startsWith("tcp4:") || first.startsWith("tcp6:")) {
                return Optional.of(internet(first.substring(first.indexOf(':') + 1)));
            }
            String path = first.replaceFirst("^unix:", "");
            return path.startsWith("/") ? Optional.of(UnixDomainSocketAddress.of(path)) : Optional.of(internet(path));
        }
        if (environment.containsKey("PULSE_RUNTIME_PATH")) {
            return Optional.of(UnixDomainSocketAddress.of(Path.of(environment.get("PULSE_RUNTIME_PATH"), "native")));
        }
        return Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .map(folder -> UnixDomainSocketAddress.of(Path.of(folder, "pulse", "native")));
    }

    private static SocketAddress internet(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        boolean hasPort = colon > 0 && hostAndPort.substring(colon + 1).matches("\\d{1,5}");
        String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
        return new InetSocketAddress(host, hasPort ? Integer.parseInt(hostAndPort.substring(colon + 1)) : PULSE_PORT);
    }

    private static boolean answers(SocketAddress address) {
        if (address instanceof InetSocketAddress internet && internet.isUnresolved()) {
            return false;
        }
        try (SocketChannel channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open()) {
            return channel.connect(address);
        } catch (IOException e) {
            return false;
        }
    }
}
