package org.connectme.gateway.socket;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.connectme.gateway.socket.Call.Connected;
import org.connectme.gateway.socket.Call.Disconnected;
import org.connectme.gateway.socket.Call.Received;
import org.connectme.gateway.socket.Call.Recheck;
import org.connectme.wire.socket.CloseCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One seat: its page's session, the socket that carries it now, and what waits for the handler.
 *
 * <p>Nothing is lost: a message of the page is acknowledged once the handler took it, and a message to the page is
 * kept until the page acknowledged it. Nothing is doubled: what comes again has a number that was already accepted.
 * All state is guarded by {@link #lock}, which is never held while the handler is called.
 */
final class Seat implements Turns.Owner {

    static final int VERSION = 1;
    static final long HEARTBEAT_SECONDS = 5;
    static final long HEARTBEAT = SECONDS.toNanos(HEARTBEAT_SECONDS);
    static final long HELLO_WITHIN = SECONDS.toNanos(5);
    static final long SILENCE = SECONDS.toNanos(10);
    static final long SESSION_LIFE = SECONDS.toNanos(120);
    static final long RECHECK = SECONDS.toNanos(15);
    static final int MAX_MESSAGE_BYTES = 64 * 1024;

    private static final Logger logger = LoggerFactory.getLogger(Seat.class);

    private static final int TELL_AFTER = 16;
    private static final int MAX_FAILURES = 20;
    private static final long MAX_UNSENT_BYTES = 512 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Surroundings around;
    private final Set<Connection> strangers = new HashSet<>();
    private final Turns turns;
    private @Nullable PageSession session;
    private @Nullable Connection line;
    private long lineLostAt;
    private boolean retired;

    Seat(String name, Surroundings around) {
        this.around = around;
        this.turns = new Turns(name, lock, around, this);
    }

    /** @return false if this seat was given up a moment ago; take a new one */
    boolean open(Connection connection) {
        lock.lock();
        try {
            return !retired && strangers.add(connection);
        } finally {
            lock.unlock();
        }
    }

    void text(Connection connection, String text) {
        long now = around.clock().nanos();
        connection.heard(now);
        Frame frame = FrameReader.read(text);
        lock.lock();
        try {
            if (connection.closed) {
                return;
            }
            if (!connection.allowance.take(Utf8.length(text), now)) {
                refuse(connection, CloseCode.FLOODED, now);
            } else if (frame instanceof Frame.Hello hello && !connection.greeted) {
                greet(connection, hello, now);
            } else if (connection != line || frame instanceof Frame.Hello || !take(frame, now)) {
                refuse(connection, CloseCode.PROTOCOL, now);
            }
        } finally {
            lock.unlock();
        }
        turns.kickAtOnce();
    }

    /** A part of a message, a ping or a pong: counts against the allowance, so that tiny fragments are no way around it. */
    void noise(Connection connection, int bytes) {
        long now = around.clock().nanos();
        connection.heard(now);
        lock.lock();
        try {
            if (!connection.closed && !connection.allowance.take(bytes, now)) {
                refuse(connection, CloseCode.FLOODED, now);
            }
        } finally {
            lock.unlock();
        }
        turns.kick();
    }

    void oversized(Connection connection) {
        refuse(connection, CloseCode.PROTOCOL);
    }

    /** Its address has more sockets than it may have. */
    void flooded(Connection connection) {
        refuse(connection, CloseCode.FLOODED);
    }

    private void refuse(Connection connection, int code) {
        lock.lock();
        try {
            refuse(connection, code, around.clock().nanos());
        } finally {
            lock.unlock();
        }
        turns.kick();
    }

    /** The socket is gone. May come from within {@link Wire#close}: what this seat closed itself, it has dealt with. */
    void closed(Connection connection) {
        lock.lock();
        try {
            boolean byPage = !connection.closed;
            connection.closed = true;
            strangers.remove(connection);
            if (byPage && connection == line) {
                lineLost(around.clock().nanos());
            }
        } finally {
            lock.unlock();
        }
        turns.kick();
    }

    boolean send(String message) {
        lock.lock();
        try {
            if (session == null) {
                return false;
            }
            long number = session.outbox.add(message);
            if (number == 0) {
                logger.warn("A page did not acknowledge what it was sent; its session ends.");
                end(CloseCode.PROTOCOL, around.clock().nanos());
                return false;
            }
            if (line != null) {
                line.wire.text(Frames.numbered(number, tell(session), message));
            }
            return true;
        } finally {
            lock.unlock();
            turns.kick();
        }
    }

    boolean sendNow(String message) {
        lock.lock();
        try {
            if (line == null || session == null || line.wire.unsentBytes() > MAX_UNSENT_BYTES) {
                return false;
            }
            line.wire.text(Frames.unnumbered(tell(session), message));
            return true;
        } finally {
            lock.unlock();
        }
    }

    void close(int code) {
        lock.lock();
        try {
            end(code, around.clock().nanos());
        } finally {
            lock.unlock();
        }
        turns.kick();
    }

    /** The gateway goes: no handler is told, since none was left by its pages. */
    void stop() {
        lock.lock();
        try {
            retired = true;
            turns.stop();
            long now = around.clock().nanos();
            List<Connection> all = new ArrayList<>(strangers);
            if (line != null) {
                all.add(line);
            }
            all.forEach(each -> hangUp(each, StandardCloseCode.SERVICE_RESTART, now));
            strangers.clear();
            line = null;
            session = null;
        } finally {
            lock.unlock();
        }
    }

    OptionalLong lastHeard() {
        lock.lock();
        try {
            return line == null ? OptionalLong.empty() : OptionalLong.of(line.lastHeard());
        } finally {
            lock.unlock();
        }
    }

    void handlerArrived() {
        lock.lock();
        try {
            turns.startAnew(line != null);
        } finally {
            lock.unlock();
        }
        turns.kick();
    }

    /** @param awakeSince since when this server has been running without a halt: what it slept through is nobody's silence */
    void tick(long now, long awakeSince) {
        lock.lock();
        try {
            for (Connection stranger : List.copyOf(strangers)) {
                if (now - stranger.openedAt >= HELLO_WITHIN) {
                    refuse(stranger, CloseCode.PROTOCOL, now);
                }
            }
            if (line != null) {
                beat(line, now, awakeSince);
            } else if (session != null && now - lineLostAt >= SESSION_LIFE) {
                session = null;
            }
            if (turns.haveWaitedInVain(session, now)) {
                takeBack(now);
            }
        } finally {
            lock.unlock();
        }
        turns.kick();
    }

    /** @return true once nobody is left here; nothing more can happen at this seat then */
    boolean retire() {
        lock.lock();
        try {
            retired |= session == null && line == null && strangers.isEmpty() && turns.isIdle();
            return retired;
        } finally {
            lock.unlock();
        }
    }

    private void greet(Connection connection, Frame.Hello hello, long now) {
        if (!hello.versions().contains(VERSION)) {
            refuse(connection, CloseCode.VERSION, now);
            return;
        }
        Frame.Resume resume = hello.resume();
        boolean resumed = session != null
                && resume != null
                && session.id.equals(resume.session())
                && session.outbox.reaches(resume.seen());
        PageSession carried = resumed && session != null ? session : new PageSession();
        if (resumed && resume != null) {
            carried.outbox.acknowledge(resume.seen());
        }
        if (line != null) {
            hangUp(line, CloseCode.TAKEN_OVER, now);
        }
        session = carried;
        line = connection;
        strangers.remove(connection);
        connection.greeted = true;
        connection.nextBeat = now + HEARTBEAT;
        connection.nextRecheck = now + RECHECK;
        connection.wire.text(Frames.welcome(VERSION, carried.id, resumed, tell(carried), HEARTBEAT_SECONDS));
        carried.outbox.forEach(
                (message, number) -> connection.wire.text(Frames.numbered(number, carried.delivered, message)));
        turns.add(new Connected(resumed));
    }

    /** @return false if the frame breaks the protocol */
    private boolean take(Frame frame, long now) {
        if (session == null) {
            return false;
        }
        if (frame instanceof Frame.Acknowledgement acknowledgement) {
            return session.outbox.acknowledge(acknowledgement.acknowledged());
        }
        if (!(frame instanceof Frame.Message message)
                || !session.outbox.acknowledge(message.acknowledged())
                || message.number() > session.accepted + 1
                || !Utf8.fits(message.body(), MAX_MESSAGE_BYTES)) {
            return false;
        }
        if (message.number() > 0 && message.number() <= session.accepted) {
            return true;
        }
        if (!turns.add(new Received(session, message.number(), message.type(), message.body(), now))) {
            return false;
        }
        session.accepted += message.number() > 0 ? 1 : 0;
        return true;
    }

    /** Closes a socket for what it did, and with it the session that it carries. */
    private void refuse(Connection connection, int code, long now) {
        if (connection == line) {
            end(code, now);
        } else {
            hangUp(connection, code, now);
        }
    }

    private void end(int code, long now) {
        session = null;
        drop(code, now);
    }

    /** Closes the socket; the session waits for the page to come back. */
    private void drop(int code, long now) {
        if (line != null) {
            hangUp(line, code, now);
            lineLost(now);
        }
    }

    private void hangUp(Connection connection, int code, long now) {
        strangers.remove(connection);
        if (!connection.closed) {
            connection.closed = true;
            around.closing().close(connection.wire, code, now);
        }
    }

    private void lineLost(long now) {
        if (line != null) {
            turns.add(new Disconnected(line.lastHeard()));
            line = null;
            lineLostAt = now;
        }
    }

    private void beat(Connection connection, long now, long awakeSince) {
        long quietSince = connection.lastHeard() - awakeSince > 0 ? connection.lastHeard() : awakeSince;
        if (now - quietSince >= SILENCE) {
            drop(CloseCode.SILENT, now);
            return;
        }
        if (now - connection.nextBeat >= 0 && session != null) {
            connection.nextBeat = now + HEARTBEAT;
            connection.wire.ping();
            connection.wire.text(Frames.acknowledgement(tell(session)));
        }
        if (now - connection.nextRecheck >= 0) {
            connection.nextRecheck = now + RECHECK;
            turns.add(new Recheck(connection));
        }
    }

    /** Messages waited too long for a handler: the page shall come again and repeat them. */
    private void takeBack(long now) {
        if (session != null) {
            rewind(session);
        }
        drop(StandardCloseCode.TRY_AGAIN_LATER, now);
    }

    /** Forgets what was accepted and not taken by the handler, so that the page's repetition is no duplicate. */
    private void rewind(PageSession page) {
        boolean oneIsOnItsWay = turns.forget(page);
        page.accepted = page.delivered + (oneIsOnItsWay ? 1 : 0);
    }

    private long tell(PageSession page) {
        page.told = page.delivered;
        return page.told;
    }

    @Override
    public void taken(Received received) {
        if (received.number() == 0) {
            return;
        }
        PageSession page = received.session();
        page.delivered = received.number();
        page.failures = 0;
        if (line != null && page == session && page.delivered - page.told >= TELL_AFTER) {
            line.wire.text(Frames.acknowledgement(tell(page)));
        }
    }

    /** The page is asked to repeat; a message at which the handler throws again and again ends the session. */
    @Override
    public void failed(Received received) {
        long now = around.clock().nanos();
        PageSession page = received.session();
        if (received.number() == 0 || page != session) {
            return;
        }
        rewind(page);
        page.failures++;
        if (page.failures >= MAX_FAILURES) {
            end(CloseCode.PROTOCOL, now);
        } else {
            drop(StandardCloseCode.SERVER_ERROR, now);
        }
    }

    @Override
    public void mayStayNoLonger(Connection connection) {
        if (connection == line) {
            end(CloseCode.SIGNED_OUT, around.clock().nanos());
        }
    }
}
