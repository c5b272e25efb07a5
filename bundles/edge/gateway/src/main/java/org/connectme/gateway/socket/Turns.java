package org.connectme.gateway.socket;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.connectme.gateway.socket.Call.Connected;
import org.connectme.gateway.socket.Call.Disconnected;
import org.connectme.gateway.socket.Call.Received;
import org.connectme.gateway.socket.Call.Recheck;
import org.connectme.wire.socket.SocketHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the handler for one seat: one call after another, as long as there is a handler; on the pool, but for what the
 * handler takes without waiting. What the handler throws at is tried again later, but for a page's message, which the page
 * itself repeats. State is guarded by the seat's lock, which is never held while the handler is called; all but {@link
 * #kick} and {@link #kickAtOnce} wants it held.
 */
final class Turns {

    static final long HANDLER_PATIENCE = SECONDS.toNanos(2);

    private static final Logger logger = LoggerFactory.getLogger(Turns.class);

    /** Then other seats have theirs. */
    private static final int CALLS_IN_A_ROW = 64;

    private static final long FIRST_RETRY = MILLISECONDS.toNanos(100);
    private static final long LAST_RETRY = SECONDS.toNanos(30);

    private final String seat;
    private final ReentrantLock lock;
    private final Surroundings around;
    private final Owner owner;
    private final CallQueue calls = new CallQueue();
    private @Nullable Call current;
    private boolean draining;
    private boolean stopped;
    private long notBefore;
    private long retryDelay;

    Turns(String seat, ReentrantLock lock, Surroundings around, Owner owner) {
        this.seat = seat;
        this.lock = lock;
        this.around = around;
        this.owner = owner;
        this.notBefore = around.clock().nanos();
    }

    /** What became of a call. Called with the lock held. */
    interface Owner {
        void taken(Received received);

        void failed(Received received);

        void mayStayNoLonger(Connection connection);
    }

    /** @return false if too many wait */
    boolean add(Received call) {
        return calls.add(call);
    }

    void add(Connected call) {
        calls.add(call);
    }

    void add(Disconnected call) {
        calls.add(call);
    }

    void add(Recheck call) {
        calls.add(call);
    }

    /** For a new handler, which is first told who is there. */
    void startAnew(boolean isConnected) {
        notBefore = around.clock().nanos();
        if (isConnected) {
            calls.announceFirst();
        }
    }

    /** No further call is begun. */
    void stop() {
        stopped = true;
    }

    boolean isIdle() {
        return calls.isEmpty() && !draining;
    }

    /** Whether a message of this session has waited too long for a handler that is away or fails. */
    boolean haveWaitedInVain(@Nullable PageSession page, long now) {
        boolean isAway = around.handlers().current().isEmpty() || now - notBefore < 0;
        return isAway && calls.hasWaitedSince(now - HANDLER_PATIENCE, page);
    }

    /** Drops a session's messages that wait. @return whether a numbered one is with the handler at this moment */
    boolean forget(PageSession page) {
        calls.forget(page);
        return current instanceof Received message && message.session() == page && message.number() > 0;
    }

    /** Begins to call if there is something to call. Any thread, with or without the lock. */
    void kick() {
        if (claim()) {
            around.pool().execute(this::drain);
        }
    }

    /** As {@link #kick}, by a thread that holds no lock: what the handler takes without waiting is done on return. */
    void kickAtOnce() {
        if (!claim()) {
            return;
        }
        if (tookAtOnce()) {
            release();
        } else {
            around.pool().execute(this::drain);
        }
    }

    /** @return false if nothing was done with the call at the front */
    private boolean tookAtOnce() {
        Optional<SocketHandler> handler = around.handlers().current();
        Call call = handler.isPresent() ? begin() : null;
        if (call == null) {
            return false;
        }
        boolean done = true;
        try {
            if (!(call instanceof Received received)
                    || !handler.get().receivedAtOnce(seat, received.type(), received.body())) {
                giveBack(call);
                return false;
            }
        } catch (RuntimeException | LinkageError e) {
            logThrown(call, e);
            done = false;
        }
        finish(call, done);
        return true;
    }

    /** @return whether it is now this thread that calls for the seat */
    private boolean claim() {
        lock.lock();
        try {
            boolean isReady =
                    around.handlers().current().isPresent() && around.clock().nanos() - notBefore >= 0;
            if (stopped || draining || calls.isEmpty() || !isReady) {
                return false;
            }
            draining = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        lock.lock();
        try {
            draining = false;
        } finally {
            lock.unlock();
        }
        // for what arrived since the last look, and the rest of a long row
        kick();
    }

    private void giveBack(Call call) {
        lock.lock();
        try {
            current = null;
            calls.giveBack(call);
        } finally {
            lock.unlock();
        }
    }

    private static void logThrown(Call call, Throwable thrown) {
        logger.error("The handler of the sockets threw at {}.", call.getClass().getSimpleName(), thrown);
    }

    private void drain() {
        for (int i = 0; i < CALLS_IN_A_ROW; i++) {
            Optional<SocketHandler> handler = around.handlers().current();
            Call call = handler.isPresent() ? begin() : null;
            if (call == null || !finish(call, deliver(handler.get(), call))) {
                break;
            }
        }
        release();
    }

    private @Nullable Call begin() {
        lock.lock();
        try {
            current = stopped ? null : calls.take();
            return current;
        } finally {
            lock.unlock();
        }
    }

    private boolean deliver(SocketHandler handler, Call call) {
        try {
            if (call instanceof Connected connected) {
                handler.connected(seat, connected.resumed());
            } else if (call instanceof Received received) {
                handler.received(seat, received.type(), received.body());
            } else if (call instanceof Disconnected disconnected) {
                handler.disconnected(seat, around.clock().instant(disconnected.lastHeard()));
            } else if (call instanceof Recheck recheck) {
                recheck(handler, recheck.connection());
            }
            return true;
        } catch (RuntimeException | LinkageError e) {
            logThrown(call, e);
            return false;
        }
    }

    private void recheck(SocketHandler handler, Connection connection) {
        if (handler.admit(connection.upgrade).filter(seat::equals).isPresent()) {
            return;
        }
        lock.lock();
        try {
            owner.mayStayNoLonger(connection);
        } finally {
            lock.unlock();
        }
    }

    /** @return false if this seat pauses before it tries again */
    private boolean finish(Call call, boolean done) {
        lock.lock();
        try {
            current = null;
            retryDelay = done ? 0 : retryDelay;
            if (call instanceof Received received) {
                if (done) {
                    owner.taken(received);
                } else {
                    owner.failed(received);
                }
                return true;
            }
            if (done || call instanceof Recheck) {
                return true;
            }
            calls.giveBack(call);
            retryDelay = Math.min(LAST_RETRY, Math.max(FIRST_RETRY, retryDelay * 2));
            notBefore = around.clock().nanos() + retryDelay;
            return false;
        } finally {
            lock.unlock();
        }
    }
}
