package org.connectme.database.embedded;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.connectme.database.Database;
import org.connectme.database.DatabaseException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates schemas and keeps a pool of connections for each of them. With a pool each, a bundle that uses up its
 * connections holds up nobody else, and the search path is set once a connection and not once a statement.
 */
final class PooledDatabase implements Database, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(PooledDatabase.class);

    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** After this long without an answer a statement has failed: a server behind a dead network never says so. */
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration POOL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

    private final Supplier<PGSimpleDataSource> server;
    private final int poolSize;
    private final Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();

    /**
     * @param server makes a fresh description of where to connect
     * @param poolSize connections a schema at most
     */
    PooledDatabase(Supplier<PGSimpleDataSource> server, int poolSize) {
        this.server = server;
        this.poolSize = poolSize;
    }

    @Override
    public Jdbi open(String schema, Class<?> owner) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("Not a name for a schema: " + schema);
        }
        migrate(schema, owner);
        return Jdbi.create(pools.computeIfAbsent(schema, this::pool));
    }

    /** Closes all connections; statements that are under way fail. */
    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }

    private void migrate(String schema, Class<?> owner) {
        PGSimpleDataSource source = described("migration of " + schema);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Flyway finds its own parts by the context class loader and the migrations by the one it is given.
        thread.setContextClassLoader(Flyway.class.getClassLoader());
        try {
            int applied = Flyway.configure(owner.getClassLoader())
                    .loggers("slf4j")
                    .dataSource(source)
                    .locations("classpath:db/migration/" + schema)
                    .failOnMissingLocations(true)
                    .defaultSchema(schema)
                    .createSchemas(true)
                    .table("migration")
                    .validateMigrationNaming(true)
                    // An older version of a bundle may be put back and finds migrations that it does not know.
                    .ignoreMigrationPatterns("*:future")
                    .load()
                    .migrate()
                    .migrationsExecuted;
            if (applied > 0) {
                logger.info("Schema {}: {} migrations applied", schema, applied);
            }
        } catch (FlywayException e) {
            throw new DatabaseException("Schema " + schema + " was not brought up to date: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private HikariDataSource pool(String schema) {
        PGSimpleDataSource source = described(schema);
        source.setCurrentSchema(schema);
        source.setSocketTimeout((int) STATEMENT_TIMEOUT.toSeconds());
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName(schema);
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(1);
        config.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        config.setConnectionTimeout(POOL_TIMEOUT.toMillis());
        return new HikariDataSource(config);
    }

    private PGSimpleDataSource described(String use) {
        PGSimpleDataSource source = server.get();
        source.setApplicationName("ConnectMe " + use);
        source.setLoginTimeout((int) CONNECT_TIMEOUT.toSeconds());
        source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
        source.setTcpKeepAlive(true);
        return source;
    }
}
