package org.connectme.database.embedded;

import java.nio.file.Path;
import org.connectme.database.Database;
import org.jdbi.v3.core.Jdbi;

/** A database in a folder, without a container: for tests of bundles that keep data. Thread-safe. */
public final class LocalDatabase implements Database, AutoCloseable {

    private static final int POOL_SIZE = 12;

    private final PostgresServer server;
    private final PooledDatabase database;

    private LocalDatabase(PostgresServer server) {
        this.server = server;
        this.database = new PooledDatabase(server::connections, POOL_SIZE);
    }

    /**
     * Starts PostgreSQL with the settings it has in production; takes 2 to 3 seconds when the folder is empty.
     *
     * @param folder kept for the next start, data included
     */
    public static LocalDatabase start(Path folder) {
        return new LocalDatabase(PostgresServer.start(folder));
    }

    @Override
    public Jdbi open(String schema, Class<?> owner) {
        return database.open(schema, owner);
    }

    /** Closes all connections and stops the server. */
    @Override
    public void close() {
        database.close();
        server.stop();
    }
}
