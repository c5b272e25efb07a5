package org.connectme.itests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./connectme}, as it is run at a terminal. */
public final class Script {

    private static final long BOUND_SECONDS = 240;

    private Script() {}

    /** What a command answered: output and errors together. */
    public record Run(int exit, String output) {}

    /**
     * Runs a command of the script with the distribution that is tested, and waits until it ends.
     *
     * @param environment beside this process's own
     * @param typed       what is typed into it
     */
    public static Run connectme(Map<String, String> environment, String typed, List<String> arguments) {
        try {
            return connectme(environment, typed, arguments, Files.createTempFile("connectme", ".out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param output a file that keeps what it said */
    static Run connectme(Map<String, String> environment, String typed, List<String> arguments, Path output) {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, Path.of("..", "connectme").toAbsolutePath().normalize().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CONNECTME_DISTRIBUTION", System.getProperty("connectme.distribution"));
        builder.environment().putAll(environment);
        return execute(builder, typed, output);
    }

    /** Through files, because a server that was started keeps a pipe open. */
    static Run execute(ProcessBuilder builder, String typed, Path output) {
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            Path input = Files.createTempFile("connectme", ".in");
            Files.writeString(input, typed);
            Files.createDirectories(output.toAbsolutePath().getParent());
            Process process = builder.redirectErrorStream(true)
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(builder.command() + " did not end: " + Files.readString(output));
            }
            return new Run(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
