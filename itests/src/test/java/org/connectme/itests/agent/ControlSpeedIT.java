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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.connectme.itests.bench.ClickTarget;
import org.connectme.itests.bench.Figures;
import org.connectme.itests.bench.FirstPaint;
import org.connectme.itests.bench.RemoteView;
import org.connectme.itests.bench.RemoteView.Click;
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
    private static final int STARTS = 5;
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /** Which ways are measured: all of them, or for a quick look such as "tiger,ours". */
    private static final Set<String> WAYS = Set.of(
            System.getProperty("bench.ways", "tiger,slow-tiger,x11,ours,slow").split(","));

    /**
     * What one way of remote help came to.
     *
     * @param input median of what it took until the clicked program heard of it
     * @param picture median of what it took from its painting to the changed pixel
     * @param pasted how many of a hundred clicks were shown by pixels as they are, which ours are if by a patch
     */
    private record Speed(double median, double p95, double pictures, double input, double picture, double pasted) {

        static final Speed UNKNOWN = new Speed(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

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
        Speed tiger = Speed.UNKNOWN;
        Speed slowTiger = Speed.UNKNOWN;
        try (Vnc vnc = Vnc.tiger(SlowLine.HOST);
                Screenful target = new Screenful(Map.of("DISPLAY", vnc.display()))) {
            if (WAYS.contains("tiger")) {
                tiger = ofVnc(vnc, target, CHROMIUM);
            }
            if (WAYS.contains("slow-tiger")) {
                slowTiger = ofVnc(vnc, target, line.chromium());
            }
        }
        try (Screenful target = new Screenful(desk.environment())) {
            Speed x11 = Speed.UNKNOWN;
            if (WAYS.contains("x11")) {
                try (Vnc vnc = Vnc.x11(desk.environment().get("DISPLAY"), SlowLine.HOST)) {
                    x11 = ofVnc(vnc, target, CHROMIUM);
                }
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
            Speed ours = Speed.UNKNOWN;
            if (WAYS.contains("ours")) {
                try (Browsers browsers = new Browsers()) {
                    RemoteView view = takesControl(browsers, CHROMIUM, app, stage, visit);
                    ours = speed(view, target);
                    cost(app, target);
                }
            }
            Speed slow = Speed.UNKNOWN;
            if (WAYS.contains("slow")) {
                try (Browsers browsers = new Browsers()) {
                    slow = speed(takesControl(browsers, line.chromium(), app, stage, visit), target);
                }
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
        Figures.plain("Clicks that a patch showed", ours.pasted(), "%", how);
        Figures.plain("Of it until the program hears, TigerVNC + noVNC", tiger.input(), "ms", "median");
        Figures.plain("Of it until the program hears", ours.input(), "ms", "median");
        Figures.plain("Of it from painted to seen, TigerVNC + noVNC", tiger.picture(), "ms", "median");
        Figures.plain("Of it from painted to seen", ours.picture(), "ms", "median");
        Figures.plain("Pictures of full motion, TigerVNC + noVNC", tiger.pictures(), "/s", "1280x720");
        Figures.plain("Pictures of full motion", ours.pictures(), "/s", "1280x720");
        String slowly = 2 * WAY_MILLIS + " ms there and back, 1 % lost, 4 Mbit/s";
        Figures.plain("Slow line: click, TigerVNC + noVNC, p95", slowTiger.p95(), "ms", slowly);
        Figures.plain("Slow line: click, median", slow.median(), "ms", slowly);
        Figures.atMost("Slow line: click, p95, beside TigerVNC", slow.p95(), slowTiger.p95() / 2, "ms", slowly);
        Figures.plain("Slow line: pictures, TigerVNC + noVNC", slowTiger.pictures(), "/s", slowly);
        Figures.atLeast("Slow line: pictures of full motion", slow.pictures(), 4 * slowTiger.pictures(), "/s", slowly);
    }

    /** From the start of the process to its window with what stands in it, on a screen with nothing else. */
    @Test
    void howSoonTheWindowIsThere() throws IOException, InterruptedException {
        double[] seconds = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "start");
            Process watch = desk.starts(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.awt.headless=false",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    Path.of("target", "test-classes").toAbsolutePath().toString(),
                    FirstPaint.class.getName());
            BufferedReader told = new BufferedReader(new InputStreamReader(watch.getInputStream()));
            told.readLine();
            List<String> command = DesktopApp.java();
            // As ./connectme agent starts it, and the package.
            command.addAll(List.of(
                    "-XX:SharedArchiveFile=" + DesktopApp.BUILT.resolve("app.jsa"),
                    "-cp",
                    DesktopApp.BUILT.resolve("lib") + "/*",
                    "org.connectme.agent.launcher.Main",
                    "--server",
                    server.address().toString(),
                    "--home",
                    folder.toString()));
            long from = System.currentTimeMillis();
            Process app = desk.starts(command.toArray(String[]::new));
            seconds[i] = (Long.parseLong(told.readLine()) - from) / 1e3;
            app.destroyForcibly();
            app.waitFor();
        }
        Figures.atMost("Start of the app to its window, median", Figures.median(seconds), 1.5, "s", STARTS + " starts");
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
        Figures.atMost("The app's memory in a call", Memory.resident(app.processId()), 180, "MB", "without its window");
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
        target.heard.clear();
        List<Click> clicks = view.clicks(CLICKS);
        List<double[]> heard = target.heard();
        target.order("motion");
        pause(Duration.ofSeconds(4));
        double pictures = view.picturesASecond(MOTION);
        target.order("still");
        pause(Duration.ofSeconds(2));
        double[] millis = clicks.stream().mapToDouble(Click::millis).toArray();
        Speed speed = new Speed(
                Figures.median(millis),
                Figures.percentile(millis, 0.95),
                pictures,
                Figures.median(between(clicks, heard, (click, at) -> at[0] - click.pressed())),
                Figures.median(between(clicks, heard, (click, at) -> click.changed() - at[1])),
                100.0
                        * clicks.stream()
                                .filter(click -> click.by().equals("putImageData"))
                                .count()
                        / clicks.size());
        System.out.println(speed);
        return speed;
    }

    private static double[] between(
            List<Click> clicks, List<double[]> heard, ToDoubleBiFunction<Click, double[]> time) {
        return IntStream.range(0, Math.min(clicks.size(), heard.size()))
                .mapToDouble(i -> time.applyAsDouble(clicks.get(i), heard.get(i)))
                .toArray();
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

        /** When each click came and when it was painted. */
        private final List<double[]> heard = new CopyOnWriteArrayList<>();

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
            BufferedReader told =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            told.readLine();
            Thread listener = new Thread(() -> told.lines()
                    .forEach(line -> heard.add(Stream.of(line.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())));
            listener.setDaemon(true);
            listener.start();
        }

        List<double[]> heard() {
            return List.copyOf(heard);
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
