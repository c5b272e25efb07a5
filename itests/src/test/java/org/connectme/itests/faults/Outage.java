package org.connectme.itests.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.connectme.itests.faults.Records.Entry;

/** The one outage of the server in a call, and what of the call is billed, reckoned from the journal alone (MET-6). */
public record Outage(List<Entry> journal) {

    /** Milliseconds since 1970. */
    private record Span(long from, long to) {}

    public Instant from() {
        return only("ServerOutage").instant("from");
    }

    public Instant to() {
        return only("ServerOutage").instant("to");
    }

    /** Whether this side has said what flowed until the server was there again: such a report was made after it. */
    public boolean isReportedBy(String side) {
        return reports(side).stream().anyMatch(entry -> !entry.instant("to").isBefore(to()));
    }

    /** When the later of both sides was there again. */
    public Instant back() {
        return journal.stream()
                .filter(entry -> entry.type().equals("ParticipantReturned"))
                .map(Entry::at)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    /** Of a call in which nothing else stood still. */
    public long billableMillis() {
        return millis(only("MeterStarted").at(), from())
                + overlapMillis()
                + millis(back(), only("EndProposed").at());
    }

    /** Of the outage, as long as both sides reported flowing media; counted one by one, to be sure. */
    private long overlapMillis() {
        List<Span> consultant = spans("CONSULTANT");
        List<Span> customer = spans("CUSTOMER");
        return LongStream.range(from().toEpochMilli(), to().toEpochMilli())
                .filter(at -> cover(consultant, at) && cover(customer, at))
                .count();
    }

    private List<Span> spans(String side) {
        return reports(side).stream()
                .map(entry -> new Span(
                        entry.instant("from").toEpochMilli(),
                        entry.instant("to").toEpochMilli()))
                .toList();
    }

    private static boolean cover(List<Span> spans, long at) {
        return spans.stream().anyMatch(span -> span.from() <= at && at < span.to());
    }

    private List<Entry> reports(String side) {
        return journal.stream()
                .filter(entry -> entry.type().equals("MediaReported") && entry.isOf(side))
                .toList();
    }

    private Entry only(String type) {
        List<Entry> all =
                journal.stream().filter(entry -> entry.type().equals(type)).toList();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " times " + type);
        }
        return all.get(0);
    }

    public static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
