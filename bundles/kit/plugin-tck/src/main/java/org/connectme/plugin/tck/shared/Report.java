package org.connectme.plugin.tck.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes down which cases were proved, which failed, and which were not asked and why. */
public final class Report implements TestWatcher, BeforeAllCallback, AfterAllCallback {

    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(Report.class);

    private static final int LONGEST_REASON = 200;

    private record Line(String verdict, String name, String reason) {}

    private static final class Lines extends ArrayList<Line> {}

    private final String title;

    /** @param title what the report is of */
    public Report(String title) {
        this.title = title;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(SPACE).put(Lines.class, new Lines());
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        note(context, "proved", "");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        note(context, "FAILED", reason(cause));
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        note(context, "skipped", reason(cause));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        note(context, "skipped", reason.orElse("disabled"));
    }

    private static void note(ExtensionContext context, String verdict, String reason) {
        Lines lines = context.getStore(SPACE).get(Lines.class, Lines.class);
        synchronized (lines) {
            lines.add(new Line(verdict, context.getRequiredTestMethod().getName(), reason));
        }
    }

    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage())
                .strip()
                .replaceFirst("^Assumption failed: ", "")
                .replaceAll("\\s+", " ");
        return message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON) + "…";
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Lines lines = context.getStore(SPACE).get(Lines.class, Lines.class);
        String name = context.getRequiredTestClass().getName();
        String sums = title + ", " + name + ": " + count(lines, "proved") + " proved, " + count(lines, "FAILED")
                + " failed, " + count(lines, "skipped") + " skipped";
        System.out.println(sums);
        lines.stream()
                .filter(line -> line.verdict().equals("skipped"))
                .collect(Collectors.groupingBy(Line::reason, TreeMap::new, Collectors.counting()))
                .forEach((reason, count) -> System.out.println("  skipped " + count + ": " + reason));
        write(Path.of("target", "plugin-tck", name + ".txt"), sums, lines);
    }

    private static long count(List<Line> lines, String verdict) {
        return lines.stream().filter(line -> line.verdict().equals(verdict)).count();
    }

    private static void write(Path file, String sums, List<Line> lines) {
        String text = lines.stream()
                .map(line -> String.format("%-8s%s %s", line.verdict(), line.name(), line.reason())
                        .stripTrailing())
                .sorted()
                .collect(Collectors.joining("\n", sums + "\n\n", "\n"));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
