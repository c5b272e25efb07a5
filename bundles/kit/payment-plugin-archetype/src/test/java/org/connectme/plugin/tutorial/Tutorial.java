package org.connectme.plugin.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page for partners, followed word by word up to the running server, which an integration test goes on to.
 *
 * @param promised lines that the page says are printed
 * @param output   what was printed
 */
public record Tutorial(Path home, List<String> promised, String output) {

    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final String SERVER = "## 3. Put it into a running server";
    private static final Pattern BLOCK =
            Pattern.compile("^```(sh|text)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final long BOUND_MINUTES = 15;

    /**
     * Runs its commands in one shell.
     *
     * @param page name in docs/partners
     * @param home empty folder, home of whoever follows it
     */
    public static Tutorial follow(String page, Path home) throws IOException, InterruptedException {
        String text = Files.readString(ROOT.resolve("docs/partners").resolve(page));
        assertThat(text).contains(SERVER);
        StringBuilder script = new StringBuilder("set -eu\n");
        List<String> promised = new ArrayList<>();
        Matcher block = BLOCK.matcher(text.substring(0, text.indexOf(SERVER)));
        while (block.find()) {
            if (block.group(1).equals("sh")) {
                script.append(block.group(2));
            } else {
                promised.addAll(block.group(2).lines().toList());
            }
        }
        return new Tutorial(home, promised, run(script.toString(), home));
    }

    private static String run(String script, Path home) throws IOException, InterruptedException {
        Path mvn = Files.createDirectories(home.resolve("bin")).resolve("mvn");
        Files.writeString(mvn, mavenOfThisBuild());
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path heard = home.resolve("output.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(heard.toFile());
        shell.environment().put("HOME", home.toString());
        shell.environment().put("PATH", mvn.getParent() + ":" + System.getenv("PATH"));
        shell.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        Process process = shell.start();
        boolean ended = process.waitFor(BOUND_MINUTES, TimeUnit.MINUTES);
        String output = Files.readString(heard);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** The same program, the same repository, and no network where this build uses none. */
    private static String mavenOfThisBuild() {
        String offline = "offline=true".equals(System.getProperty("connectme.network")) ? " --offline" : "";
        return "#!/bin/sh\nexec '" + System.getProperty("connectme.maven") + "/bin/mvn' --batch-mode" + offline
                + " '-Dmaven.repo.local=" + System.getProperty("maven.repo.local") + "' \"$@\"\n";
    }

    /** What the page says is printed was printed. */
    public void keepsItsPromises() {
        assertThat(promised).isNotEmpty();
        promised.forEach(line -> assertThat(output).contains(line));
    }

    /** So many cases or more are proved, by the one number that is printed. */
    public void proves(int cases) {
        assertThat(output.lines().filter(line -> line.matches("[0-9]+")))
                .singleElement()
                .satisfies(count -> assertThat(Integer.parseInt(count)).isGreaterThanOrEqualTo(cases));
    }

    /**
     * The plug-in is a bundle that takes of us its SPI and nothing else.
     *
     * @param kind     payment or recording
     * @return names of what the bundle contains
     */
    public List<String> bundleNeedsTheSpiOnly(String kind) throws IOException {
        String artifact = kind + "-acme";
        Path jar = home.resolve("plugins").resolve(artifact).resolve("target/" + artifact + "-1.0.0.jar");
        try (JarFile bundle = new JarFile(jar.toFile())) {
            var manifest = bundle.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("com.example." + kind + ".acme");
            assertThat(manifest.getValue("Bundle-Version")).isEqualTo("1.0.0");
            assertThat(Stream.of(manifest.getValue("Import-Package").split(","))
                            .filter(name -> name.startsWith("org.connectme")))
                    .singleElement()
                    .asString()
                    .startsWith("org.connectme." + kind + ".spi;");
            assertThat(manifest.getValue("Export-Package")).isNull();
            assertThat(manifest.getValue("Service-Component")).isNotBlank();
            return bundle.stream().map(entry -> entry.getName()).toList();
        }
    }
}
