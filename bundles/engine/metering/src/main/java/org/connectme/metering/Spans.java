package org.connectme.metering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A set of instants, kept as sorted, disjoint, half-open intervals in milliseconds since the epoch. Immutable. */
public record Spans(List<Span> list) {

    public static final Spans NONE = new Spans(List.of());

    /** From {@code from}, inclusive, to {@code to}, exclusive. */
    public record Span(long from, long to) {

        long length() {
            return to - from;
        }
    }

    /** Takes spans in any order, overlapping or empty, and brings them into their one normal form. */
    public Spans {
        list = normal(list);
    }

    /** Empty if {@code to} is not after {@code from}. */
    public static Spans of(long from, long to) {
        return new Spans(List.of(new Span(from, to)));
    }

    public Spans union(Spans other) {
        List<Span> both = new ArrayList<>(list);
        both.addAll(other.list);
        return new Spans(both);
    }

    public Spans intersect(Spans other) {
        List<Span> common = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        while (mine < list.size() && theirs < other.list.size()) {
            Span a = list.get(mine);
            Span b = other.list.get(theirs);
            common.add(new Span(Math.max(a.from, b.from), Math.min(a.to, b.to)));
            if (a.to < b.to) {
                mine++;
            } else {
                theirs++;
            }
        }
        return new Spans(common);
    }

    /** What of it lies between two instants; quick however much lies before and after. */
    public Spans between(long from, long to) {
        int low = 0;
        int high = list.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (list.get(middle).to <= from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        List<Span> part = new ArrayList<>();
        for (int i = low; i < list.size() && list.get(i).from < to; i++) {
            part.add(new Span(Math.max(list.get(i).from, from), Math.min(list.get(i).to, to)));
        }
        return new Spans(part);
    }

    public Spans minus(Spans other) {
        List<Span> left = new ArrayList<>();
        int next = 0;
        for (Span span : list) {
            long from = span.from;
            while (next < other.list.size() && other.list.get(next).from < span.to) {
                Span hole = other.list.get(next);
                left.add(new Span(from, hole.from));
                from = Math.max(from, hole.to);
                if (hole.to >= span.to) {
                    break; // it may reach into the next span, too
                }
                next++;
            }
            left.add(new Span(from, span.to));
        }
        return new Spans(left);
    }

    /** The earliest so many milliseconds of this time. */
    public Spans first(long millis) {
        List<Span> taken = new ArrayList<>();
        long left = millis;
        for (Span span : list) {
            if (left <= 0) {
                break;
            }
            Span part = new Span(span.from, span.from + Math.min(span.length(), left));
            taken.add(part);
            left -= part.length();
        }
        return new Spans(taken);
    }

    /** All of it, in milliseconds. */
    public long total() {
        return list.stream().mapToLong(Span::length).sum();
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    private static List<Span> normal(Collection<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.removeIf(span -> span.from >= span.to);
        sorted.sort(Comparator.comparingLong(Span::from));
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && span.from <= last.to) {
                merged.set(merged.size() - 1, new Span(last.from, Math.max(last.to, span.to)));
            } else {
                merged.add(span);
            }
        }
        return List.copyOf(merged);
    }
}
