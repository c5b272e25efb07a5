package org.connectme.broker.embedded;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a {@link ConnectionFactory} as soon as its broker runs, and tries until it does. All its work is done by
 * one thread of its own. With an external broker the factory is registered at once: whether that broker can be reached
 * shows when somebody connects, and {@code failover:} in its URL waits for it.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.connectme.broker.embedded")
@Designate(ocd = BrokerConfig.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"jakarta.jms.ConnectionFactory\"")
public final class BrokerProvider {

    private static final Logger logger = LoggerFactory.getLogger(BrokerProvider.class);

    private static final long RETRY_SECONDS = 2;
    private static final long STOP_SECONDS = 20;

    private final BundleContext context;
    private final BrokerConfig config;
    private final ScheduledExecutorService worker;

    private @Nullable LocalBroker broker;
    private @Nullable ServiceRegistration<ConnectionFactory> registration;

    @Activate
    public BrokerProvider(BundleContext context, BrokerConfig config) {
        this.context = context;
        this.config = config;
        this.worker = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "broker-provider"));
        worker.execute(this::start);
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        worker.execute(this::stop);
        worker.shutdown();
        if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            logger.warn("The broker is still not stopped after {} seconds", STOP_SECONDS);
            worker.shutdownNow();
        }
    }

    private void start() {
        if (worker.isShutdown()) {
            return;
        }
        try {
            ConnectionFactory connections = config.url().isEmpty() ? embedded() : external();
            registration = context.registerService(ConnectionFactory.class, connections, null);
        } catch (IOException e) {
            logger.warn("No broker yet, trying again every {} s", RETRY_SECONDS, e);
            scheduleRetry();
        }
    }

    private void scheduleRetry() {
        try {
            worker.schedule(this::start, RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            logger.debug("Not tried again: the component has gone meanwhile", e);
        }
    }

    private ConnectionFactory embedded() throws IOException {
        LocalBroker started = LocalBroker.start(Path.of(config.folder()), config.store_limit_mebibytes());
        broker = started;
        logger.info("ActiveMQ is up");
        return started.connections();
    }

    private ConnectionFactory external() {
        ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(config.url());
        connections.setTrustedPackages(List.of()); // no serialised objects
        if (!config.user().isEmpty()) {
            connections.setUserName(config.user());
            connections.setPassword(config.password());
        }
        return connections;
    }

    private void stop() {
        if (registration != null) {
            registration.unregister();
        }
        if (broker == null) {
            return;
        }
        try {
            broker.close();
            logger.info("ActiveMQ stopped");
        } catch (IOException e) {
            logger.warn("ActiveMQ did not stop in an orderly way; its journal is replayed at the next start", e);
        }
    }
}
