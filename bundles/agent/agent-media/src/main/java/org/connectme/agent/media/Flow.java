package org.connectme.agent.media;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When the other side's media came, by a monotonic clock in milliseconds. Bytes of the transport count, so a muted
 * microphone or a camera switched off is no gap, once anything was heard or seen at all. One thread.
 */
final class Flow {

    /** Longer without a byte than this is a gap; statistics are read every second. */
    private static final long GAP_MILLIS = 2_500;

    private static final long KEPT_MILLIS = 600_000;

    /** More than this the server takes for an attack; on a line that bad the newest tell most. */
    private static final int MOST_SPANS = 50;

    private record Span(long from, long to) {}

    private final Deque<Span> spans = new ArrayDeque<>();
    private long bytes = -1;
    private boolean seenMedia;

    /** A new connection counts from zero. */
    void restart() {
        bytes = -1;
    }

    /**
     * @param transport bytes received by the connection so far
     * @param media bytes of sound and picture among them
     */
    void sample(long now, long transport, long media) {
        seenMedia |= media > 0;
        boolean rose = bytes >= 0 && transport > bytes;
        bytes = transport;
        if (!rose || !seenMedia) {
            return;
        }
        Span last = spans.peekLast();
        if (last != null && now - last.to() <= GAP_MILLIS) {
            spans.removeLast();
            spans.add(new Span(last.from(), now));
        } else {
            spans.add(new Span(now, now));
        }
        spans.removeIf(span -> now - span.to() > KEPT_MILLIS);
        while (spans.size() > MOST_SPANS) {
            spans.removeFirst();
        }
    }

    /** Whether anything came yet. */
    boolean isKnown() {
        return !spans.isEmpty();
    }

    boolean isFlowing(long now) {
        Span last = spans.peekLast();
        return last != null && now - last.to() <= GAP_MILLIS;
    }

    /** As the server takes it: docs/protocol.md, {@code media}. */
    ObjectNode report(long now) {
        ObjectNode report = JsonNodeFactory.instance.objectNode().put("t", "media");
        report.put("flowing", isFlowing(now));
        Span last = spans.peekLast();
        report.put("lastFlowedAgo", last == null ? null : now - last.to());
        ArrayNode told = report.putArray("spans");
        for (Span span : spans) {
            told.addObject()
                    .put("fromAgo", Math.min(now - span.from(), KEPT_MILLIS))
                    .put("toAgo", now - span.to());
        }
        return report;
    }
}
