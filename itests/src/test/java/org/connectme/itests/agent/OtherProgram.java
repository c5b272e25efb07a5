package org.connectme.itests.agent;

import java.awt.Toolkit;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another program on the customer's screen, which copies and pastes. What it copied is there while it runs. */
final class OtherProgram implements AutoCloseable {

    private final Process process;

    private OtherProgram(Process process) {
        this.process = process;
    }

    /** In a process of its own: the display hands the text from one program to another. */
    public static void main(String[] args) throws Exception {
        Clipboard clipboard = Toolkit.getDefaultToolkit().getSystemClipboard();
        if (args.length == 0) {
            String text = (String) clipboard.getData(DataFlavor.stringFlavor);
            System.out.write(text.getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            return;
        }
        clipboard.setContents(new StringSelection(args[0]), null);
        System.out.println("copied");
        while (System.in.read() >= 0) {
            // Until the test closes it.
        }
    }

    static OtherProgram copies(Desk desk, String text) {
        Process process = start(desk, List.of(text));
        try {
            BufferedReader told =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            if (!"copied".equals(told.readLine())) {
                throw new AssertionError("Nothing was copied");
            }
            return new OtherProgram(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String pastes(Desk desk) {
        try (InputStream pasted = start(desk, List.of()).getInputStream()) {
            return new String(pasted.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(Desk desk, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=false",
                "-Dsun.jnu.encoding=UTF-8",
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                OtherProgram.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment().putAll(desk.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
