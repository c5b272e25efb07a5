package org.connectme.signaling;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.connectme.core.command.PresenceCommand.ReportMedia;
import org.connectme.core.command.PresenceCommand.Span;
import org.connectme.core.journal.Journal;
import org.jspecify.annotations.Nullable;

/** Reads a page's media reports and lets through those that tell something new: one page sends one every 2 s. */
final class MediaReports {

    private static final Duration WHILE_FLOWING = Duration.ofSeconds(30);
    private static final Duration WHILE_NOT = Duration.ofSeconds(1);
    private static final int MAX_SPANS = 50;
    /** A day: longer than any consultation. */
    private static final double MAX_AGO_MILLIS = 24 * 60 * 60 * 1000.0;

    private final Journal journal;
    private final Instants instants;
    private final Presence presence;
    private final Map<Seat.Participant, Sent> sent = new ConcurrentHashMap<>();

    MediaReports(Journal journal, Instants instants, Presence presence) {
        this.journal = journal;
        this.instants = instants;
        this.presence = presence;
    }

    private record Sent(boolean flowing, Instant at) {}

    /** @return false if this is no media report */
    boolean take(Seat.Participant seat, JsonNode report) {
        Instant now = instants.now();
        JsonNode flowing = report.path("flowing");
        JsonNode last = report.path("lastFlowedAgo");
        Optional<List<Span>> spans = spans(report.path("spans"), now);
        if (!flowing.isBoolean() || !last.isNull() && !isAgo(last) || spans.isEmpty()) {
            return false;
        }
        if (isNews(sent.get(seat), flowing.booleanValue(), now)) {
            Instant lastFlowed = last.isNull() ? sinceItCame(seat, now) : now.minusMillis(millis(last));
            presence.send(
                    seat.consultation(), new ReportMedia(seat.side(), flowing.booleanValue(), lastFlowed, spans.get()));
            sent.put(seat, new Sent(flowing.booleanValue(), now));
        }
        return true;
    }

    /**
     * That nothing flows becomes news by lasting, and is said again every two seconds; that all is well again is news at
     * once, and need not be said every two seconds after that.
     */
    private static boolean isNews(@Nullable Sent before, boolean flowing, Instant now) {
        if (before == null || flowing && !before.flowing()) {
            return true;
        }
        return !now.isBefore(before.at().plus(flowing ? WHILE_FLOWING : WHILE_NOT));
    }

    /** The next report counts as news: after an outage what flowed meanwhile is asked for. */
    void forget() {
        sent.clear();
    }

    void forget(Seat.Participant seat) {
        sent.remove(seat);
    }

    /** A page that never saw anything flow is one that was just loaded: nothing flowed to it since it came. */
    private Instant sinceItCame(Seat.Participant seat, Instant now) {
        return Presence.cameAt(journal.read(seat.consultation()), seat.side()).orElse(now);
    }

    private static Optional<List<Span>> spans(JsonNode nodes, Instant now) {
        if (!nodes.isArray() || nodes.size() > MAX_SPANS) {
            return Optional.empty();
        }
        List<Span> spans = new ArrayList<>();
        for (JsonNode node : nodes) {
            JsonNode from = node.path("fromAgo");
            JsonNode to = node.path("toAgo");
            if (!isAgo(from) || !isAgo(to) || from.doubleValue() < to.doubleValue()) {
                return Optional.empty();
            }
            spans.add(new Span(now.minusMillis(millis(from)), now.minusMillis(millis(to))));
        }
        return Optional.of(spans);
    }

    private static boolean isAgo(JsonNode node) {
        return node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() <= MAX_AGO_MILLIS;
    }

    private static long millis(JsonNode ago) {
        return Math.round(ago.doubleValue());
    }
}
