package org.connectme.recording.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which record holds which bytes of a recording: of two that hold the same, the later. Not thread-safe. */
public final class Extents {

    private final TreeMap<Long, Extent> byStart = new TreeMap<>();

    /**
     * Bytes {@code start} to {@code end} (exclusive) stand in the record at {@code record}, from {@code skip} on.
     *
     * @param record place in the file
     */
    public record Extent(long start, long end, long record, int skip) {

        private Extent from(long newStart) {
            return new Extent(newStart, end, record, (int) (skip + newStart - start));
        }

        private Extent until(long newEnd) {
            return new Extent(start, newEnd, record, skip);
        }
    }

    public void put(long start, long end, long record) {
        Map.Entry<Long, Extent> before = byStart.floorEntry(start);
        if (before != null && before.getValue().end() > start) {
            Extent old = before.getValue();
            byStart.remove(old.start());
            if (old.start() < start) {
                byStart.put(old.start(), old.until(start));
            }
            if (old.end() > end) {
                byStart.put(end, old.from(end));
            }
        }
        Map.Entry<Long, Extent> inside = byStart.ceilingEntry(start);
        while (inside != null && inside.getKey() < end) {
            Extent old = byStart.remove(inside.getKey());
            if (old.end() > end) {
                byStart.put(end, old.from(end));
            }
            inside = byStart.ceilingEntry(start);
        }
        byStart.put(start, new Extent(start, end, record, 0));
    }

    /** Those that hold something of the range, cut to it, in order; what nothing holds is a gap. */
    public List<Extent> within(long start, long end) {
        List<Extent> found = new ArrayList<>();
        Map.Entry<Long, Extent> before = byStart.lowerEntry(start);
        long from = before != null && before.getValue().end() > start ? before.getKey() : start;
        for (Extent extent : byStart.subMap(from, end).values()) {
            Extent cut = extent.start() < start ? extent.from(start) : extent;
            found.add(cut.end() > end ? cut.until(end) : cut);
        }
        return found;
    }

    public long length() {
        return byStart.isEmpty() ? 0 : byStart.lastEntry().getValue().end();
    }
}
