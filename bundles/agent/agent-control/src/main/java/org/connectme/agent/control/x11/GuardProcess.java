package org.connectme.agent.control.x11;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.connectme.agent.core.InjectorFailed;

/** The {@link Guard} as the app sees it. */
final class GuardProcess {

    private static final long START_SECONDS = 30;

    private static final List<Class<?>> CLASSES = List.of(
            Guard.class,
            XConnection.class,
            XTest.class,
            XInput.class,
            XError.class,
            KeyboardMap.class,
            Request.class,
            Cookies.class,
            DisplayName.class);

    private final Process process;

    private GuardProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a guard and waits until it watches.
     *
     * @param java the program of that name
     * @param environment names the display
     */
    static GuardProcess start(Path java, Map<String, String> environment) throws InjectorFailed {
        try {
            Path jar = classes();
            try {
                return new GuardProcess(start(java, jar, environment));
            } finally {
                Files.delete(jar); // the guard has it open
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private static InjectorFailed failed(Exception cause) {
        return new InjectorFailed("control.no-guard", "nobody would let go of keys if the app died", cause);
    }

    private static Process start(Path java, Path jar, Map<String, String> environment)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ProcessBuilder builder = new ProcessBuilder(
                        java.toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        jar.toString(),
                        Guard.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            InputStream in = process.getInputStream();
            int answer = CompletableFuture.supplyAsync(() -> readOne(in)).get(START_SECONDS, TimeUnit.SECONDS);
            if (answer != Guard.READY) {
                throw new IOException("the guard did not start");
            }
            return process;
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static int readOne(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            return -1; // as when it ended
        }
    }

    /** What the guard needs, in a file of its own: a bundle's classes cannot be named to another process. */
    private static Path classes() throws IOException {
        Path jar = Files.createTempFile("connectme-guard", ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> outer : CLASSES) {
                for (Class<?> type : outer.getNestMembers()) {
                    String file = type.getName().replace('.', '/') + ".class";
                    out.putNextEntry(new JarEntry(file));
                    try (InputStream in = type.getResourceAsStream("/" + file)) {
                        if (in == null) {
                            throw new IOException("no " + file);
                        }
                        in.transferTo(out);
                    }
                }
            }
        }
        return jar;
    }

    /** The app lets go of everything itself. */
    void dismiss() throws IOException {
        try (OutputStream out = process.getOutputStream()) {
            out.write(Guard.DISMISSED);
        }
    }

    /** The app could not let go: the guard does. */
    void alarm() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }
}
