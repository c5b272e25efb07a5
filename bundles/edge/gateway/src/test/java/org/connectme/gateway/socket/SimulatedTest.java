package org.connectme.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.connectme.wire.http.Request;
import org.connectme.wire.socket.SocketHandler;
import org.jspecify.annotations.Nullable;

/** A page and the session layer under simulated time, over a network that cuts, with a handler that comes and goes. */
class SimulatedTest {

    private static final String SEAT = "room/1";
    private static final Pattern NUMBERED =
            Pattern.compile("\\{\"n\":(\\d+),\"a\":(\\d+),\"m\":\\{\"t\":\"x\",\"i\":(\\d+)}}");
    private static final Pattern UNNUMBERED = Pattern.compile("\\{\"a\":(\\d+)(,.*)?}");
    private static final Pattern WELCOME = Pattern.compile(
            "\\{\"t\":\"welcome\",\"version\":1,\"session\":\"([^\"]+)\",\"resumed\":(true|false),\"seen\":(\\d+),.*");

    @Property(tries = 400)
    @Label("every message arrives once and in order, both ways, over cuts, resumes, replaced and failing handlers")
    void everyMessageArrivesOnceAndInOrder(@ForAll long seed) {
        World world = new World(seed);
        for (int i = 0; i < 400; i++) {
            world.step(true);
        }
        world.heal();
        for (int i = 0; i < 3_000 && !world.isQuiet(); i++) {
            world.step(false);
        }
        assertThat(world.handlerGot).as("what the handler took").containsExactlyElementsOf(upTo(world.page.said));
        assertThat(world.page.got).as("what the page received").containsExactlyElementsOf(upTo(world.handlerSaid));
        assertThat(world.page.restarts).as("sessions that were lost").isEqualTo(1);
    }

    @Property(tries = 200)
    @Label("the handler hears in turn that the page came and went, and last what is so")
    void theHandlerKnowsWhoIsThere(@ForAll long seed) {
        World world = new World(seed);
        for (int i = 0; i < 300; i++) {
            world.step(true);
        }
        world.heal();
        for (int i = 0; i < 3_000 && !world.isQuiet(); i++) {
            world.step(false);
        }
        assertThat(world.isThere).isTrue();
        world.page.leave();
        world.elapse(TimeUnit.SECONDS.toNanos(11));
        for (int i = 0; i < 100; i++) {
            world.step(false, false);
        }
        assertThat(world.isThere).isFalse();
        assertThat(world.wrongTurns)
                .as("disconnections of somebody who was not there")
                .isZero();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static final class World {

        private final Random random;
        private final HandlerSlot slot = new HandlerSlot();
        private final Deque<Runnable> pool = new ArrayDeque<>();
        private final Hub hub;
        private final Page page = new Page();
        private final List<Integer> handlerGot = new ArrayList<>();
        private long now = TimeUnit.DAYS.toNanos(1);
        private int handlerSaid;
        private boolean faults = true;
        private boolean isThere;
        private int wrongTurns;
        private @Nullable SocketHandler handler;

        World(long seed) {
            random = new Random(seed);
            hub = new Hub(slot, new SocketClock(() -> now, Instant.EPOCH), pool::add);
            bringHandler();
            // a page that has not heard its first welcome has no session to resume
            page.connect();
            page.deliver();
            page.receive();
        }

        void step(boolean talks) {
            step(talks, true);
        }

        void step(boolean talks, boolean reconnects) {
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> page.receive();
                case 3, 4, 5 -> page.deliver();
                case 6, 7, 8 -> runOne();
                case 9 -> elapse(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
                case 10 -> {
                    if (talks) {
                        page.say();
                    } else {
                        page.acknowledge();
                    }
                }
                case 11 -> {
                    if (talks && hub.send(SEAT, "{\"t\":\"x\",\"i\":" + (handlerSaid + 1) + "}")) {
                        handlerSaid++;
                    }
                }
                case 12 -> {
                    if (reconnects && page.wire == null) {
                        page.connect();
                    }
                }
                default -> fault();
            }
        }

        private void fault() {
            if (!faults) {
                return;
            }
            switch (random.nextInt(4)) {
                case 0 -> page.cut(random.nextBoolean());
                case 1 -> takeHandler();
                case 2 -> bringHandler();
                default -> elapse(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2_500)));
            }
        }

        void heal() {
            faults = false;
            bringHandler();
        }

        boolean isQuiet() {
            return page.wire != null
                    && page.wire.toPage.isEmpty()
                    && page.wire.toServer.isEmpty()
                    && page.unacknowledged.isEmpty()
                    && page.greeted
                    && pool.isEmpty()
                    && page.got.size() == handlerSaid;
        }

        void elapse(long nanos) {
            for (long left = nanos; left > 0; left -= TimeUnit.MILLISECONDS.toNanos(250)) {
                now += Math.min(left, TimeUnit.MILLISECONDS.toNanos(250));
                hub.tick();
            }
        }

        private void runOne() {
            Runnable task = pool.poll();
            if (task != null) {
                task.run();
            }
        }

        private void takeHandler() {
            if (handler != null) {
                slot.removeHandler(handler);
                handler = null;
            }
        }

        private void bringHandler() {
            SocketHandler before = handler;
            SocketHandler next = new Recorder();
            handler = next;
            slot.addHandler(next);
            if (before != null) {
                slot.removeHandler(before);
            }
        }

        private final class Recorder implements SocketHandler {

            @Override
            public Optional<String> admit(Request upgrade) {
                return Optional.of(SEAT);
            }

            @Override
            public void connected(String seat, boolean resumed) {
                mayFail();
                isThere = true;
            }

            @Override
            public void received(String seat, String type, String message) {
                mayFail();
                Matcher number = Pattern.compile("\\d+").matcher(message);
                assertThat(number.find()).isTrue();
                handlerGot.add(Integer.parseInt(number.group()));
            }

            @Override
            public boolean receivedAtOnce(String seat, String type, String message) {
                if (random.nextBoolean()) {
                    return false;
                }
                received(seat, type, message);
                return true;
            }

            @Override
            public void disconnected(String seat, Instant lastHeard) {
                mayFail();
                wrongTurns += isThere ? 0 : 1;
                isThere = false;
            }

            private void mayFail() {
                if (faults && random.nextInt(25) == 0) {
                    throw new IllegalStateException("a fault of the simulation");
                }
            }
        }

        /** The page's end, as the protocol wants it. */
        private final class Page {

            private final Deque<Integer> unacknowledged = new ArrayDeque<>();
            private final List<Integer> got = new ArrayList<>();
            private int said;
            private int restarts;
            private boolean greeted;
            private @Nullable String session;
            private @Nullable SimulatedWire wire;

            void connect() {
                greeted = false;
                SimulatedWire fresh = new SimulatedWire();
                fresh.line = hub.open(SEAT, request(), fresh);
                wire = fresh;
                String resume =
                        session == null ? "null" : "{\"session\":\"" + session + "\",\"seen\":" + got.size() + "}";
                fresh.toServer.add("{\"t\":\"hello\",\"versions\":[1],\"resume\":" + resume + "}");
            }

            void say() {
                if (unacknowledged.size() < 400) {
                    unacknowledged.add(++said);
                    if (greeted && wire != null) {
                        wire.toServer.add(numbered(said));
                    }
                }
            }

            void acknowledge() {
                if (greeted && wire != null) {
                    wire.toServer.add("{\"a\":" + got.size() + "}");
                }
            }

            private String numbered(int number) {
                return "{\"n\":" + number + ",\"a\":" + got.size() + ",\"m\":{\"t\":\"x\",\"i\":" + number + "}}";
            }

            /** Hands what the page sent to the server. */
            void deliver() {
                if (wire != null && !wire.toServer.isEmpty()) {
                    Hub.Line line = wire.line;
                    String frame = wire.toServer.poll();
                    if (line != null) {
                        line.text(frame);
                    }
                }
                if (wire != null && wire.closed) {
                    cut(true);
                }
            }

            void receive() {
                SimulatedWire from = wire;
                String frame = from == null ? null : from.toPage.poll();
                if (frame == null) {
                    return;
                }
                Matcher welcome = WELCOME.matcher(frame);
                Matcher numbered = NUMBERED.matcher(frame);
                Matcher unnumbered = UNNUMBERED.matcher(frame);
                if (welcome.matches()) {
                    welcome(welcome);
                } else if (numbered.matches()) {
                    acknowledged(Integer.parseInt(numbered.group(2)));
                    assertThat(Integer.parseInt(numbered.group(1))).isEqualTo(got.size() + 1);
                    got.add(Integer.parseInt(numbered.group(3)));
                } else {
                    assertThat(unnumbered.matches()).as(frame).isTrue();
                    acknowledged(Integer.parseInt(unnumbered.group(1)));
                }
            }

            private void welcome(Matcher welcome) {
                greeted = true;
                session = welcome.group(1);
                restarts += welcome.group(2).equals("true") ? 0 : 1;
                acknowledged(Integer.parseInt(welcome.group(3)));
                for (int number : unacknowledged) {
                    if (wire != null) {
                        wire.toServer.add(numbered(number));
                    }
                }
            }

            private void acknowledged(int number) {
                while (!unacknowledged.isEmpty() && unacknowledged.peek() <= number) {
                    unacknowledged.poll();
                }
            }

            /** @param heard whether the server hears of it; otherwise the page just comes back on another socket */
            void cut(boolean heard) {
                SimulatedWire old = wire;
                wire = null;
                greeted = false;
                if (old != null) {
                    old.dead = true;
                }
                if (old != null && heard && old.line != null) {
                    old.line.closed();
                }
            }

            void leave() {
                cut(false);
            }
        }
    }

    private static final class SimulatedWire implements Wire {

        private final Deque<String> toServer = new ArrayDeque<>();
        private final Deque<String> toPage = new ArrayDeque<>();
        private boolean closed;
        private boolean dead;
        private Hub.@Nullable Line line;

        @Override
        public void text(String frame) {
            toPage.add(frame);
        }

        @Override
        public void ping() {
            if (!closed && !dead && line != null) {
                line.noise(0);
            }
        }

        @Override
        public void close(int code) {
            closed = true;
        }

        @Override
        public void abort() {
            closed = true;
        }

        @Override
        public long unsentBytes() {
            return 0;
        }
    }

    static Request request() {
        return new Request("GET", "/ws/x", Map.of(), Map.of(), Map.of(), new byte[0], "127.0.0.1", false);
    }
}
