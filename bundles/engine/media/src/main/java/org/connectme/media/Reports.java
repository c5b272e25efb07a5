package org.connectme.media;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.connectme.core.command.PresenceCommand.Span;

/** Brings a page's spans into order: nothing before its join, nothing in the future, nothing twice, not too many. */
final class Reports {

    /** What is left out comes with a later report, as long as the page remembers it. */
    static final int MOST = 5;

    /** A bill may rest on these. */
    static final int MOST_AFTER_OUTAGE = 50;

    private Reports() {}

    /**
     * @param known spans that stand in the journal already
     * @param most  the newest so many
     */
    static List<Span> fresh(List<Span> spans, List<Span> known, Instant earliest, Instant latest, int most) {
        List<Span> fresh = merged(spans.stream()
                .map(span -> new Span(later(span.from(), earliest), earlier(span.to(), latest)))
                .toList());
        for (Span old : merged(known)) {
            fresh = without(fresh, old);
        }
        return fresh.subList(Math.max(0, fresh.size() - most), fresh.size());
    }

    private static List<Span> merged(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (!span.from().isBefore(span.to())) {
                continue;
            }
            if (last != null && !span.from().isAfter(last.to())) {
                merged.set(merged.size() - 1, new Span(last.from(), later(last.to(), span.to())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    private static List<Span> without(List<Span> spans, Span hole) {
        List<Span> left = new ArrayList<>();
        for (Span span : spans) {
            left.add(new Span(span.from(), earlier(span.to(), hole.from())));
            left.add(new Span(later(span.from(), hole.to()), span.to()));
        }
        left.removeIf(span -> !span.from().isBefore(span.to()));
        return left;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
