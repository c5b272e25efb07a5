package org.connectme.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.connectme.itests.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What participants' sockets cost, idle and relaying, the latter beside a bare Jetty under the same load. */
@Tag("bench")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SocketsIT {

    private static final int CONSULTATIONS = 300;
    /** Connected before the first measurement: what the first ones load once is nobody's own. */
    private static final int FIRST_CONSULTATIONS = 50;

    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final int ROUNDS = 5;
    private static final int MANY_A_SECOND = 10_000;
    private static final int FEW_A_SECOND = 1_000;

    private static Server server;
    private static RelayProcess relay;
    private static Load load;
    private static Crowd crowd;
    private static List<Line> participants;
    private static List<Line> bare;

    /** Asked twice: the second start knows nothing of what the first was busy with. */
    @BeforeAll
    static void gather() throws IOException {
        server = Server.start("bench-sockets", Map.of());
        server.close();
        openDoorWide();
        server.startAgain();
        crowd = Crowd.gather(server, CONSULTATIONS);
        server.close();
        server.startAgain();
        relay = RelayProcess.start();
        load = new Load();
        participants = new ArrayList<>();
        bare = new ArrayList<>();
    }

    /** All participants have one address here. Only the door's limits by address change; a socket's own do not. */
    private static void openDoorWide() throws IOException {
        Path shipped =
                Path.of("..", "karaf-distribution", "src", "main", "resources", "etc", "org.connectme.gateway.cfg");
        String settings = Files.readString(shipped)
                .replaceAll("(?m)^(requestsPerSecond|requestBurst|socketsPerSecond) = .*$", "$1 = 5000");
        Files.writeString(server.home().resolve("etc").resolve(shipped.getFileName()), settings);
    }

    @AfterAll
    static void leave() {
        load.close();
        relay.close();
        server.close();
    }

    @Test
    @Order(1)
    void whatAnIdleParticipantCosts() {
        JavaProcess process = new JavaProcess(server.processId());
        participants.addAll(crowd.join(load, 0, FIRST_CONSULTATIONS));
        long heapBefore = process.settledHeapKiB();
        long residentBefore = process.residentKiB();

        participants.addAll(crowd.join(load, FIRST_CONSULTATIONS, CONSULTATIONS));
        int added = participants.size() - 2 * FIRST_CONSULTATIONS;
        double heap = (process.settledHeapKiB() - heapBefore) / (double) added;
        double resident = (process.residentKiB() - residentBefore) / (double) added;

        Figures.atMost("Heap of an idle connected participant", heap, 24, "KiB", added + " joined");
        Figures.plain("  resident memory, garbage included", resident, "KiB", "grows as the heap is used");
        for (int i = 0; i < CONSULTATIONS; i++) {
            bare.add(load.connect(relay.address(), "/" + i + "/a", Map.of()));
            bare.add(load.connect(relay.address(), "/" + i + "/b", Map.of()));
        }
    }

    @Test
    @Order(2)
    void howManyMessagesAProcessorSecondRelays() {
        load.run(bare, MANY_A_SECOND, WARM_UP);
        load.run(participants, MANY_A_SECOND, WARM_UP);
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            theirs[i] = messagesAProcessorSecond(relay.process(), bare);
            ours[i] = messagesAProcessorSecond(new JavaProcess(server.processId()), participants);
            ratios[i] = 100 * ours[i] / theirs[i];
        }
        String how = "at " + MANY_A_SECOND + "/s, median of " + ROUNDS;
        Figures.plain("Messages per processor second, bare Jetty", Figures.median(theirs), "/s", how);
        Figures.plain("Messages per processor second, ConnectMe", Figures.median(ours), "/s", how);
        Figures.atLeast("Relay beside bare Jetty", Figures.median(ratios), 60, "%", how);
    }

    private static double messagesAProcessorSecond(JavaProcess process, List<Line> lines) {
        Duration before = process.processorTime();
        int messages = load.run(lines, MANY_A_SECOND, ROUND).messages();
        return messages * 1e9 / process.processorTime().minus(before).toNanos();
    }

    @Test
    @Order(3)
    void howLongAMessageTakes() {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        double[] middle = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            theirs[i] = Figures.percentile(load.run(bare, FEW_A_SECOND, ROUND).latencies(), 0.99);
            double[] latencies = load.run(participants, FEW_A_SECOND, ROUND).latencies();
            ours[i] = Figures.percentile(latencies, 0.99);
            middle[i] = Figures.percentile(latencies, 0.5);
            ratios[i] = ours[i] / theirs[i];
        }
        String how = "at " + FEW_A_SECOND + "/s, median of " + ROUNDS;
        Figures.plain("Time of a message, p99, bare Jetty", Figures.median(theirs), "ms", how);
        Figures.plain("Time of a message, p99, ConnectMe", Figures.median(ours), "ms", how);
        Figures.plain("Time of a message, p50, ConnectMe", Figures.median(middle), "ms", how);
        Figures.atMost("p99 beside bare Jetty", Figures.median(ratios), 3, "times", how);
    }
}
