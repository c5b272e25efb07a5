package org.connectme.journal;

import java.time.Instant;

/**
 * A point in time and the monotonic clock's reading at it. It is handed from one version of this bundle to the next in
 * a system property, since nothing else of a bundle outlives it and no clock must be asked twice.
 */
record ProcessClock(Instant start, long nanos) {

    private static final String PROPERTY = "org.connectme.journal.clock";

    /** The clock of the version before, or the machine's clock now. */
    static ProcessClock ofThisProcess() {
        String kept = System.getProperty(PROPERTY);
        if (kept == null) {
            return new ProcessClock(Instant.now(), System.nanoTime());
        }
        String[] parts = kept.split("/");
        return new ProcessClock(Instant.parse(parts[0]), Long.parseLong(parts[1]));
    }

    void keepForThisProcess() {
        System.setProperty(PROPERTY, start + "/" + nanos);
    }

    Instant at(long nanoTime) {
        return start.plusNanos(nanoTime - nanos);
    }

    ProcessClock notBefore(Instant earliest, long nanoTime) {
        return at(nanoTime).isBefore(earliest) ? new ProcessClock(earliest, nanoTime) : this;
    }
}
