package org.connectme.itests.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.connectme.itests.faults.Records.Entry;

/** The one outage of the server in a call, and what of the call is billed, reckoned from the journal alone (MET-6). */
public record Outage(List<Entry> journal) {

    private static final List<String> SIDES = List.of("CONSULTANT", "CUSTOMER");
    private static final Set<String> RETURNED = Set.of("ParticipantReturned", "ParticipantJoined");

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
        return SIDES.stream()
                .map(side -> first(to(), entry -> RETURNED.contains(entry.type()) && entry.isOf(side)))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Until the red button was pressed, of a call in which nobody pressed anything else. Counted one by one, to be sure:
     * before the outage and after it the time in which both were there and media was not lost, and of the outage itself
     * as long as both reported flowing media.
     */
    public long billableMillis() {
        long from = from().toEpochMilli();
        long to = to().toEpochMilli();
        long back = back().toEpochMilli();
        List<Span> consultant = spans("CONSULTANT");
        List<Span> customer = spans("CUSTOMER");
        List<Span> offline = SIDES.stream()
                .flatMap(side -> until("ParticipantLost", "lastHeard", RETURNED, entry -> entry.isOf(side)))
                .toList();
        List<Span> lost = until("MediaLost", "lastFlowed", Set.of("MediaResumed"), entry -> true)
                .toList();
        return LongStream.range(
                        only("MeterStarted").at().toEpochMilli(),
                        only("EndProposed").at().toEpochMilli())
                .filter(at -> !cover(offline, at))
                .filter(at -> at < from || at >= back
                        ? !cover(lost, at)
                        : at < to && cover(consultant, at) && cover(customer, at))
                .count();
    }

    /** From what each of these entries tells to the next that ends it; to the end of all time if none does. */
    private Stream<Span> until(String begins, String since, Set<String> ends, Predicate<Entry> which) {
        return journal.stream()
                .filter(entry -> entry.type().equals(begins) && which.test(entry))
                .map(entry -> new Span(
                        entry.instant(since).toEpochMilli(),
                        journal.stream()
                                .filter(later -> later.seq() > entry.seq())
                                .filter(later -> ends.contains(later.type()) && which.test(later))
                                .findFirst()
                                .map(later -> later.at().toEpochMilli())
                                .orElse(Long.MAX_VALUE)));
    }

    private Instant first(Instant from, Predicate<Entry> wanted) {
        return journal.stream()
                .filter(entry -> !entry.at().isBefore(from) && wanted.test(entry))
                .findFirst()
                .map(Entry::at)
                .orElseThrow();
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
