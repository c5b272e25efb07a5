package org.connectme.shell;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.connectme.shell.Frame.Kind;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./connectme shell}: a program of its own outside the container, which needs no other class than its neighbour
 * {@link Frame}. Runs the command given, or else every line of its input.
 */
public final class ShellClient {

    private static final String PROMPT = "connectme> ";

    private final BufferedReader keyboard;
    private final PrintStream screen;
    private final boolean people;

    /** @param people whether somebody types: there is a prompt then, and nothing typed for a password is shown */
    ShellClient(BufferedReader keyboard, PrintStream screen, boolean people) {
        this.keyboard = keyboard;
        this.screen = screen;
        this.people = people;
    }

    /** @param arguments the server's home, then the command's words, if any; ends with 0, or 1 if a command failed */
    public static void main(String[] arguments) {
        ShellClient client = new ShellClient(
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
                System.out,
                System.console() != null);
        Path socket = Frame.socketIn(Path.of(arguments[0]));
        try {
            System.exit(client.run(socket, Arrays.copyOfRange(arguments, 1, arguments.length)) ? 0 : 1);
        } catch (IOException e) {
            System.err.println("The server's shell does not answer at " + socket + ": " + e.getMessage());
            System.exit(1);
        }
    }

    /** @return whether all commands succeeded */
    boolean run(Path socket, String... words) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            if (words.length > 0) {
                return command(line(words), in, out);
            }
            boolean succeeded = true;
            for (String line = next(); line != null && !line.strip().equals("exit"); line = next()) {
                succeeded &= line.isBlank() || command(line, in, out);
            }
            return succeeded;
        }
    }

    private @Nullable String next() throws IOException {
        if (people) {
            screen.print(PROMPT);
            screen.flush();
        }
        return keyboard.readLine();
    }

    private boolean command(String line, DataInputStream in, DataOutputStream out) throws IOException {
        new Frame(Kind.COMMAND, line).writeTo(out);
        while (true) {
            Frame frame = Frame.readFrom(in);
            switch (frame.kind()) {
                case OUTPUT -> screen.write(frame.bytes());
                case ASK -> new Frame(Kind.LINE, secret()).writeTo(out);
                default -> {
                    screen.flush();
                    return frame.kind() == Kind.DONE;
                }
            }
            screen.flush();
        }
    }

    private String secret() throws IOException {
        if (people) {
            return String.valueOf(System.console().readPassword());
        }
        String line = keyboard.readLine();
        if (line == null) {
            throw new IOException("the command asked for a line, and the input is at its end");
        }
        return line;
    }

    /**
     * The words as one line that the shell takes apart into the same words again: between single quotes everything
     * stands for itself.
     */
    static String line(String... words) {
        return Arrays.stream(words).map(ShellClient::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (word.matches("[A-Za-z0-9@:._/+-]+")) {
            return word;
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
