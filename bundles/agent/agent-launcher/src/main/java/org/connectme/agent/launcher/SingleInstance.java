package org.connectme.agent.launcher;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One app for each person: a second start hands over what it was started with and ends. The lock goes with the process;
 * the socket is a file in the person's own folder, so nobody else's programs reach it.
 */
final class SingleInstance implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(SingleInstance.class);
    private static final int LONGEST = 256;

    private final FileChannel file;
    private final FileLock lock;
    private final Path socket;
    private final ServerSocketChannel door;

    private SingleInstance(FileChannel file, FileLock lock, Path socket, ServerSocketChannel door) {
        this.file = file;
        this.lock = lock;
        this.socket = socket;
        this.door = door;
    }

    /**
     * Becomes the one.
     *
     * @return empty if another one is there
     */
    static Optional<SingleInstance> become(Path home) throws IOException {
        FileChannel file =
                FileChannel.open(home.resolve("app.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            return Optional.empty();
        }
        Path socket = home.resolve("app.socket");
        Files.deleteIfExists(socket);
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        door.bind(UnixDomainSocketAddress.of(socket));
        return Optional.of(new SingleInstance(file, lock, socket, door));
    }

    /**
     * Hears second starts from now on, those that wait already included.
     *
     * @param given told what they hand over, on a thread of its own
     */
    void hear(Consumer<String> given) {
        Thread thread = new Thread(() -> listen(given), "connectme-starts");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Hands over to the one that is there.
     *
     * @param code empty only asks it to show itself
     * @return false if nobody is there after all
     */
    static boolean handOver(Path home, String code) throws IOException {
        Path socket = home.resolve("app.socket");
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((code + "\n").getBytes(StandardCharsets.UTF_8)));
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    private void listen(Consumer<String> given) {
        while (door.isOpen()) {
            try (SocketChannel channel = door.accept();
                    var in = Channels.newInputStream(channel)) {
                String said = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
                given.accept(said.isEmpty() ? "" : Options.code(said));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | Options.Wrong e) {
                logger.warn("A second start could not be heard: {}", e.toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        Files.deleteIfExists(socket);
        lock.release();
        file.close();
    }
}
