package org.connectme.broker.embedded;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.usage.SystemUsage;

/**
 * A broker in a folder, for this Java process alone: it listens on no port. A message that was sent as persistent is on
 * disk when the sending returns. Thread-safe.
 */
public final class LocalBroker implements AutoCloseable {

    private static final long MEBIBYTE = 1L << 20;
    private static final long MEMORY_LIMIT = 64 * MEBIBYTE;
    private static final long TEMPORARY_LIMIT = 64 * MEBIBYTE;
    private static final int JOURNAL_FILE_LENGTH = (int) (8 * MEBIBYTE);
    private static final int DEFAULT_STORE_LIMIT = 512;

    private final BrokerService broker;
    private final ConnectionFactory connections;
    /** The connector inside the process closes with its last connection, so one is kept. */
    private final Connection anchor;

    private LocalBroker(BrokerService broker, ConnectionFactory connections, Connection anchor) {
        this.broker = broker;
        this.connections = connections;
        this.anchor = anchor;
    }

    /**
     * Starts a broker, with the messages that the folder holds. Blocks while another one in this process still uses the
     * folder.
     *
     * @throws IOException if it does not start
     */
    public static LocalBroker start(Path folder) throws IOException {
        return start(folder, DEFAULT_STORE_LIMIT);
    }

    static LocalBroker start(Path folder, int storeLimitMebibytes) throws IOException {
        return inOwnClassLoader(() -> {
            // Two brokers of one process must differ in name, also while one follows the other.
            String name = "connectme-" + Long.toHexString(System.nanoTime());
            BrokerService broker = configured(name, folder, storeLimitMebibytes * MEBIBYTE);
            broker.start();
            broker.waitUntilStarted();
            ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("vm://" + name + "?create=false");
            connections.setTrustedPackages(List.of()); // no serialised objects
            Connection anchor = connections.createConnection();
            return new LocalBroker(broker, connections, anchor);
        });
    }

    public ConnectionFactory connections() {
        return connections;
    }

    /** Stops the broker; connections that are still open fail. */
    @Override
    public void close() throws IOException {
        try {
            anchor.close();
        } catch (JMSException e) {
            throw new IOException("The broker's own connection did not close", e);
        } finally {
            inOwnClassLoader(() -> {
                broker.stop();
                broker.waitUntilStopped();
                return broker;
            });
        }
    }

    private static BrokerService configured(String name, Path folder, long storeLimit) throws IOException {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(folder.resolve("kahadb").toFile());
        store.setJournalMaxFileLength(JOURNAL_FILE_LENGTH);
        BrokerService broker = new BrokerService();
        broker.setBrokerName(name);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setAdvisorySupport(false);
        broker.setSchedulerSupport(false);
        broker.setPersistent(true);
        broker.setDataDirectoryFile(folder.toFile());
        broker.setPersistenceAdapter(store);
        SystemUsage usage = broker.getSystemUsage();
        usage.getMemoryUsage().setLimit(MEMORY_LIMIT);
        usage.getTempUsage().setLimit(TEMPORARY_LIMIT);
        usage.getStoreUsage().setLimit(storeLimit);
        return broker;
    }

    /** ActiveMQ looks up its parts by name in the context class loader, which in a container is somebody else's. */
    private static <T> T inOwnClassLoader(Callable<T> work) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(LocalBroker.class.getClassLoader());
        try {
            return work.call();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("ActiveMQ: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
