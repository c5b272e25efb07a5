package org.connectme.itests.agent;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one thing needed over time, in megabytes, and whether it grew. One thread. */
final class Memory {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final double KILO = 1024;
    /** What is filled once, caches and compiled code among it, is filled by then. */
    private static final double WARM = 0.34;

    private final String what;
    private final double mostGrowth;
    private final DoubleSupplier source;
    private final List<Double> minutes = new ArrayList<>();
    private final List<Double> megabytes = new ArrayList<>();

    private Memory(String what, double mostGrowth, DoubleSupplier source) {
        this.what = what;
        this.mostGrowth = mostGrowth;
        this.source = source;
    }

    /** What a Java process still holds after a collection. @param mostGrowth in megabytes over the whole run */
    static Memory held(String what, long process, double mostGrowth) {
        return new Memory(what + ", held by the heap", mostGrowth, () -> heap(process));
    }

    static Memory resident(String what, long process, double mostGrowth) {
        return new Memory(what + ", resident", mostGrowth, () -> resident(process));
    }

    /** What a tab's scripts still hold after a collection. */
    static Memory held(String what, CDPSession tab, double mostGrowth) {
        return new Memory(what + ", held by its scripts", mostGrowth, () -> {
            tab.send("HeapProfiler.collectGarbage");
            JsonObject usage = tab.send("Runtime.getHeapUsage");
            return usage.get("usedSize").getAsDouble() / KILO / KILO;
        });
    }

    void sample(double minute) {
        minutes.add(minute);
        megabytes.add(source.getAsDouble());
    }

    boolean isFlat() {
        return growth() <= mostGrowth;
    }

    /** By the line that fits best through what came after the warm start, over the whole of that time. */
    double growth() {
        int from = (int) (minutes.size() * WARM);
        double meanX = mean(minutes, from);
        double meanY = mean(megabytes, from);
        double up = 0;
        double across = 0;
        for (int i = from; i < minutes.size(); i++) {
            up += (minutes.get(i) - meanX) * (megabytes.get(i) - meanY);
            across += (minutes.get(i) - meanX) * (minutes.get(i) - meanX);
        }
        double length = minutes.get(minutes.size() - 1) - minutes.get(from);
        return across == 0 ? 0 : up / across * length;
    }

    @Override
    public String toString() {
        if (megabytes.isEmpty()) {
            return what + ", not measured";
        }
        return String.format(
                Locale.ROOT,
                "%-40s %7.1f MB at first, %7.1f at last, grew by %+5.1f (at most %.0f)",
                what,
                megabytes.get(0),
                megabytes.get(megabytes.size() - 1),
                growth(),
                mostGrowth);
    }

    /** A table: when, and what each of them needed then. They were sampled together. */
    static String curves(List<Memory> all) {
        StringBuilder table = new StringBuilder("minute");
        all.forEach(each -> table.append('\t').append(each.what).append(", MB"));
        int samples = all.stream().mapToInt(each -> each.megabytes.size()).min().orElse(0);
        for (int i = 0; i < samples; i++) {
            table.append(String.format(Locale.ROOT, "%n%.2f", all.get(0).minutes.get(i)));
            for (Memory each : all) {
                table.append(String.format(Locale.ROOT, "\t%.1f", each.megabytes.get(i)));
            }
        }
        return table.append('\n').toString();
    }

    private static double mean(List<Double> values, int from) {
        return values.subList(from, values.size()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    /** Megabytes. */
    static double resident(long process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILO)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double heap(long process) {
        jcmd(process, "GC.run");
        Matcher used = USED.matcher(jcmd(process, "GC.heap_info"));
        double kilobytes = 0;
        while (used.find()) {
            kilobytes += Double.parseDouble(used.group(1));
        }
        return kilobytes / KILO;
    }

    private static String jcmd(long process, String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process),
                            command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(jcmd.getInputStream().readAllBytes());
            if (!jcmd.waitFor(60, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
                throw new IOException(command + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
