package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/partners/payment-plugin.md word by word, from the archetype to a payment in a running server (PAR-1, PAR-2). */
class PartnersTutorialIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK =
            Pattern.compile("^```(sh|text)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final long TUTORIAL_MINUTES = 30;
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Server server;
    private static String output;
    private static final List<String> promised = new ArrayList<>();

    @BeforeAll
    static void followIt() throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("set -eu\n");
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("docs/partners/payment-plugin.md")));
        while (block.find()) {
            if (block.group(1).equals("sh")) {
                script.append(block.group(2));
            } else {
                promised.addAll(block.group(2).lines().toList());
            }
        }
        int port = Server.freePort();
        server = Server.running(folder.resolve(".connectme"), port);
        output = run(script.toString(), port);
    }

    @AfterAll
    static void stop() {
        if (Files.exists(server.home().resolve("connectme.pid"))) {
            server.close();
        }
    }

    private static String run(String script, int port) throws IOException, InterruptedException {
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

    @Test
    void whatIsPrintedIsWhatTheTutorialSays() {
        assertThat(promised).isNotEmpty();
        promised.forEach(line -> assertThat(output).contains(line));
    }

    @Test
    void aCardIsEnteredInThePlugInsOwnFormAndTheCallIsPaid() {
        try (Browsers browsers = new Browsers()) {
            Stage stage = new Stage(server);
            Invited invited = stage.invite("Paula Acker", stage.planByTheSecond());
            Api customer = stage.agreed(invited);

            enterCard(browsers, customer, "4242 4242 4242 4242");
            awaitPayment(customer, "HELD");
            PaidCall call = PaidCall.begin(server, browsers, stage, invited, customer);
            call.end();
            JsonNode bill = call.awaitCapture(BOUND);
            call.customer().awaitText("charged to your card", BOUND);

            assertThat(bill.path("gross").path("minorUnits").asLong()).isPositive();
            assertThat(call.records().cardPayments(call.id()))
                    .as("payments at the sandbox")
                    .isEmpty();
        }
    }

    @Test
    void aRefusedCardIsNamedAndTheBanksQuestionIsAskedInThePlugInsForm() {
        try (Browsers browsers = new Browsers()) {
            Stage stage = new Stage(server);
            Api customer = stage.agreed(stage.invite("Rafael Nein", stage.planByTheSecond()));

            Page page = enterCard(browsers, customer, "4000 0000 0000 9995");
            awaitPayment(customer, "DECLINED");
            page.getByLabel("Card number").fill("4000 0000 0000 3220");
            confirm(page).click();
            page.getByText("Your bank asks: is this you?").waitFor();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes"))
                    .click();

            awaitPayment(customer, "HELD");
        }
    }

    private static Page enterCard(Browsers browsers, Api customer, String number) {
        Page page = browsers.open(server.address(), customer);
        page.navigate(server.address("/join").toString());
        page.getByLabel("Card number").fill(number);
        confirm(page).click();
        return page;
    }

    private static Locator confirm(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Confirm"));
    }

    private static void awaitPayment(Api customer, String status) {
        customer.await(
                "/api/customer/view",
                BOUND,
                answer -> answer.part("payment").path("status").asText().equals(status));
    }
}
