package org.connectme.itests.agent;

import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.connectme.itests.bench.ClickTarget;
import org.connectme.itests.bench.Figures;
import org.connectme.itests.bench.RemoteView;
import org.connectme.itests.bench.SlowLine;
import org.connectme.itests.bench.Vnc;
import org.connectme.itests.faults.Browsers;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How quick remote help is beside VNC in a browser, on this machine and over a slow line, and what the app takes for it.
 */
@Tag("bench")
class ControlSpeedIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration MOTION = Duration.ofSeconds(6);
    private static final int CLICKS = Integer.getInteger("bench.clicks", 100);
    private static final int WAY_MILLIS = 20;
    private static final double LOSS = 0.01;
    private static final int RATE = 4_000_000;
    private static final int WARM_UP = 10;
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /** What one way of remote help came to. */
    private record Speed(double median, double p95, double pictures) {}

    private static SlowLine line;
    private static Server server;
    private static Desk desk;

    @BeforeAll
    static void start() {
        line = new SlowLine(WAY_MILLIS, LOSS, RATE);
        server = Server.start(
                "control-speed",
                Map.of("CONNECTME_HOST", "0.0.0.0", "CONNECTME_PUBLIC_URL", "http://" + SlowLine.HOST));
        desk = new Desk(Path.of("target", "speed-desk").toAbsolutePath(), ClickTarget.WIDTH, ClickTarget.HEIGHT);
    }

    @AfterAll
    static void stop() {
        if (desk != null) {
            desk.close();
        }
        if (server != null) {
            server.close();
        }
        if (line != null) {
            line.close();
        }
    }

    @Test
    void howLongAClickTakesAndHowManyPicturesComeBesideVnc() throws IOException {
        Speed tiger;
        Speed slowTiger;
        try (Vnc vnc = Vnc.tiger(SlowLine.HOST);
                Screenful target = new Screenful(Map.of("DISPLAY", vnc.display()))) {
            tiger = ofVnc(vnc, target, CHROMIUM);
            slowTiger = ofVnc(vnc, target, line.chromium());
        }
        try (Screenful target = new Screenful(desk.environment())) {
            Speed x11;
            try (Vnc vnc = Vnc.x11(desk.environment().get("DISPLAY"), SlowLine.HOST)) {
                x11 = ofVnc(vnc, target, CHROMIUM);
            }
            ofConnectMe(target, tiger, x11, slowTiger);
        }
    }

    private static void ofConnectMe(Screenful target, Speed tiger, Speed x11, Speed slowTiger) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "app");
        Stage stage = new Stage(server);
        try (DesktopApp app = DesktopApp.start(folder, desk, server.address())) {
            Visit visit =
                    Visit.begin(stage, stage.demoPlan(), app).holdsTheCard().enters();
            Speed ours;
            try (Browsers browsers = new Browsers()) {
                RemoteView view = takesControl(browsers, CHROMIUM, app, stage, visit);
                ours = speed(view, target);
                cost(app, target);
            }
            Speed slow;
            try (Browsers browsers = new Browsers()) {
                slow = speed(takesControl(browsers, line.chromium(), app, stage, visit), target);
            }
            tell(ours, tiger, x11, slow, slowTiger);
        }
    }

    private static void tell(Speed ours, Speed tiger, Speed x11, Speed slow, Speed slowTiger) {
        String how = CLICKS + " clicks, 1280x720";
        Figures.plain("Click to pixel, TigerVNC + noVNC, median", tiger.median(), "ms", how);
        Figures.plain("Click to pixel, TigerVNC + noVNC, p95", tiger.p95(), "ms", how);
        Figures.plain("Click to pixel, x11vnc + noVNC, median", x11.median(), "ms", how);
        Figures.atMost("Click to pixel, median, beside TigerVNC", ours.median() / tiger.median(), 1.6, "times", how);
        Figures.atMost("Click to pixel, median, beside x11vnc", ours.median(), x11.median(), "ms", how);
        Figures.atMost("Click to pixel, p95, beside TigerVNC", ours.p95() / tiger.p95(), 2.5, "times", how);
        Figures.plain("Click to pixel, p95", ours.p95(), "ms", how);
        Figures.plain("Pictures of full motion, TigerVNC + noVNC", tiger.pictures(), "/s", "1280x720");
        Figures.plain("Pictures of full motion", ours.pictures(), "/s", "1280x720");
        String slowly = 2 * WAY_MILLIS + " ms there and back, 1 % lost, 4 Mbit/s";
        Figures.plain("Slow line: click, TigerVNC + noVNC, p95", slowTiger.p95(), "ms", slowly);
        Figures.plain("Slow line: click, median", slow.median(), "ms", slowly);
        Figures.atMost("Slow line: click, p95, beside TigerVNC", slow.p95(), slowTiger.p95() / 2, "ms", slowly);
        Figures.plain("Slow line: pictures, TigerVNC + noVNC", slowTiger.pictures(), "/s", slowly);
        Figures.atLeast("Slow line: pictures of full motion", slow.pictures(), 4 * slowTiger.pictures(), "/s", slowly);
    }

    /** While everything on the screen moves and a consultant looks on. */
    private static void cost(DesktopApp app, Screenful target) {
        target.order("motion");
        ProcessHandle process = ProcessHandle.of(app.processId()).orElseThrow();
        pause(Duration.ofSeconds(2));
        Duration before = process.info().totalCpuDuration().orElseThrow();
        long from = System.nanoTime();
        pause(MOTION);
        double cores = (double) process.info()
                        .totalCpuDuration()
                        .orElseThrow()
                        .minus(before)
                        .toNanos()
                / (System.nanoTime() - from);
        target.order("still");
        Figures.atMost("The app's processor time, 720p in full motion", cores, 0.5, "cores", "share and call");
    }

    private static Speed ofVnc(Vnc vnc, Screenful target, Path chromium) {
        try (Browsers browsers = new Browsers()) {
            Page page = browsers.open(chromium, vnc.origin(), new Api(server));
            // noVNC looks at what a socket's own prototype has; the tests' counting class has nothing there.
            page.addInitScript("window.WebSocket = Object.getPrototypeOf(window.WebSocket)");
            page.addInitScript(RemoteView.WITNESS);
            page.navigate(vnc.viewer());
            return speed(new RemoteView(page), target);
        }
    }

    private static Speed speed(RemoteView view, Screenful target) {
        view.awaits();
        view.clicks(WARM_UP);
        double[] clicks = view.clicks(CLICKS);
        target.order("motion");
        pause(Duration.ofSeconds(4));
        double pictures = view.picturesASecond(MOTION);
        target.order("still");
        pause(Duration.ofSeconds(2));
        Speed speed = new Speed(Figures.median(clicks), Figures.percentile(clicks, 0.95), pictures);
        System.out.println(speed);
        return speed;
    }

    private static RemoteView takesControl(Browsers browsers, Path chromium, DesktopApp app, Stage stage, Visit visit) {
        URI origin =
                URI.create("http://" + SlowLine.HOST + ":" + server.address().getPort());
        Page page = browsers.open(chromium, origin, stage.consultant());
        page.addInitScript(RemoteView.WITNESS);
        page.navigate(origin + "/console#/consultation/" + visit.invited().id());
        Participant consultant = new Participant("CONSULTANT", page, stage.consultant());
        if (!app.look().path("own").path("screen").asBoolean()) {
            consultant.button("Start video chat").last().click();
        }
        consultant.awaitPictures(BOUND);
        app.does("show");
        if (!app.look().at("/parts/consents/consents").toString().contains("\"GIVEN\"")) {
            visit.lends(30);
        }
        app.awaits("control", BOUND, told -> told.path("control").asText().equals("CONTROL"));
        return new RemoteView(page);
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** The customer's program that is clicked. */
    private static final class Screenful implements AutoCloseable {

        private final Process process;

        Screenful(Map<String, String> environment) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Djava.awt.headless=false",
                    "-cp",
                    Path.of("target", "test-classes").toAbsolutePath().toString(),
                    ClickTarget.class.getName()));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
            builder.environment().putAll(environment);
            process = builder.start();
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        }

        void order(String what) {
            try {
                process.getOutputStream().write((what + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
