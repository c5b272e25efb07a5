package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.itests.server.Server;

/** A page for partners, followed word by word, and the server that runs since. */
record PartnersPage(Server server, List<String> promised, String output) implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK =
            Pattern.compile("^```(sh|text)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final long TUTORIAL_MINUTES = 30;

    /**
     * @param page   name in docs/partners
     * @param folder empty, home of whoever follows it
     */
    static PartnersPage follow(String page, Path folder) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("set -eu\n");
        List<String> promised = new ArrayList<>();
        Matcher block =
                BLOCK.matcher(Files.readString(ROOT.resolve("docs/partners").resolve(page)));
        while (block.find()) {
            if (block.group(1).equals("sh")) {
                script.append(block.group(2));
            } else {
                promised.addAll(block.group(2).lines().toList());
            }
        }
        int port = Server.freePort();
        Server server = Server.running(folder.resolve(".connectme"), port);
        try {
            return new PartnersPage(server, promised, run(script.toString(), folder, port));
        } catch (AssertionError e) {
            stop(server);
            throw e;
        }
    }

    private static String run(String script, Path folder, int port) throws IOException, InterruptedException {
        Path mvn = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(
                mvn,
                "#!/bin/sh\nexec '" + System.getProperty("connectme.maven") + "/bin/mvn' --batch-mode"
                        + ("offline=true".equals(System.getProperty("connectme.network")) ? " --offline" : "")
                        + " '-Dmaven.repo.local="
                        + System.getProperty("maven.repo.local") + "' \"$@\"\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path heard = folder.resolve("output.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(heard.toFile());
        Map<String, String> environment = shell.environment();
        environment.keySet().removeIf(name -> name.startsWith("MAVEN_") || name.startsWith("CONNECTME_"));
        environment.put("HOME", folder.toString());
        environment.put("PATH", mvn.getParent() + ":" + System.getenv("PATH"));
        environment.put("CONNECTME_PORT", Integer.toString(port));
        environment.put("CONNECTME_DISTRIBUTION", System.getProperty("connectme.distribution"));
        Process process = shell.start();
        boolean ended = process.waitFor(TUTORIAL_MINUTES, TimeUnit.MINUTES);
        String said = Files.readString(heard);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** What the page says is printed was printed. */
    void keepsItsPromises() {
        assertThat(promised).isNotEmpty();
        promised.forEach(line -> assertThat(output).contains(line));
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        if (Files.exists(server.home().resolve("connectme.pid"))) {
            server.close();
        }
    }
}
