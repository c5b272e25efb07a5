package org.connectme.database.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.connectme.database.Database;
import org.connectme.database.DatabaseException;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the {@link Database} as soon as its server answers, and tries until it does. All its work is done by one
 * thread of its own, so nobody waits for a database but those who need it.
 *
 * <p>When the container stops, the embedded server stops with it. When only this bundle goes, it is left running for
 * the version that comes next.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.connectme.database.embedded")
@Designate(ocd = DatabaseConfig.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.connectme.database.Database\"")
public final class DatabaseProvider {

    private static final Logger logger = LoggerFactory.getLogger(DatabaseProvider.class);

    private static final long RETRY_SECONDS = 2;
    private static final long STOP_SECONDS = 40;

    private final BundleContext context;
    private final DatabaseConfig config;
    private final ScheduledExecutorService worker;

    private @Nullable PostgresServer server;
    private @Nullable PooledDatabase database;
    private @Nullable ServiceRegistration<Database> registration;

    @Activate
    public DatabaseProvider(BundleContext context, DatabaseConfig config) {
        this.context = context;
        this.config = config;
        this.worker = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "database-provider"));
        worker.execute(this::start);
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        worker.execute(this::stop);
        worker.shutdown();
        if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            logger.warn("The database is still not stopped after {} seconds", STOP_SECONDS);
            worker.shutdownNow();
        }
    }

    private void start() {
        if (worker.isShutdown()) {
            return;
        }
        try {
            database = config.url().isEmpty() ? embedded() : external();
            registration = context.registerService(Database.class, database, null);
        } catch (DatabaseException e) {
            logger.warn("No database yet, trying again every {} s: {}", RETRY_SECONDS, e.getMessage());
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

    private PooledDatabase embedded() {
        PostgresServer started = PostgresServer.start(Path.of(config.folder()));
        server = started;
        return new PooledDatabase(started::connections, config.pool_size());
    }

    private PooledDatabase external() {
        try (Connection connection = named().getConnection()) {
            logger.info("Using PostgreSQL {}", connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            throw new DatabaseException("The server behind the URL cannot be used: " + e.getMessage(), e);
        }
        return new PooledDatabase(this::named, config.pool_size());
    }

    private PGSimpleDataSource named() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(config.url());
        if (!config.user().isEmpty()) {
            source.setUser(config.user());
        }
        if (!config.password().isEmpty()) {
            source.setPassword(config.password());
        }
        return source;
    }

    private void stop() {
        if (registration != null) {
            registration.unregister();
        }
        if (database != null) {
            database.close();
        }
        if (server != null && containerStops()) {
            server.stop();
            logger.info("PostgreSQL stopped");
        }
    }

    private boolean containerStops() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
    }
}
