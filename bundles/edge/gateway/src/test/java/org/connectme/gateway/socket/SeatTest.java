package org.connectme.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.connectme.wire.http.Request;
import org.connectme.wire.socket.CloseCode;
import org.connectme.wire.socket.SocketHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Turns of events that a random run meets too seldom; the network answers a close at once, on the same thread. */
class SeatTest {

    private static final String HELLO = "{\"t\":\"hello\",\"versions\":[1],\"resume\":null}";

    private final List<String> heard = new ArrayList<>();
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final HandlerSlot slot = new HandlerSlot();
    private long now;
    private boolean admits = true;
    private @Nullable Runnable during;
    private final Hub hub = new Hub(slot, new SocketClock(() -> now, Instant.EPOCH), pool::add);

    @Test
    void aTakeOverIsNoDisconnection() {
        slot.addHandler(new Recorder());
        EagerWire older = open();
        open();
        run();
        assertThat(older.code).isEqualTo(CloseCode.TAKEN_OVER);
        assertThat(heard).containsExactly("connected false", "connected false");
    }

    @Test
    void aStoppedGatewayTellsNoHandlerThatItsPagesLeft() {
        slot.addHandler(new Recorder());
        EagerWire page = open();
        // while a call is still with the handler
        during = () -> {
            try {
                hub.stop();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        run();
        assertThat(page.code).isEqualTo(StandardCloseCode.SERVICE_RESTART);
        assertThat(heard).containsExactly("connected false");
    }

    @Test
    void silenceIsOneDisconnectionAtTheInstantLastHeard() {
        slot.addHandler(new Recorder());
        EagerWire page = open();
        elapse(11);
        run();
        assertThat(page.code).isEqualTo(CloseCode.SILENT);
        assertThat(heard).containsExactly("connected false", "disconnected 1970-01-01T00:00:00Z");
    }

    @Test
    void whatAHaltedServerSleptThroughIsNobodysSilence() {
        slot.addHandler(new Recorder());
        EagerWire page = open();
        now += TimeUnit.SECONDS.toNanos(60);
        hub.tick();
        elapse(9);
        run();
        assertThat(page.code).isZero();
        assertThat(heard).containsExactly("connected false");
    }

    @Test
    void aPageWhoseCookieNoLongerCountsIsSignedOut() {
        slot.addHandler(new Recorder());
        EagerWire page = open();
        page.answersPings = true;
        elapse(16);
        run();
        assertThat(page.code).isZero();
        admits = false;
        elapse(16);
        run();
        assertThat(page.code).isEqualTo(CloseCode.SIGNED_OUT);
    }

    @Test
    void aDisconnectionWaitsForItsHandlerAsLongAsItTakes() {
        EagerWire page = open();
        page.drop();
        elapse(100);
        run();
        assertThat(heard).isEmpty();
        slot.addHandler(new Recorder());
        run();
        assertThat(heard).containsExactly("connected false", "disconnected 1970-01-01T00:00:00Z");
    }

    @Test
    void aSessionEndsTwoMinutesAfterItsSocket() {
        slot.addHandler(new Recorder());
        EagerWire page = open();
        page.drop();
        elapse(119);
        assertThat(hub.send("seat", "{\"t\":\"x\"}")).isTrue();
        elapse(2);
        assertThat(hub.send("seat", "{\"t\":\"x\"}")).isFalse();
    }

    @Test
    void aPageThatAcknowledgesNothingLosesItsSession() {
        slot.addHandler(new Recorder());
        EagerWire page = open();
        for (int i = 0; i < Outbox.MAX_MESSAGES; i++) {
            assertThat(hub.send("seat", "{\"t\":\"x\"}")).isTrue();
        }
        assertThat(hub.send("seat", "{\"t\":\"x\"}")).isFalse();
        assertThat(page.code).isEqualTo(CloseCode.PROTOCOL);
        assertThat(hub.connected()).isEmpty();
    }

    @Test
    void whatNeedsNoWaitingIsTakenOnTheThreadThatReadIt() {
        slot.addHandler(new Recorder());
        EagerWire page = open();
        run();
        page.say("{\"n\":1,\"a\":0,\"m\":{\"t\":\"quick\"}}");
        page.say("{\"n\":2,\"a\":0,\"m\":{\"t\":\"slow\"}}");
        assertThat(heard).containsExactly("connected false", "at once quick");
        run();
        assertThat(heard).containsExactly("connected false", "at once quick", "received slow");
    }

    @Test
    void whatNeedsNoWaitingWaitsForWhatCameBefore() {
        slot.addHandler(new Recorder());
        EagerWire page = open();
        page.say("{\"n\":1,\"a\":0,\"m\":{\"t\":\"quick\"}}");
        assertThat(heard).isEmpty();
        run();
        assertThat(heard).containsExactly("connected false", "received quick");
    }

    private EagerWire open() {
        EagerWire wire = new EagerWire();
        wire.line = hub.open("seat", SimulatedTest.request(), wire);
        wire.line.text(HELLO);
        return wire;
    }

    private void elapse(int seconds) {
        for (int i = 0; i < seconds * 4; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(250);
            hub.tick();
        }
    }

    private void run() {
        for (Runnable next = pool.poll(); next != null; next = pool.poll()) {
            next.run();
        }
    }

    private final class Recorder implements SocketHandler {

        @Override
        public Optional<String> admit(Request upgrade) {
            return admits ? Optional.of("seat") : Optional.empty();
        }

        @Override
        public void connected(String seat, boolean resumed) {
            heard.add("connected " + resumed);
            if (during != null) {
                during.run();
            }
        }

        @Override
        public void received(String seat, String type, String message) {
            heard.add("received " + type);
        }

        @Override
        public boolean receivedAtOnce(String seat, String type, String message) {
            if (!type.equals("quick")) {
                return false;
            }
            heard.add("at once " + type);
            return true;
        }

        @Override
        public void disconnected(String seat, Instant lastHeard) {
            heard.add("disconnected " + lastHeard);
        }
    }

    private static final class EagerWire implements Wire {

        private int code;
        private boolean answersPings;
        private Hub.@Nullable Line line;

        void drop() {
            if (line != null) {
                line.closed();
            }
        }

        void say(String frame) {
            if (line != null) {
                line.text(frame);
            }
        }

        @Override
        public void text(String frame) {}

        @Override
        public void ping() {
            if (answersPings && line != null) {
                line.noise(0);
            }
        }

        @Override
        public void close(int with) {
            code = with;
            drop();
        }

        @Override
        public void abort() {
            drop();
        }

        @Override
        public long unsentBytes() {
            return 0;
        }
    }
}
