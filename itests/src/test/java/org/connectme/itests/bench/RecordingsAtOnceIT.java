package org.connectme.itests.bench;

import static org.connectme.itests.server.Stage.expect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.connectme.itests.faults.RawSocket;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What twenty recordings at once cost the server, and how soon what was sent is durable: each at 1 Mbit/s, as it happens. */
@Tag("bench")
class RecordingsAtOnceIT {

    private static final int RECORDINGS = 20;
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final String PATH = "/api/consultant/recordings/";
    private static final String JOIN = "{\"n\":1,\"a\":0,\"m\":{\"t\":\"join\"}}";
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofSeconds(1);

    @Test
    void twentyRecordingsAtOnce() throws Exception {
        byte[] stream = made();
        List<RawSocket> pages = new ArrayList<>();
        ExecutorService senders = Executors.newFixedThreadPool(RECORDINGS);
        try (Server server = Server.start("recordings-at-once", Map.of())) {
            Stage stage = new Stage(server);
            String plan = stage.plan("Free of charge", 0, 0, 0);
            List<Invited> calls = new ArrayList<>();
            for (int i = 0; i < RECORDINGS; i++) {
                calls.add(inCall(server, stage, plan, pages));
            }
            double idle = share(server, () -> LockSupport.parkNanos(LENGTH.toNanos()));

            List<Future<List<Double>>> sent = new ArrayList<>();
            List<Double> millis = new ArrayList<>();
            double busy = share(server, () -> {
                calls.forEach(call -> sent.add(senders.submit(() -> records(server, stage, call, stream))));
                sent.forEach(one -> millis.addAll(done(one)));
            });
            String how = RECORDINGS + " at once, 1 Mbit/s each; with database and sockets";
            Figures.atMost("A recording takes of the server", (busy - idle) / RECORDINGS, 0.02, "cores", how);
            double[] all = millis.stream().mapToDouble(Double::doubleValue).toArray();
            Figures.atMost("A part of a recording is durable, median", Figures.median(all), 300, "ms", how);
            Figures.plain("The same, p99", Figures.percentile(all, 0.99), "ms", how);
        } finally {
            senders.shutdownNow();
            pages.forEach(RawSocket::close);
        }
    }

    private static Invited inCall(Server server, Stage stage, String plan, List<RawSocket> pages) {
        Invited invited = stage.invite("Rita Cording", plan);
        Api customer = stage.agreed(invited);
        expect(customer.post("/api/customer/enter", "{}"), 200);
        expect(stage.consultant().post(invited.path("/enter"), "{}"), 200);
        pages.add(page(server, "/ws/customer", customer));
        pages.add(page(server, "/ws/consultant?consultation=" + invited.id(), stage.consultant()));
        Until.value(
                "consent can be asked for",
                BOUND,
                () -> stage.consultant()
                        .post(
                                invited.path("/consent"),
                                "{\"request\":\"consent-1\",\"scope\":\"RECORDING\",\"reason\":\"\",\"minutes\":60}"),
                answer -> answer.status() == 200);
        expect(customer.post("/api/customer/consent", "{\"request\":\"consent-1\",\"scope\":\"RECORDING\"}"), 200);
        return invited;
    }

    private static RawSocket page(Server server, String path, Api whose) {
        RawSocket page = RawSocket.open(server, path, whose).greet();
        page.send(JOIN);
        return page;
    }

    /** As it happens: each second what was made since. @return how long each part took to be durable, in milliseconds */
    private static List<Double> records(Server server, Stage stage, Invited call, byte[] stream) {
        UUID recording = UUID.randomUUID();
        expect(
                stage.consultant()
                        .post(
                                PATH + "start",
                                "{\"consultation\":\"" + call.id() + "\",\"consent\":\"consent-1\",\"recording\":\""
                                        + recording + "\"}"),
                200);
        List<Double> millis = new ArrayList<>();
        long began = System.nanoTime();
        int received = 0;
        while (System.nanoTime() - began < LENGTH.toNanos()) {
            LockSupport.parkNanos(PACE.toNanos());
            double share = Math.min(1.0, (System.nanoTime() - began) / (double) LENGTH.toNanos());
            byte[] part = Arrays.copyOfRange(stream, received, Math.max(received + 1, (int) (stream.length * share)));
            long asked = System.nanoTime();
            Answer answer = stage.consultant()
                    .send(stage.consultant()
                            .request(PATH + recording + "/takes/1/parts/" + received)
                            .header("X-ConnectMe", "1")
                            .header("Content-Type", "video/webm")
                            .header("Origin", server.address().toString())
                            .POST(BodyPublishers.ofByteArray(part))
                            .build());
            expect(answer, 200);
            millis.add((System.nanoTime() - asked) / 1e6);
            received = answer.body().path("received").asInt();
        }
        return millis;
    }

    private static List<Double> done(Future<List<Double>> future) {
        try {
            return future.get(LENGTH.toSeconds() * 4, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Processors that the server and its database keep busy meanwhile. */
    private static double share(Server server, Runnable work) {
        long before = busyMillis(server);
        long began = System.nanoTime();
        work.run();
        return (busyMillis(server) - before) / ((System.nanoTime() - began) / 1e6);
    }

    private static long busyMillis(Server server) {
        String home = server.home().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(home))
                                .isPresent()
                        || process.parent()
                                .flatMap(parent -> parent.info().commandLine())
                                .filter(line -> line.contains(home))
                                .isPresent())
                .mapToLong(process -> process.info()
                        .totalCpuDuration()
                        .map(Duration::toMillis)
                        .orElse(0L))
                .sum();
    }

    private static byte[] made() {
        try {
            Path file = Files.createTempFile(Path.of("target"), "recorded", ".webm");
            List<String> command = Stream.of(("ffmpeg -v error -y -f lavfi -i testsrc=size=1280x720:rate=25 -f lavfi"
                                    + " -i sine=frequency=440 -t " + LENGTH.toSeconds()
                                    + " -c:v libvpx -deadline realtime -cpu-used 8 -g 25 -b:v 1M -minrate 1M -maxrate 1M"
                                    + " -c:a libopus -f webm -live 1 " + file)
                            .split(" "))
                    .toList();
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("ffmpeg failed");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
