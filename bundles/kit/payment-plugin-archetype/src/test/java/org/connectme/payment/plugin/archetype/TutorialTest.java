package org.connectme.payment.plugin.archetype;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/partners/payment-plugin.md word by word, up to the running server, which an integration test goes on to. */
class TutorialTest {

    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final String SERVER = "## 3. Put it into a running server";
    private static final Pattern BLOCK =
            Pattern.compile("^```(sh|text)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final long BOUND_MINUTES = 15;

    @TempDir
    private static Path folder;

    private static String output;

    private record Tutorial(String script, List<String> promised) {

        static Tutorial read() throws IOException {
            String page = Files.readString(ROOT.resolve("docs/partners/payment-plugin.md"));
            assertThat(page).contains(SERVER);
            StringBuilder script = new StringBuilder("set -eu\n");
            List<String> promised = new ArrayList<>();
            Matcher block = BLOCK.matcher(page.substring(0, page.indexOf(SERVER)));
            while (block.find()) {
                if (block.group(1).equals("sh")) {
                    script.append(block.group(2));
                } else {
                    promised.addAll(block.group(2).lines().toList());
                }
            }
            return new Tutorial(script.toString(), promised);
        }
    }

    @BeforeAll
    static void followIt() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("bin"));
        Path mvn = folder.resolve("bin/mvn");
        Files.writeString(mvn, mavenOfThisBuild());
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path heard = folder.resolve("output.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", Tutorial.read().script())
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(heard.toFile());
        shell.environment().put("HOME", folder.toString());
        shell.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        shell.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        Process process = shell.start();
        boolean ended = process.waitFor(BOUND_MINUTES, TimeUnit.MINUTES);
        output = Files.readString(heard);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    /** The same program, the same repository, and no network where this build uses none. */
    private static String mavenOfThisBuild() {
        String offline = "offline=true".equals(System.getProperty("connectme.network")) ? " --offline" : "";
        return "#!/bin/sh\nexec '" + System.getProperty("connectme.maven") + "/bin/mvn' --batch-mode" + offline
                + " '-Dmaven.repo.local=" + System.getProperty("maven.repo.local") + "' \"$@\"\n";
    }

    @Test
    void whatIsPrintedIsWhatTheTutorialSays() throws IOException {
        List<String> promised = Tutorial.read().promised();

        assertThat(promised).isNotEmpty();
        promised.forEach(line -> assertThat(output).contains(line));
    }

    @Test
    void theKitProvesMostOfThePlugIn() {
        // of 147; the others ask for abilities that a first plug-in does not name
        assertThat(output.lines().filter(line -> line.matches("[0-9]+")))
                .singleElement()
                .satisfies(count -> assertThat(Integer.parseInt(count)).isGreaterThanOrEqualTo(90));
    }

    @Test
    void thePlugInIsABundleThatNeedsOfUsTheSpiOnly() throws IOException {
        Path jar = folder.resolve("plugins/payment-acme/target/payment-acme-1.0.0.jar");

        try (JarFile bundle = new JarFile(jar.toFile())) {
            var manifest = bundle.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("com.example.payment.acme");
            assertThat(manifest.getValue("Bundle-Version")).isEqualTo("1.0.0");
            assertThat(manifest.getValue("Service-Component")).contains("PluginProvider.xml");
            assertThat(Stream.of(manifest.getValue("Import-Package").split(","))
                            .filter(name -> name.startsWith("org.connectme")))
                    .singleElement()
                    .asString()
                    .startsWith("org.connectme.payment.spi;");
            assertThat(manifest.getValue("Export-Package")).isNull();
            assertThat(bundle.stream().map(entry -> entry.getName())).contains("form/form.js");
        }
    }
}
