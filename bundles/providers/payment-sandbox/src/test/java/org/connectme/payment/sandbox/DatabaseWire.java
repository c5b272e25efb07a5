package org.connectme.payment.sandbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.connectme.plugin.tck.Wire;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The sandbox's connections to its database, which break before a commit, after it, or while it is answered. */
final class DatabaseWire implements Wire, ConnectionFactory {

    private final Jdbi jdbi;
    private @Nullable Fault fault;
    private int withheld;
    private CountDownLatch delivery = new CountDownLatch(1);

    DatabaseWire(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Set<Fault> faults() {
        return EnumSet.of(Fault.REFUSED, Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.STALLED);
    }

    @Override
    public synchronized void disturb(Fault next) {
        fault = next;
    }

    @Override
    public synchronized void heal() {
        fault = null;
    }

    @Override
    public synchronized int withheld() {
        return withheld;
    }

    @Override
    public synchronized void deliver() {
        delivery.countDown();
        delivery = new CountDownLatch(1);
        withheld = 0;
    }

    private synchronized @Nullable Fault fault() {
        return fault;
    }

    @Override
    public Connection openConnection() throws SQLException {
        if (fault() == Fault.REFUSED) {
            throw new SQLException("No connection");
        }
        Handle handle = jdbi.open();
        return (Connection) Proxy.newProxyInstance(
                DatabaseWire.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(handle, method, arguments));
    }

    private @Nullable Object call(Handle handle, Method method, Object @Nullable [] arguments) throws Throwable {
        Connection connection = handle.getConnection();
        Fault met = fault();
        switch (method.getName()) {
            case "close" -> {
                handle.close();
                return null;
            }
            case "commit" -> {
                if (met == Fault.CUT_BEFORE) {
                    connection.rollback();
                    throw new SQLException("Cut before the commit");
                }
                connection.commit();
                if (met == Fault.CUT_AFTER) {
                    throw new SQLException("Cut after the commit");
                }
                if (met == Fault.STALLED) {
                    withhold();
                }
                return null;
            }
            case "prepareStatement" -> {
                // what only reads does not commit
                boolean reads = connection.getAutoCommit();
                if (reads && (met == Fault.CUT_BEFORE || met == Fault.CUT_AFTER)) {
                    throw new SQLException("Cut while reading");
                }
                return pass(connection, method, arguments);
            }
            default -> {
                return pass(connection, method, arguments);
            }
        }
    }

    private void withhold() throws SQLException {
        CountDownLatch arrival;
        synchronized (this) {
            withheld++;
            arrival = delivery;
        }
        try {
            arrival.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while it waited for an answer", e);
        }
    }

    private static @Nullable Object pass(Connection connection, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
