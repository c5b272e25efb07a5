package org.connectme.agent.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.core.Frame;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Probe;
import org.connectme.agent.core.Rehearsal;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.connectme.agent.core.Source;
import org.jspecify.annotations.Nullable;

/** Media of a test's own: what is switched on counts at once, and pictures are made by hand. */
public final class Studio implements Media, MediaCall, Rehearsal, Probe {

    public static final Screen WHOLE = new Screen("0", "Screen", 0, 0, 1280, 800, 1);

    public static final Screen LETTER = new Screen("w", "Letter", 100, 100, 400, 300, 1, Screen.Kind.WINDOW);

    /** What was asked, in the order of it. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private final Map<Source, Consumer<Frame>> sinks = new ConcurrentHashMap<>();
    private volatile Sending own = Sending.NOTHING;
    private volatile Sending other = new Sending(true, true, false);
    private volatile @Nullable Screen shared;
    private volatile boolean flowing = true;
    private volatile List<Screen> screens = List.of(WHOLE);

    public Studio other(Sending now, boolean flows) {
        other = now;
        flowing = flows;
        return this;
    }

    public void screens(Screen... now) {
        screens = List.of(now);
    }

    /** A picture of soft light, as of a room. */
    public void paint(Source source, int width, int height, int seed) {
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int warm = 60 + 120 * x / width;
                int cool = 70 + 90 * y / height;
                boolean head = Math.hypot(x - width / 2.0, y - height / 2.6) < height / 5.0;
                boolean body = y > height * 0.62 && Math.abs(x - width / 2.0) < width * 0.22;
                pixels[y * width + x] = head
                        ? 0xd9b99b
                        : body ? (seed % 2 == 0 ? 0x33566b : 0x7a4b3a) : warm << 16 | (warm + cool) / 2 << 8 | cool;
            }
        }
        Consumer<Frame> sink = sinks.get(source);
        if (sink != null) {
            sink.accept(new Frame(width, height, pixels));
        }
    }

    public boolean isWatched(Source source) {
        return sinks.containsKey(source);
    }

    /** Whoever is around it: the pictures are the test's. */
    @Override
    public void rewire(Wiring next) {
        asked.add("rewire");
    }

    @Override
    public List<Device> devices() {
        return List.of(
                new Device(Device.Kind.MICROPHONE, "m", "Built-in microphone"),
                new Device(Device.Kind.CAMERA, "c", "Built-in camera"),
                new Device(Device.Kind.CAMERA, "c2", "Camera on the desk"),
                new Device(Device.Kind.SPEAKER, "s", "Headphones"));
    }

    @Override
    public List<Screen> screens() {
        return screens;
    }

    /** What is switched on to be tried, and nothing that was switched off again. */
    public final List<String> tried = new CopyOnWriteArrayList<>();

    public volatile CompletableFuture<Quality> network = CompletableFuture.completedFuture(Quality.GOOD);
    public volatile @Nullable String cameraFault;
    private volatile Consumer<Frame> mirror = frame -> {};
    public volatile DoubleConsumer level = loud -> {};

    @Override
    public On camera(@Nullable Device chosen, Consumer<Frame> pictures) throws MediaFailed {
        String fault = cameraFault;
        if (fault != null) {
            throw new MediaFailed(fault, "as the test wants");
        }
        mirror = pictures;
        return on("camera " + (chosen == null ? "any" : chosen.id()));
    }

    @Override
    public On microphone(@Nullable Device chosen, DoubleConsumer loudness) {
        level = loudness;
        return on("microphone " + (chosen == null ? "any" : chosen.id()));
    }

    private On on(String what) {
        tried.add(what);
        return () -> tried.remove(what);
    }

    @Override
    public void chime(@Nullable Device chosen, Chime chime) {
        asked.add("chime " + chime);
    }

    @Override
    public void tones(@Nullable Device chosen) {
        asked.add("tones " + (chosen == null ? "any" : chosen.id()));
    }

    @Override
    public CompletableFuture<Quality> network(IceServers servers) {
        return network;
    }

    public void paintMirror() {
        sinks.put(Source.OWN_CAMERA, mirror);
        paint(Source.OWN_CAMERA, 640, 480, 1);
    }

    /** What the self-check finds here. */
    @Override
    public List<Finding> look() {
        return List.of(
                new Finding("screen", "there", Verdict.GOOD, Map.of("screens", "1280 × 800")),
                Finding.of("input", "there", Verdict.GOOD),
                new Finding("layout", "there", Verdict.GOOD, Map.of("layout", "de")),
                Finding.of("camera", "none", Verdict.LIMITED),
                new Finding("microphone", "there", Verdict.GOOD, Map.of("names", "Built-in microphone")),
                Finding.of("speaker", "none", Verdict.MISSING));
    }

    @Override
    public MediaCall open(MediaCall.Wiring wiring) {
        return this;
    }

    @Override
    public void receive(JsonNode signal) {}

    @Override
    public void signaling(boolean open, boolean resumed) {}

    @Override
    public void otherReachable(boolean online) {}

    @Override
    public void suspend() {}

    @Override
    public boolean isFlowing() {
        return flowing;
    }

    @Override
    public Sending other() {
        return other;
    }

    @Override
    public Sending own() {
        return own;
    }

    @Override
    public List<String> faults() {
        return List.of();
    }

    @Override
    public void microphone(boolean on) {
        asked.add("microphone " + on);
        own = new Sending(on, own.camera(), own.screen());
    }

    @Override
    public void camera(boolean on) {
        asked.add("camera " + on);
        own = new Sending(own.microphone(), on, own.screen());
    }

    @Override
    public void use(Device device) {
        asked.add("use " + device.id());
    }

    @Override
    public void share(Screen screen) {
        asked.add("share " + screen.id());
        shared = screen;
    }

    @Override
    public void stopSharing() {
        asked.add("stopSharing");
        shared = null;
    }

    @Override
    public Optional<Screen> shared() {
        return Optional.ofNullable(shared);
    }

    @Override
    public void blank(boolean on) {
        asked.add("blank " + on);
    }

    @Override
    public void frames(Source source, Consumer<Frame> sink) {
        sinks.put(source, sink);
    }

    @Override
    public boolean send(String text) {
        return true;
    }

    @Override
    public void close() {}
}
