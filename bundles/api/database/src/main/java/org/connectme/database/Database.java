package org.connectme.database;

import org.jdbi.v3.core.Jdbi;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The PostgreSQL database of this node, embedded or external, shared with the other nodes if there are any.
 *
 * <p>Every bundle that keeps data owns one schema, and nobody else reads or writes it. All methods may be called from
 * any thread and block while they talk to the database.
 */
@ProviderType
public interface Database {

    /**
     * Brings a schema up to date and opens it.
     *
     * <p>The migrations are SQL files {@code db/migration/<schema>/V<number>__<what>.sql} in the owner's bundle. They run
     * in the order of their numbers, each once and in a transaction of its own; the schema is created when it is missing,
     * and keeps its history to itself. Nodes that start together take turns. A migration must leave the tables usable
     * for the version before it, which may still be running in this node or another.
     *
     * @param schema lower-case letters, digits and underscores, beginning with a letter; at most 63 characters
     * @param owner any class of the bundle that holds the migrations
     * @return connections whose search path is the schema alone, so that tables need no qualification. Stays valid for
     *     as long as this service does; opening a schema again returns the same connections
     * @throws DatabaseException if the database cannot be reached or a migration fails; nothing of the failed migration
     *     remains, those before it do
     * @throws IllegalArgumentException if the name is not one for a schema
     */
    Jdbi open(String schema, Class<?> owner);
}
