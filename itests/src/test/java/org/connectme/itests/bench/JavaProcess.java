package org.connectme.itests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running Java process, seen by the operating system and by the JDK's own tools. */
record JavaProcess(long id) {

    /** As {@code ./connectme} starts ConnectMe. */
    static final List<String> SHIPPED_OPTIONS = List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC");

    private static final int SETTLE_ROUNDS = 24;
    private static final Duration SETTLE_EVERY = Duration.ofSeconds(5);
    private static final long SETTLED_KIB = 128;

    private static final Pattern USED = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");

    /** Processor time of all its threads since its start, to ten milliseconds. */
    Duration processorTime() {
        return ProcessHandle.of(id)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow();
    }

    /** What of it lies in memory now. */
    long residentKiB() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(id), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void collectGarbage() {
        // A second time for what the first one's references held.
        jcmd("GC.run");
        jcmd("GC.run");
    }

    /** Objects in use, right after a collection; of the serial collector, which is what the script chooses. */
    long usedHeapKiB() {
        collectGarbage();
        String heap = jcmd("GC.heap_info");
        Matcher used = USED.matcher(heap);
        long sum = 0;
        int generations = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
            generations++;
        }
        if (generations != 2) {
            throw new IllegalStateException("Not the serial collector's heap: " + heap);
        }
        return sum;
    }

    /** The same once it does not change any more: a server that has just started still lets go of what it started with. */
    long settledHeapKiB() {
        long before = usedHeapKiB();
        for (int i = 0; i < SETTLE_ROUNDS; i++) {
            LockSupport.parkNanos(SETTLE_EVERY.toNanos());
            long now = usedHeapKiB();
            if (Math.abs(now - before) <= SETTLED_KIB) {
                return now;
            }
            before = now;
        }
        throw new IllegalStateException("The heap in use did not settle; it is at " + before + " KiB");
    }

    private String jcmd(String command) {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(program, Long.toString(id), command)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
