package org.connectme.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code java -jar verify.jar FILE}: 0 if the evidence is intact, 1 if not, 2 if it could not be looked at. */
public final class Main {

    private static final int INTACT = 0;
    private static final int BROKEN = 1;
    private static final int NOT_CHECKED = 2;

    private static final long LARGEST_FILE = 256L << 20;
    private static final Pattern HEAD = Pattern.compile("([0-9]{1,9}):([0-9a-f]{64})");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final String USAGE = """
            Usage: verify FILE [--json] [--head LENGTH:HASH]... [--key ID]...

            Checks the evidence file of one consultation: that no entry was changed, taken out or added, who signed it, to
            what the customer agreed, that time and money follow from it to the cent, and that no end was cut off.

              --head LENGTH:HASH   number of entries and last hash as they stand in the summary mail
              --key ID             a key that the operator publishes; no other key is believed then
              --json               one line of JSON instead of words

            Ends with 0 if everything is right, 1 if something is wrong, 2 if the file could not be looked at.
            """;

    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, err));
    }

    /** What {@link #main} does, without ending the process. @return the exit status */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Set<String> keys = new HashSet<>();
        List<HeadCheck.Mailed> heads = new ArrayList<>();
        String file = null;
        boolean json = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (argument.equals("--json")) {
                json = true;
            } else if (argument.equals("--key") && KEY.matcher(value).matches()) {
                keys.add(value);
                i++;
            } else if (argument.equals("--head") && HEAD.matcher(value).matches()) {
                heads.add(head(value));
                i++;
            } else if (!argument.startsWith("--") && file == null) {
                file = argument;
            } else {
                err.println("Not understood: " + argument + (argument.equals("--head") ? " " + value : "") + "\n");
                err.print(USAGE);
                return NOT_CHECKED;
            }
        }
        if (file == null) {
            err.print(USAGE);
            return NOT_CHECKED;
        }
        byte[] bytes = read(file, err);
        if (bytes == null) {
            return NOT_CHECKED;
        }
        Report report = Verification.of(bytes, keys, heads);
        if (json) {
            out.println(report.json());
        } else {
            out.print(report.text());
        }
        return report.isIntact() ? INTACT : BROKEN;
    }

    private static HeadCheck.Mailed head(String value) {
        Matcher head = HEAD.matcher(value);
        if (!head.matches()) {
            throw new IllegalArgumentException(value);
        }
        return new HeadCheck.Mailed(Integer.parseInt(head.group(1)), head.group(2));
    }

    private static byte @Nullable [] read(String file, PrintStream err) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LARGEST_FILE) {
                err.println(file + " is too large to be an evidence file.");
                return null;
            }
            return Files.readAllBytes(path);
        } catch (IOException | InvalidPathException e) {
            err.println(file + " cannot be read: " + e.getMessage());
            return null;
        }
    }
}
