package org.connectme.itests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** Where the figures go: to the terminal and into {@code target/benchmarks.txt}, one a line, with their targets. */
public final class Figures {

    private static final Path FILE = Path.of("target", "benchmarks.txt");

    private Figures() {}

    /** @param how what else a reader wants to know, in a few words */
    public static void atMost(String what, double figure, double target, String unit, String how) {
        judge(what, figure, figure <= target, "at most", target, unit, how);
    }

    public static void atLeast(String what, double figure, double target, String unit, String how) {
        judge(what, figure, figure >= target, "at least", target, unit, how);
    }

    /** A figure that has no target, to judge the others by. What is no number was not measured this time and not written. */
    public static void plain(String what, double figure, String unit, String how) {
        if (Double.isNaN(figure)) {
            return;
        }
        write(line("", what, figure, unit, how));
    }

    private static void judge(
            String what, double figure, boolean isMet, String bound, double target, String unit, String how) {
        if (Double.isNaN(figure) || Double.isNaN(target)) {
            return;
        }
        String verdict = isMet ? "met" : "MISSED";
        write(line(verdict, what, figure, unit, "target " + bound + " " + number(target) + " " + unit + "; " + how));
    }

    private static String line(String verdict, String what, double figure, String unit, String rest) {
        return String.format(Locale.ROOT, "%-6s  %-52s %9s %-8s  %s", verdict, what, number(figure), unit, rest);
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, figure >= 100 || figure == Math.rint(figure) ? "%.0f" : "%.2f", figure);
    }

    private static void write(String line) {
        System.out.println(line);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double median(double[] values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** @param share such as 0.99 */
    public static double percentile(double[] values, double share) {
        double[] sorted = sorted(values);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    public static double worst(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
