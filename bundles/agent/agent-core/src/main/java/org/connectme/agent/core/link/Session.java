package org.connectme.agent.core.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.connectme.agent.core.Link;
import org.jspecify.annotations.Nullable;

/**
 * This side's conversation with the server over as many sockets as it takes: what was sent is kept until acknowledged
 * and repeated after a resume, so each message arrives once and in order (docs/protocol.md, "The socket"). Confined to
 * its loop's thread.
 */
public final class Session {

    /** Told on the loop's thread. */
    public interface Events {
        /** A message of the server; only that it is JSON was checked. */
        void message(JsonNode message);

        void link(Link link);
    }

    private static final long SILENCE_MILLIS = 10_000;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long STEADY_NANOS = 5_000_000_000L;
    private static final long ACK_MILLIS = 200;
    private static final long CONFIRM_NANOS = 30_000_000_000L;
    private static final int MOST_UNACKNOWLEDGED = 500;
    private static final int SILENT = 4004;
    private static final int PROTOCOL = 4005;
    private static final int FLOODED = 4006;
    private static final int NORMAL = 1000;

    private static final Map<Integer, Link.Why> ENDINGS = Map.of(
            4001, Link.Why.TAKEN_OVER,
            4002, Link.Why.ENDED,
            4003, Link.Why.SIGNED_OUT,
            4007, Link.Why.VERSION);

    private record Sent(long n, JsonNode message) {}

    private record Confirmed(long length, long atNanos) {}

    private final Loop loop;
    private final Wire.Maker maker;
    private final Events events;
    private final Deque<Sent> outbox = new ArrayDeque<>();
    private @Nullable Wire wire;
    private @Nullable String session;
    private @Nullable JsonNode report;
    private @Nullable Confirmed confirmed;
    private boolean welcomed;
    private boolean stopped = true;
    private boolean steady;
    private long openSinceNanos;
    private @Nullable Long cutSinceNanos;
    private long seen;
    private long sent;
    private int attempts;
    private Loop.@Nullable Due silence;
    private Loop.@Nullable Due retry;
    private Loop.@Nullable Due ack;

    Session(Loop loop, Wire.Maker maker, Events events) {
        this.loop = loop;
        this.maker = maker;
        this.events = events;
    }

    public static Session at(Server server, String path, Loop loop, Events events) {
        return new Session(loop, JdkWire.at(server, path, loop), events);
    }

    /** Connects, or takes the seat back after another page took it. */
    public void start() {
        if (!stopped) {
            return;
        }
        stopped = false;
        session = null;
        attempts = 0;
        events.link(new Link.Connecting());
        connect();
    }

    public void stop() {
        stopped = true;
        cancel(retry);
        drop(NORMAL);
    }

    /**
     * Ends here and says what is needed to go on with this very session elsewhere in this process: nothing that was sent
     * is lost, and the server notices no more than a new socket.
     */
    public JsonNode leave() {
        ObjectNode left = Json.object();
        left.put("goesOn", !stopped && session != null);
        left.put("session", session).put("seen", seen).put("sent", sent);
        ArrayNode waiting = left.putArray("outbox");
        outbox.forEach(entry -> waiting.addObject().put("n", entry.n()).set("message", entry.message()));
        left.put("cutSince", cutSinceNanos);
        left.put("attempts", attempts);
        stop();
        return left;
    }

    /** Goes on where {@link #leave} ended, if there was something to go on with. */
    public void resume(JsonNode left) {
        if (!stopped || !left.path("goesOn").asBoolean()) {
            return;
        }
        stopped = false;
        session = left.path("session").asText();
        seen = left.path("seen").asLong();
        sent = left.path("sent").asLong();
        left.path("outbox").forEach(entry -> outbox.add(new Sent(entry.path("n").asLong(), entry.path("message"))));
        cutSinceNanos =
                left.path("cutSince").isIntegralNumber() ? left.path("cutSince").asLong() : null;
        attempts = left.path("attempts").asInt();
        connect();
    }

    public boolean isOpen() {
        return welcomed;
    }

    /** Whether {@link #send} would take something now. */
    public boolean hasRoom() {
        return !stopped && outbox.size() < MOST_UNACKNOWLEDGED;
    }

    /** Delivered once and in order, now or after the next resume; false when so much waits that nothing more fits. */
    public boolean send(JsonNode message) {
        if (!hasRoom()) {
            return false;
        }
        Sent entry = new Sent(++sent, message);
        outbox.add(entry);
        if (welcomed) {
            write(entry);
        }
        return true;
    }

    /** Not repeated: the newest takes the place of what was not sent. */
    public void sendReport(JsonNode newest) {
        report = newest;
        if (welcomed) {
            flushReport();
        }
    }

    private void connect() {
        welcomed = false;
        Incoming incoming = new Incoming();
        Wire made = maker.open(incoming);
        incoming.from = made;
        wire = made;
        watch();
    }

    /** Hears one socket; what comes from one that was let go is for nobody. */
    private final class Incoming implements Wire.Events {

        private @Nullable Wire from;

        @Override
        public void opened() {
            if (isCurrent()) {
                hello();
            }
        }

        @Override
        public void heard(String text) {
            if (isCurrent()) {
                Session.this.heard(text);
            }
        }

        @Override
        public void closed(int code) {
            if (isCurrent()) {
                Session.this.closed(code);
            }
        }

        private boolean isCurrent() {
            return from != null && from == wire;
        }
    }

    private void hello() {
        ObjectNode hello = Json.object().put("t", "hello");
        hello.putArray("versions").add(1);
        if (session == null) {
            hello.putNull("resume");
        } else {
            hello.putObject("resume").put("session", session).put("seen", seen);
        }
        write(hello);
    }

    private void watch() {
        cancel(silence);
        silence = loop.after(SILENCE_MILLIS, () -> closed(SILENT));
    }

    private void heard(String text) {
        watch();
        JsonNode frame;
        try {
            frame = Json.read(text);
        } catch (IOException e) {
            broken();
            return;
        }
        if (frame.path("t").asText().equals("welcome")) {
            welcome(frame);
            return;
        }
        if (!welcomed || !frame.path("a").isIntegralNumber()) {
            broken();
            return;
        }
        forget(frame.path("a").asLong());
        JsonNode message = frame.path("m");
        if (message.isMissingNode()) {
            return;
        }
        if (!frame.path("n").isMissingNode()) {
            if (!frame.path("n").isIntegralNumber() || frame.path("n").asLong() != seen + 1) {
                broken();
                return;
            }
            seen++;
            if (ack == null) {
                ack = loop.after(ACK_MILLIS, this::acknowledge);
            }
        }
        if (message.path("t").asText().equals("view")) {
            confirm(message.path("view"));
        }
        events.message(message);
    }

    private void forget(long upTo) {
        while (!outbox.isEmpty() && outbox.peek().n() <= upTo) {
            outbox.poll();
        }
    }

    /** Says which head of the journal has come, at most every 30 s; the last one always, for no other comes after it. */
    private void confirm(JsonNode view) {
        long length = view.path("length").asLong();
        String stage = view.path("parts").path("appointment").path("stage").asText();
        boolean isOver = stage.equals("SUMMARY") || stage.equals("CANCELLED");
        long now = loop.nanos();
        Confirmed last = confirmed;
        if (last != null && (length <= last.length() || (!isOver && now - last.atNanos() < CONFIRM_NANOS))) {
            return;
        }
        confirmed = new Confirmed(length, now);
        ObjectNode receipt = frame();
        receipt.putObject("m")
                .put("t", "seen")
                .put("length", length)
                .put("head", view.path("head").asText());
        write(receipt);
    }

    private void welcome(JsonNode frame) {
        session = frame.path("session").asText();
        welcomed = true;
        steady = true;
        openSinceNanos = loop.nanos();
        cutSinceNanos = null;
        confirmed = null;
        if (frame.path("resumed").asBoolean()) {
            forget(frame.path("seen").asLong());
            events.link(new Link.Open(true));
            List.copyOf(outbox).forEach(this::write);
        } else {
            // What was said about an earlier connection is stale; what a person wrote is not.
            List<JsonNode> written = outbox.stream()
                    .map(Sent::message)
                    .filter(message -> message.path("t").asText().equals("chat"))
                    .toList();
            outbox.clear();
            sent = 0;
            seen = 0;
            events.link(new Link.Open(false));
            written.forEach(this::send);
        }
        if (welcomed) {
            flushReport();
        }
    }

    private void closed(int code) {
        drop(code == SILENT ? SILENT : NORMAL);
        Link.Why ending = ENDINGS.get(code);
        if (ending != null) {
            stop();
            events.link(new Link.Over(ending));
            return;
        }
        if (stopped) {
            return;
        }
        if (code == PROTOCOL || code == FLOODED) {
            session = null;
        }
        long now = loop.nanos();
        if (steady && now - openSinceNanos >= STEADY_NANOS) {
            attempts = 0;
        }
        steady = false;
        if (cutSinceNanos == null) {
            cutSinceNanos = now;
        }
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts, 10));
        double portion = 0.5 + ThreadLocalRandom.current().nextDouble() / 2;
        long pause = attempts == 0 ? 0 : (long) (most * portion);
        attempts++;
        events.link(new Link.Cut(cutSinceNanos, attempts));
        if (!stopped) {
            retry = loop.after(pause, this::connect);
        }
    }

    /** The server and this app no longer agree on what was said: begin anew. */
    private void broken() {
        drop(PROTOCOL);
        closed(PROTOCOL);
    }

    /** Lets go of the socket without waiting for an answer that a dead network would never bring. */
    private void drop(int code) {
        cancel(silence);
        cancel(ack);
        ack = null;
        welcomed = false;
        Wire last = wire;
        wire = null;
        if (last != null) {
            last.close(code);
        }
    }

    private void acknowledge() {
        ack = null;
        if (welcomed) {
            write(frame());
        }
    }

    private void flushReport() {
        JsonNode newest = report;
        if (newest == null) {
            return;
        }
        report = null;
        ObjectNode frame = frame();
        frame.set("m", newest);
        write(frame);
    }

    private ObjectNode frame() {
        return Json.object().put("a", seen);
    }

    private void write(Sent entry) {
        ObjectNode frame = frame().put("n", entry.n());
        frame.set("m", entry.message());
        write(frame);
    }

    private void write(JsonNode frame) {
        Wire open = wire;
        if (open != null) {
            open.send(Json.write(frame));
        }
    }

    private static void cancel(Loop.@Nullable Due due) {
        if (due != null) {
            due.cancel();
        }
    }
}
