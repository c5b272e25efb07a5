package org.connectme.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.connectme.wire.socket.Sockets;

/** A gateway without a network: what was sent to each seat, in order. */
final class RecordedSockets implements Sockets {

    final Map<String, Instant> connected = new ConcurrentHashMap<>();
    final Map<String, Integer> closed = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<String>> sent = new ConcurrentHashMap<>();
    private final Supplier<Instant> clock;
    private final Instant since;

    RecordedSockets(Supplier<Instant> clock) {
        this.clock = clock;
        this.since = clock.get();
    }

    BlockingQueue<String> to(String seat) {
        return sent.computeIfAbsent(seat, key -> new LinkedBlockingQueue<>());
    }

    String next(String seat) throws InterruptedException {
        String message = to(seat).poll(10, TimeUnit.SECONDS);
        assertThat(message).as("a message to %s within 10 s", seat).isNotNull();
        return message;
    }

    /** The next message that contains this; others before it are passed over. */
    String next(String seat, String text) throws InterruptedException {
        while (true) {
            String message = next(seat);
            if (message.contains(text)) {
                return message;
            }
        }
    }

    @Override
    public boolean send(String seat, String message) {
        return to(seat).add(message);
    }

    @Override
    public boolean sendNow(String seat, String message) {
        return connected.containsKey(seat) && to(seat).add(message);
    }

    @Override
    public void close(String seat, int code) {
        closed.put(seat, code);
    }

    @Override
    public Map<String, Instant> connected() {
        return Map.copyOf(connected);
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public Instant now() {
        return clock.get();
    }
}
