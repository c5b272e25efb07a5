package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Script.Run;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The operator replaces bundles with {@code ./connectme shell} while somebody is in a call (OPS-2). */
@Tag("long")
class DeploymentIT {

    private static final String JOIN = "{\"n\":1,\"a\":0,\"m\":{\"t\":\"join\"}}";
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static Server server;
    private static Stage stage;
    private static Records records;

    @BeforeAll
    static void start() {
        server = Server.start("deployment", Map.of());
        stage = new Stage(server);
        records = new Records(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aBundleIsReplacedInTheMiddleOfACallAndItIsProvedThatNothingWasLost() {
        try (Call call = Call.begin("Dora Ploy")) {
            Path file = new NewerVersion(server, "metering", "1.0.1").written();

            Run plan = shell("connectme:deploy-plan", file);
            Run deployed = shell("connectme:deploy", file);

            assertThat(plan.exit()).as(plan.output()).isZero();
            assertThat(plan.output()).contains("followed by 1.0.1", "Sockets: 2, none cut", call.id());
            assertThat(deployed.exit()).as(deployed.output()).isZero();
            assertThat(deployed.output())
                    .contains("1.0.1 has taken over", "Sockets: 2 before, 2 of them after")
                    .containsPattern(call.id() + ": \\d+ entries before, \\d+ after, goes on")
                    .contains("Nothing was lost");
            assertThat(running("metering")).containsExactly("1.0.1");
            assertThat(call.sockets()).allMatch(RawSocket::isOpen);
            assertThat(records.types(call.id())).doesNotContain("ParticipantLost", "ServerOutage");
        }
    }

    @Test
    void aVersionThatCannotStartIsPutBackAndTheCallDoesNotNotice() {
        try (Call call = Call.begin("Rudi Ment")) {
            Path file = new NewerVersion(server, "consent", "1.0.1", Map.of("Import-Package", "org.example.nowhere"))
                    .written();

            Run deployed = shell("connectme:deploy", file);

            assertThat(deployed.exit()).as(deployed.output()).isEqualTo(1);
            assertThat(deployed.output())
                    .contains("org.example.nowhere", "org.connectme.consent 1.0.0.SNAPSHOT goes on");
            assertThat(running("consent")).containsExactly("1.0.0.SNAPSHOT");
            assertThat(inDeploy()).noneMatch(name -> name.contains("consent"));
            assertThat(call.sockets()).allMatch(RawSocket::isOpen);
            assertThat(records.types(call.id())).doesNotContain("ParticipantLost", "ServerOutage");
        }
    }

    @Test
    void theGatewaysReplacementTellsWhoIsCutAndAContractsIsRefused() {
        Run gateway = shell("connectme:deploy-plan", new NewerVersion(server, "gateway", "1.0.1").written());
        Run contract = shell("connectme:deploy", new NewerVersion(server, "core", "1.0.1").written());

        assertThat(gateway.output()).contains("all cut");
        assertThat(contract.exit()).isEqualTo(1);
        assertThat(contract.output()).contains("org.connectme.journal", "org.connectme.rest", "Nothing was done");
        assertThat(running("core")).containsExactly("1.0.0.SNAPSHOT");
    }

    @Test
    void aRestartKeepsTheNewerVersionAndAFileTakenOutMeanwhileIsNoticed() throws IOException {
        Run deployed = shell("connectme:deploy", new NewerVersion(server, "media", "1.0.1").written());
        assertThat(deployed.exit()).as(deployed.output()).isZero();

        server.close();
        server.startAgain();
        Until.isTrue("the newer one runs alone", BOUND, () -> running("media").equals(List.of("1.0.1")));

        server.close();
        Files.delete(server.home().resolve("deploy/org.connectme.media-1.0.1.jar"));
        server.startAgain();
        Until.isTrue("the older one is back", BOUND, () -> running("media").equals(List.of("1.0.0.SNAPSHOT")));
    }

    /** Both sides are in the call, with a socket each; no media flows. */
    private record Call(String id, List<RawSocket> sockets) implements AutoCloseable {

        static Call begin(String customerName) {
            Invited invited = stage.invite(customerName, stage.planByTheSecond());
            Api customer = PaidCall.held(stage, invited);
            Stage.expect(customer.post("/api/customer/enter", "{}"), 200);
            Stage.expect(stage.consultant().post(invited.path("/enter"), "{}"), 200);
            RawSocket customers =
                    RawSocket.open(server, "/ws/customer", customer).greet();
            RawSocket consultants = RawSocket.open(
                            server, "/ws/consultant?consultation=" + invited.id(), stage.consultant())
                    .greet();
            customers.send(JOIN);
            consultants.send(JOIN);
            Until.isTrue(
                    "both have joined",
                    BOUND,
                    () -> records.entries(invited.id(), "ParticipantJoined").count() == 2);
            return new Call(invited.id(), List.of(customers, consultants));
        }

        @Override
        public void close() {
            sockets.forEach(RawSocket::close);
        }
    }

    private static List<String> inDeploy() {
        try (Stream<Path> files = Files.list(server.home().resolve("deploy"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Versions of a bundle that run. */
    private static List<String> running(String bundle) {
        return shell("bundle:list", "-t", "0", "-s", "--no-format")
                .output()
                .lines()
                .map(line -> List.of(line.strip().split("\\s*[|\\t]\\s*")))
                .filter(cells -> cells.contains("org.connectme." + bundle) && cells.contains("Active"))
                .map(cells -> cells.get(3))
                .toList();
    }

    private static Run shell(Object... words) {
        return server.shell(words);
    }
}
