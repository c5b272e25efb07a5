package org.connectme.agent.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCStatsReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Frame;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.connectme.agent.core.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Voice, video and screen between the two sides, as web-shared's {@code Call} has it for the customer: the consultant's
 * page offers and owns the restarts, this side answers and asks. A connection carries the epoch of the offer that made
 * it. All fields without {@code volatile} belong to the native part's thread.
 */
final class WebRtcCall implements MediaCall, Connection.Events {

    private static final Logger logger = LoggerFactory.getLogger(WebRtcCall.class);

    private static final long NEVER = Long.MIN_VALUE / 2;

    /** A change of resolution takes a monitor away for less. */
    private static final Duration AWAY = Duration.ofSeconds(3);

    private static final Duration END = Duration.ofSeconds(10);

    /** What waits while the server is asked for the way to the other side. */
    private static final int MOST_SIGNALS = 500;

    private static final int LONGEST_EPOCH = 100;
    private static final int LONGEST_DESCRIPTION = 65_536;
    private static final int LONGEST_CANDIDATE = 2_000;

    /** What the getters say, for any thread. */
    private record Shown(Sending own, Sending other, boolean flowing, Optional<Screen> shared, List<String> faults) {}

    /** What the other side wants or has, and on which connection it said so. */
    private record Word<T>(Connection from, T said) {}

    private volatile Wiring wiring;
    private final Pace pace;
    private final Engine engine;
    private final Threads threads;
    private final Runnable onClose;
    private final Map<Source, Pictures> pictures = new EnumMap<>(Source.class);
    private final OwnMedia own;
    private final Flow flow = new Flow();
    private final Tempo tempo = new Tempo();
    private final String page = UUID.randomUUID().toString();
    private final Deque<JsonNode> signals = new ArrayDeque<>();
    private final ScheduledFuture<?> ticking;
    private final Newest<Word<Sending>> sendingWords;
    private final Newest<Word<Boolean>> smoothWords;
    private final Newest<Word<Boolean>> patchesWords;
    private volatile Shown shown = new Shown(Sending.NOTHING, Sending.NOTHING, false, Optional.empty(), List.of());

    private volatile boolean controlOpen;

    private @Nullable Connection connection;

    /** Whose statistics were asked for and did not come yet. */
    private @Nullable Connection counting;

    private Sending other = Sending.NOTHING;
    private boolean asking;
    private boolean signaling;
    private boolean otherOnline = true;
    private boolean suspended;
    private boolean closed;
    private long unhealthySince = NEVER;
    private long lastTry = NEVER;
    private long lastReport = NEVER;

    /** On the native part's thread. */
    WebRtcCall(
            Wiring wiring,
            Pace pace,
            Engine engine,
            Threads threads,
            Cameras cameras,
            Screens screens,
            Runnable onClose)
            throws MediaFailed {
        this.wiring = wiring;
        this.pace = pace;
        this.engine = engine;
        this.threads = threads;
        this.onClose = onClose;
        for (Source source : Source.values()) {
            pictures.put(source, new Pictures());
        }
        this.own = new OwnMedia(engine, cameras, screens, pictures(Source.OWN_CAMERA), threads, patchesWay());
        this.sendingWords = new Newest<>(threads, word -> {
            if (isCurrent(word)) {
                other = word.said();
                changed();
            }
        });
        this.smoothWords = new Newest<>(threads, word -> {
            if (isCurrent(word)) {
                word.from().smooth(word.said());
            }
        });
        this.patchesWords = new Newest<>(threads, word -> {
            if (isCurrent(word)) {
                own.patches(word.said());
                keepTempo();
            }
        });
        this.ticking = threads.every(Duration.ofMillis(pace.tick()), this::tick);
    }

    @Override
    public void rewire(Wiring next) {
        threads.run(() -> {
            wiring = next;
            boolean open = controlOpen;
            threads.handOn(() -> next.controlOpen(open));
            next.changed();
        });
    }

    @Override
    public void receive(JsonNode signal) {
        threads.run(() -> {
            if (closed || suspended) {
                return;
            }
            if (signals.size() >= MOST_SIGNALS) {
                // What is lost is made good by a restart.
                signals.clear();
            }
            signals.add(signal);
            workOff();
        });
    }

    @Override
    public void signaling(boolean open, boolean resumed) {
        threads.run(() -> {
            signaling = open;
            if (closed || !open) {
                return;
            }
            boolean anew = !resumed || suspended;
            if (suspended) {
                suspended = false;
                own.wake();
                changed();
            }
            if (anew) {
                greet();
            } else {
                lastTry = NEVER;
            }
        });
    }

    @Override
    public void otherReachable(boolean online) {
        threads.run(() -> {
            if (online && !otherOnline) {
                lastTry = NEVER;
            }
            otherOnline = online;
        });
    }

    @Override
    public void suspend() {
        threads.run(() -> {
            if (closed || suspended) {
                return;
            }
            suspended = true;
            signals.clear();
            disconnect();
            own.rest(() -> {});
            changed();
        });
    }

    @Override
    public boolean isFlowing() {
        return shown.flowing();
    }

    @Override
    public Sending other() {
        return shown.other();
    }

    @Override
    public Sending own() {
        return shown.own();
    }

    @Override
    public Optional<Screen> shared() {
        return shown.shared();
    }

    @Override
    public List<String> faults() {
        return shown.faults();
    }

    @Override
    public void microphone(boolean on) {
        change(() -> own.microphone(on));
    }

    @Override
    public void camera(boolean on) {
        change(() -> own.camera(on, this::send));
    }

    @Override
    public void use(Device device) {
        change(() -> own.use(device, connection != null, this::send));
    }

    @Override
    public void share(Screen screen) {
        change(() -> own.share(screen, this::send));
    }

    @Override
    public void stopSharing() {
        change(() -> own.stopSharing(this::send));
    }

    @Override
    public void blank(boolean on) {
        change(() -> own.blank(on, this::send));
    }

    @Override
    public void frames(Source source, Consumer<Frame> sink) {
        pictures(source).go(sink);
    }

    @Override
    public boolean send(String text) {
        return send(Channel.COMMANDS, text);
    }

    /** All channels are agreed on beforehand and open together. */
    @Override
    public boolean send(Channel channel, String text) {
        boolean open = controlOpen;
        if (open) {
            threads.run(() -> {
                if (connection != null) {
                    connection.send(channel, text);
                }
            });
        }
        return open;
    }

    @Override
    public void close() {
        try {
            threads.ask(
                    () -> {
                        end();
                        return true;
                    },
                    END);
        } catch (MediaFailed e) {
            // "media.closed": it ended with the whole component.
            logger.info("The call was not there to be ended: {}", e.code());
        }
    }

    /** On the native part's thread. */
    void end() {
        if (closed) {
            return;
        }
        closed = true;
        ticking.cancel(false);
        signals.clear();
        disconnect();
        own.close();
        changed();
        onClose.run();
    }

    /** Monitors came, went or changed. */
    void screensChanged() {
        change(() -> {
            // What rests is opened anew as it is by then.
            if (!suspended && own.screensChanged(this::send)) {
                threads.after(AWAY, this::screenGone);
            }
        });
    }

    private void screenGone() {
        change(() -> {
            if (!suspended) {
                own.screenGone(this::send);
            }
        });
    }

    private void change(Runnable step) {
        threads.run(() -> {
            if (closed) {
                return;
            }
            step.run();
            send();
            changed();
        });
    }

    private void send() {
        if (connection != null) {
            connection.send(own);
        }
    }

    private Patches.Way patchesWay() {
        return new Patches.Way() {
            @Override
            public void send(byte[] packed, Thrift thrift) {
                if (connection != null) {
                    connection.patch(packed, thrift);
                }
            }

            @Override
            public void leftToVideo() {
                keepTempo();
            }
        };
    }

    private Pictures pictures(Source source) {
        return pictures.getOrDefault(source, new Pictures());
    }

    private void disconnect() {
        if (connection != null) {
            own.patches(false);
            connection.close();
            connection = null;
            tellControl();
        }
        other = Sending.NOTHING;
    }

    private void greet() {
        wiring.signal(signal("hello", page));
    }

    /** Signals are worked off one after another; what comes while the server is asked waits. */
    private void workOff() {
        while (!closed && !asking && !signals.isEmpty()) {
            take(signals.remove());
        }
    }

    private void take(JsonNode signal) {
        String epoch = signal.path("epoch").asText();
        if (epoch.length() > LONGEST_EPOCH) {
            return;
        }
        switch (signal.path("kind").asText()) {
            case "hello" -> greet();
            case "candidate" -> takeCandidate(epoch, signal.path("candidate"));
            case "description" -> takeOffer(epoch, signal.path("description"));
            default -> logger.debug("A signal of a kind that is not for this side");
        }
    }

    private void takeCandidate(String epoch, JsonNode candidate) {
        String text = candidate.path("candidate").asText();
        // Empty or null says that there are no more: nothing to do.
        if (connection == null || !epoch.equals(connection.epoch()) || text.isEmpty()) {
            return;
        }
        String mid = candidate.path("sdpMid").asText();
        if (text.length() <= LONGEST_CANDIDATE && mid.length() <= LONGEST_EPOCH) {
            connection.candidate(
                    new RTCIceCandidate(mid, candidate.path("sdpMLineIndex").asInt(), text));
        }
    }

    private void takeOffer(String epoch, JsonNode description) {
        String offer = description.path("sdp").asText();
        if (!description.path("type").asText().equals("offer") || offer.length() > LONGEST_DESCRIPTION) {
            return;
        }
        if (connection != null && epoch.equals(connection.epoch())) {
            answer(connection, offer);
            return;
        }
        disconnect();
        asking = true;
        threads.askServer(() -> {
            Optional<IceServers> servers = iceServers();
            threads.run(() -> {
                asking = false;
                servers.filter(found -> !closed && !suspended).ifPresent(found -> build(epoch, offer, found));
                workOff();
            });
        });
    }

    private Optional<IceServers> iceServers() {
        try {
            return Optional.of(wiring.ice());
        } catch (IOException e) {
            // Asked again with the next offer: this side greets every six seconds while there is no connection.
            logger.info("The server could not say how to reach the other side: {}", e.toString());
            return Optional.empty();
        } catch (RuntimeException e) {
            logger.error("The way to the other side is not known", e);
            return Optional.empty();
        }
    }

    private void build(String epoch, String offer, IceServers servers) {
        flow.restart();
        unhealthySince = NEVER;
        lastTry = now();
        try {
            connection = new Connection(
                    engine.factory(),
                    epoch,
                    servers,
                    pictures(Source.REMOTE_CAMERA),
                    pictures(Source.REMOTE_SCREEN),
                    this);
            answer(connection, offer);
        } catch (MediaFailed e) {
            logger.warn("No connection: {}", e.code());
        }
        changed();
    }

    private void answer(Connection connection, String offer) {
        try {
            String answer = connection.answer(offer, own);
            ObjectNode signal = signal("description", connection.epoch());
            signal.putObject("description").put("type", "answer").put("sdp", answer);
            wiring.signal(signal);
        } catch (MediaFailed e) {
            // The consultant's page is asked for another offer while nothing comes.
            logger.warn("An offer was not answered: {}", e.code());
        }
    }

    private void tick() {
        if (closed || suspended) {
            return;
        }
        Connection counted = connection;
        if (counted != null) {
            counted.beat();
        }
        if (counted == null || counting == counted) {
            settle();
            return;
        }
        counting = counted;
        try {
            // Neither patches nor what a person presses wait until all is counted.
            counted.askStatistics(report -> threads.run(() -> count(counted, report)));
        } catch (MediaFailed e) {
            logger.debug("No statistics: {}", e.code());
            counting = null;
            settle();
        }
    }

    private void count(Connection counted, RTCStatsReport report) {
        if (counting == counted) {
            counting = null;
        }
        if (closed || suspended || counted != connection) {
            return;
        }
        Connection.Statistics told = counted.read(report);
        flow.sample(now(), told.received().transport(), told.received().media());
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(used -> tempo.used(System.nanoTime(), used.toNanos(), told.pictures()));
        keepTempo();
        settle();
    }

    private void keepTempo() {
        tempo.patched(own.isPatched());
        if (connection != null) {
            connection.tempo(tempo.rate());
        }
    }

    private void settle() {
        long now = now();
        boolean flowing = flow.isFlowing(now);
        boolean turned = flowing != shown.flowing();
        if (turned || now - lastReport >= pace.report()) {
            lastReport = now;
            wiring.report(flow.report(now));
        }
        if (turned) {
            changed();
        }
        if (connection != null && connection.isHealthy() && (flowing || !flow.isKnown())) {
            unhealthySince = NEVER;
            return;
        }
        if (unhealthySince == NEVER) {
            unhealthySince = now;
        }
        if (now - unhealthySince >= pace.tick()) {
            mend(now);
        }
    }

    private void mend(long now) {
        if (!signaling || !otherOnline || asking || now - lastTry < pace.restart()) {
            return;
        }
        lastTry = now;
        if (connection == null) {
            greet();
        } else {
            wiring.signal(
                    JsonNodeFactory.instance.objectNode().put("kind", "restart").put("why", "nothing comes"));
        }
    }

    @Override
    public void candidate(RTCIceCandidate candidate) {
        threads.run(() -> {
            if (connection == null || closed) {
                return;
            }
            ObjectNode signal = signal("candidate", connection.epoch());
            signal.putObject("candidate")
                    .put("candidate", candidate.sdp)
                    .put("sdpMid", candidate.sdpMid)
                    .put("sdpMLineIndex", candidate.sdpMLineIndex);
            wiring.signal(signal);
        });
    }

    @Override
    public void sending(Connection from, Sending other) {
        sendingWords.say(new Word<>(from, other));
    }

    @Override
    public void smooth(Connection from, boolean preferred) {
        smoothWords.say(new Word<>(from, preferred));
    }

    @Override
    public void patches(Connection from, boolean wanted) {
        patchesWords.say(new Word<>(from, wanted));
    }

    private boolean isCurrent(Word<?> word) {
        return word.from() == connection && !closed;
    }

    @Override
    public void channelChanged(Connection from) {
        threads.run(() -> {
            if (from == connection) {
                from.send(own);
                tellControl();
            }
        });
    }

    @Override
    public void control(Connection from, Channel channel, String text) {
        threads.handOn(() -> {
            if (!from.isClosed()) {
                wiring.control(channel, text);
            }
        });
    }

    private void tellControl() {
        boolean open = connection != null && connection.isOpen(Channel.COMMANDS);
        if (open != controlOpen) {
            controlOpen = open;
            threads.handOn(() -> wiring.controlOpen(open));
        }
    }

    private void changed() {
        Sending sending = suspended || closed ? Sending.NOTHING : own.sending();
        shown = new Shown(
                sending,
                other,
                !closed && !suspended && flow.isFlowing(now()),
                Optional.ofNullable(own.shared()),
                List.copyOf(own.faults()));
        wiring.changed();
    }

    private static ObjectNode signal(String kind, String epoch) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind).put("epoch", epoch);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
