package org.connectme.shell;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's way in, without any open port: a Unix domain socket in a folder that only the server's own user may
 * enter. {@code ./connectme shell} is the other end ({@link ShellClient}).
 */
@Component(
        immediate = true,
        service = {})
public final class ShellSocket {

    private static final Logger logger = LoggerFactory.getLogger(ShellSocket.class);
    private static final int MOST_VISITS = 8;

    private final SessionFactory sessions;
    private final Semaphore seats = new Semaphore(MOST_VISITS);
    private final Set<SocketChannel> visits = ConcurrentHashMap.newKeySet();
    private final @Nullable ServerSocketChannel door;

    @Activate
    public ShellSocket(@Reference SessionFactory sessions) {
        this(sessions, System.getenv("CONNECTME_HOME"));
    }

    ShellSocket(SessionFactory sessions, @Nullable String home) {
        this.sessions = sessions;
        this.door = home == null || home.isBlank() ? null : open(Frame.socketIn(Path.of(home)));
        if (door != null) {
            start("connectme-shell", () -> welcome(door));
        }
    }

    @Deactivate
    void close() {
        if (door != null) {
            quietly(door);
        }
        visits.forEach(ShellSocket::quietly);
    }

    /** @return null if there can be no socket here; the server does its work without one */
    private static @Nullable ServerSocketChannel open(Path path) {
        try {
            Path folder = path.getParent();
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            // One server a home: what is left here is a dead one's.
            Files.deleteIfExists(path);
            ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            opened.bind(UnixDomainSocketAddress.of(path));
            return opened;
        } catch (IOException | UnsupportedOperationException e) {
            logger.warn("There is no operator's shell, because {} could not be opened", path, e);
            return null;
        }
    }

    private void welcome(ServerSocketChannel door) {
        while (door.isOpen()) {
            try {
                SocketChannel visit = door.accept();
                if (seats.tryAcquire()) {
                    visits.add(visit);
                    start("connectme-shell-visit", () -> serve(visit));
                } else {
                    quietly(visit);
                }
            } catch (IOException e) {
                if (door.isOpen()) {
                    logger.warn("The operator's shell is closed until this bundle restarts", e);
                    quietly(door);
                }
            }
        }
    }

    private void serve(SocketChannel visit) {
        try (visit) {
            new Visit(Channels.newInputStream(visit), Channels.newOutputStream(visit)).serve(sessions);
        } catch (IOException e) {
            logger.debug("An operator left the shell in the middle of a command", e);
        } finally {
            visits.remove(visit);
            seats.release();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            logger.debug("The shell's socket did not close in an orderly way", e);
        }
    }
}
