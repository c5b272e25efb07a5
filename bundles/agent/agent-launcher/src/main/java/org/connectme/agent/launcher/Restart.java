package org.connectme.agent.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Starts the app once more, as it was started, but without the code that it began with. */
final class Restart {

    private Restart() {}

    /**
     * The next one takes this one's place as soon as this one ends.
     *
     * @param arguments what the program was started with
     */
    static void now(List<String> arguments) throws IOException {
        command(
                        Optional.ofNullable(System.getProperty("jpackage.app-path")),
                        ProcessHandle.current().info(),
                        withoutCode(arguments))
                .ifPresent(Restart::start);
    }

    private static void start(List<String> command) {
        try {
            new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            // The newest version is there for the next start by hand.
            System.err.println("ConnectMe cannot start anew by itself: " + e);
        }
    }

    /** @param packaged the package's own starter; without one the whole command of this process is taken */
    static Optional<List<String>> command(
            Optional<String> packaged, ProcessHandle.Info process, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (packaged.isPresent()) {
            command.add(packaged.get());
            command.addAll(arguments);
            return Optional.of(command);
        }
        if (process.command().isEmpty() || process.arguments().isEmpty()) {
            return Optional.empty();
        }
        command.add(process.command().get());
        command.addAll(withoutCode(List.of(process.arguments().get())));
        return Optional.of(command);
    }

    static List<String> withoutCode(List<String> arguments) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--code")) {
                i++;
            } else if (!argument.toLowerCase(Locale.ROOT).startsWith("connectme:")) {
                kept.add(argument);
            }
        }
        return kept;
    }
}
