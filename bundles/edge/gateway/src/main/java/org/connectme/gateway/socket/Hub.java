package org.connectme.gateway.socket;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.wire.http.Request;
import org.connectme.wire.socket.Sockets;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every seat, and the clockwork that keeps them. Any thread. */
@Component(
        service = {Sockets.class, Hub.class},
        immediate = true)
public final class Hub implements Sockets {

    static final int MAX_STRANGERS_AN_ADDRESS = 10;

    private static final Logger logger = LoggerFactory.getLogger(Hub.class);
    private static final long TICK_MILLIS = 250;
    /** A tick that comes this late means that the whole server stood still. */
    private static final long HALT = TimeUnit.SECONDS.toNanos(2);

    private final Map<String, Seat> seats = new ConcurrentHashMap<>();
    private final Map<String, Integer> strangers = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final SocketClock clock;
    private final Surroundings around;
    private final @Nullable ExecutorService pool;
    private final @Nullable ScheduledExecutorService clockwork;
    private long tickedAt;
    private long awakeSince;

    @Activate
    public Hub(@Reference HandlerSlot handlers) {
        this(handlers, new SocketClock(System::nanoTime, Instant.now()), newPool());
    }

    private Hub(HandlerSlot handlers, SocketClock clock, ExecutorService pool) {
        this.clock = clock;
        this.pool = pool;
        this.around = new Surroundings(clock, handlers, pool, new Closing());
        this.clockwork = Executors.newSingleThreadScheduledExecutor(daemon("gateway-clockwork"));
        begin(handlers);
        clockwork.scheduleWithFixedDelay(this::tickSafely, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** For simulated time: whoever makes it calls {@link #tick}. */
    Hub(HandlerSlot handlers, SocketClock clock, Executor pool) {
        this.clock = clock;
        this.pool = null;
        this.clockwork = null;
        this.around = new Surroundings(clock, handlers, pool, new Closing());
        begin(handlers);
    }

    private void begin(HandlerSlot handlers) {
        tickedAt = clock.nanos();
        awakeSince = tickedAt;
        handlers.onArrival(() -> seats.values().forEach(Seat::handlerArrived));
    }

    @Deactivate
    public void stop() throws InterruptedException {
        if (clockwork != null) {
            clockwork.shutdownNow();
        }
        around.handlers().onArrival(() -> {});
        seats.values().forEach(Seat::stop);
        if (pool != null) {
            pool.shutdown();
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                logger.warn("A call to the handler of the sockets did not end within 10 s.");
            }
        }
    }

    /** Whether this address may open a socket more before it has said hello on those it has. */
    public boolean mayOpen(String address) {
        return strangers.getOrDefault(address, 0) < MAX_STRANGERS_AN_ADDRESS;
    }

    /** @param upgrade what the page was admitted with; shown to the handler again from time to time */
    public Line open(String seatName, Request upgrade, Wire wire) {
        Connection connection = new Connection(wire, upgrade, clock.nanos());
        while (true) {
            Seat seat = seats.computeIfAbsent(seatName, name -> new Seat(name, around));
            if (seat.open(connection)) {
                open.incrementAndGet();
                int strangersThere = strangers.merge(upgrade.address(), 1, Integer::sum);
                if (strangersThere > MAX_STRANGERS_AN_ADDRESS) {
                    // many came through mayOpen at the same moment
                    seat.flooded(connection);
                }
                return new Line(seat, connection);
            }
            seats.remove(seatName, seat);
        }
    }

    public int openSockets() {
        return open.get();
    }

    @Override
    public boolean send(String seat, String message) {
        Seat found = seats.get(seat);
        return found != null && found.send(message);
    }

    @Override
    public boolean sendNow(String seat, String message) {
        Seat found = seats.get(seat);
        return found != null && found.sendNow(message);
    }

    @Override
    public void close(String seat, int code) {
        Seat found = seats.get(seat);
        if (found != null) {
            found.close(code);
        }
    }

    @Override
    public Map<String, Instant> connected() {
        Map<String, Instant> connected = new HashMap<>();
        seats.forEach((name, seat) -> seat.lastHeard().ifPresent(heard -> connected.put(name, clock.instant(heard))));
        return connected;
    }

    @Override
    public Instant since() {
        return clock.start();
    }

    @Override
    public Instant now() {
        return clock.instant(clock.nanos());
    }

    /** Heartbeats, silence and everything else that time brings. One thread. */
    void tick() {
        long now = clock.nanos();
        if (now - tickedAt > HALT) {
            logger.warn("The server stood still for {} ms.", TimeUnit.NANOSECONDS.toMillis(now - tickedAt));
            awakeSince = now;
        }
        tickedAt = now;
        around.closing().tick(now);
        seats.forEach((name, seat) -> {
            seat.tick(now, awakeSince);
            if (seat.retire()) {
                seats.remove(name, seat);
            }
        });
    }

    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException e) {
            // the executor would never call again
            logger.error("A tick of the sockets' clockwork failed.", e);
        }
    }

    /** As many threads as calls may block on the database at once. A seat is queued once at most. */
    private static ExecutorService newPool() {
        int threads = Math.max(8, 2 * Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon("gateway-seat"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemon(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** One socket's end at this hub. The socket ends with {@link #closed}. */
    public final class Line {

        private final Seat seat;
        private final Connection connection;
        private final AtomicBoolean stranger = new AtomicBoolean(true);
        private final AtomicBoolean gone = new AtomicBoolean();

        private Line(Seat seat, Connection connection) {
            this.seat = seat;
            this.connection = connection;
        }

        public void text(String frame) {
            seat.text(connection, frame);
            if (connection.greeted) {
                introduced();
            }
        }

        /** Something else than a whole message came: a fragment, a ping, a pong. @param bytes its size */
        public void noise(int bytes) {
            seat.noise(connection, bytes);
        }

        /** More came than one message may hold. */
        public void oversized() {
            seat.oversized(connection);
        }

        public void closed() {
            if (gone.getAndSet(true)) {
                return;
            }
            introduced();
            open.decrementAndGet();
            seat.closed(connection);
        }

        private void introduced() {
            if (stranger.get() && stranger.getAndSet(false)) {
                strangers.computeIfPresent(
                        connection.upgrade.address(), (address, count) -> count == 1 ? null : count - 1);
            }
        }
    }
}
