package org.connectme.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.connectme.core.command.PresenceCommand.Span;

/** Sums of time, counted in the plainest way there is, so that they share no line with the meter they check. */
final class Truth {

    private Truth() {}

    /** Milliseconds that lie in every one of the lists. */
    static long millisInAll(List<List<Span>> lists) {
        TreeSet<Long> edges = new TreeSet<>();
        lists.forEach(list -> list.forEach(span -> {
            edges.add(span.from().toEpochMilli());
            edges.add(span.to().toEpochMilli());
        }));
        long sum = 0;
        Long before = null;
        for (long edge : edges) {
            if (before != null) {
                long middle = before + (edge - before) / 2;
                if (lists.stream().allMatch(list -> covers(list, middle))) {
                    sum += edge - before;
                }
            }
            before = edge;
        }
        return sum;
    }

    /** What lies in both, as spans. */
    static List<Span> common(List<Span> one, List<Span> other) {
        List<Span> result = new ArrayList<>();
        for (Span a : one) {
            for (Span b : other) {
                Instant from = a.from().isAfter(b.from()) ? a.from() : b.from();
                Instant to = a.to().isBefore(b.to()) ? a.to() : b.to();
                if (from.isBefore(to)) {
                    result.add(new Span(from, to));
                }
            }
        }
        result.sort(java.util.Comparator.comparing(Span::from));
        return result;
    }

    private static boolean covers(List<Span> list, long millis) {
        return list.stream()
                .anyMatch(span -> span.from().toEpochMilli() <= millis
                        && millis < span.to().toEpochMilli());
    }
}
