package org.connectme.agent.media;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Rehearsal.Quality;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends moving pictures from this computer through the network to itself, by the relay where there is one, and judges by
 * what arrives: a real loop of media, as the page's waiting room makes it (network.ts). On the native part's thread only.
 */
final class NetworkLoop {

    /** How long it may take. */
    record Patience(Duration connect, Duration measure) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(4));
    }

    /** What came of it. @param roundTripSeconds 0 where nobody knows */
    record Measured(long bytes, long lost, long received, double roundTripSeconds) {}

    private static final Logger logger = LoggerFactory.getLogger(NetworkLoop.class);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PICTURE = Duration.ofMillis(66);
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int BLOCK = 60;
    private static final byte GREY = (byte) 128;

    private final Engine engine;
    private final Threads threads;
    private final Patience patience;
    private final CompletableFuture<Quality> answer = new CompletableFuture<>();
    private final CustomVideoSource source = new CustomVideoSource();
    private final NativeI420Buffer picture = NativeI420Buffer.allocate(WIDTH, HEIGHT);
    private @Nullable RTCPeerConnection near;
    private @Nullable RTCPeerConnection far;
    private @Nullable VideoTrack track;
    private @Nullable RTCRtpSender sender;
    private @Nullable ScheduledFuture<?> drawing;
    private int turn;

    NetworkLoop(Engine engine, Threads threads, Patience patience) {
        this.engine = engine;
        this.threads = threads;
        this.patience = patience;
    }

    CompletableFuture<Quality> answer() {
        return answer;
    }

    void start(IceServers servers) {
        boolean relayed = servers.servers().stream()
                .flatMap(server -> server.urls().stream())
                .anyMatch(url -> url.startsWith("turn"));
        try {
            IceServers way = new IceServers(servers.servers(), relayed);
            RTCPeerConnection sends = connection(way, () -> far);
            near = sends;
            RTCPeerConnection receives = connection(way, () -> near);
            far = receives;
            VideoTrack sent = Native.ask("media.track", () -> engine.factory().createVideoTrack("loop", source));
            track = sent;
            sender = Native.ask("media.track", () -> sends.addTrack(sent, List.of("loop")));
            RTCSessionDescription offer = Native.description(made -> sends.createOffer(new RTCOfferOptions(), made));
            // Candidates come from here on, and are taken after this step: by then both sides know of each other.
            Native.set(done -> sends.setLocalDescription(offer, done));
            Native.set(done -> receives.setRemoteDescription(offer, done));
            RTCSessionDescription reply =
                    Native.description(made -> receives.createAnswer(new RTCAnswerOptions(), made));
            Native.set(done -> receives.setLocalDescription(reply, done));
            Native.set(done -> sends.setRemoteDescription(reply, done));
            fill();
            drawing = threads.every(PICTURE, this::draw);
            awaitConnected(System.nanoTime() + patience.connect().toNanos());
        } catch (MediaFailed e) {
            end(e);
        }
    }

    private RTCPeerConnection connection(IceServers servers, Supplier<@Nullable RTCPeerConnection> other)
            throws MediaFailed {
        return Native.ask(
                "media.connection",
                () -> engine.factory()
                        .createPeerConnection(Connection.configuration(servers), new PeerConnectionObserver() {
                            @Override
                            public void onIceCandidate(RTCIceCandidate candidate) {
                                threads.run(() -> take(other.get(), candidate));
                            }
                        }));
    }

    private static void take(@Nullable RTCPeerConnection other, RTCIceCandidate candidate) {
        if (other == null) {
            return;
        }
        try {
            Native.make("media.candidate", () -> other.addIceCandidate(candidate));
        } catch (MediaFailed e) {
            // One way less; there are others.
            logger.debug("A candidate of the loop was not taken");
        }
    }

    private void awaitConnected(long endNanos) {
        RTCPeerConnection receives = far;
        if (receives == null) {
            return;
        }
        if (receives.getConnectionState() == RTCPeerConnectionState.CONNECTED) {
            threads.after(patience.measure(), this::measure);
        } else if (System.nanoTime() - endNanos > 0) {
            end(Quality.BLOCKED);
        } else {
            threads.after(LOOK, () -> awaitConnected(endNanos));
        }
    }

    private void measure() {
        RTCPeerConnection sends = near;
        RTCPeerConnection receives = far;
        if (sends == null || receives == null) {
            return;
        }
        try {
            long bytes = 0;
            long lost = 0;
            long received = 0;
            double roundTrip = 0;
            for (RTCStats entry : statistics(receives)) {
                if (entry.getType() == RTCStatsType.INBOUND_RTP) {
                    bytes += (long) number(entry, "bytesReceived");
                    lost += (long) Math.max(0, number(entry, "packetsLost"));
                    received += (long) number(entry, "packetsReceived");
                }
            }
            for (RTCStats entry : statistics(sends)) {
                if (entry.getType() == RTCStatsType.CANDIDATE_PAIR
                        && Boolean.TRUE.equals(entry.getAttributes().get("nominated"))) {
                    roundTrip = Math.max(roundTrip, number(entry, "currentRoundTripTime"));
                }
            }
            end(judge(new Measured(bytes, lost, received, roundTrip)));
        } catch (MediaFailed e) {
            end(e);
        }
    }

    private static Iterable<RTCStats> statistics(RTCPeerConnection of) throws MediaFailed {
        CompletableFuture<RTCStatsReport> report = new CompletableFuture<>();
        Native.make("media.statistics", () -> of.getStats(report::complete));
        return Native.await(report).getStats().values();
    }

    private static double number(RTCStats entry, String name) {
        return entry.getAttributes().get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** By the page's own bounds. */
    static Quality judge(Measured measured) {
        if (measured.bytes() == 0) {
            return Quality.BLOCKED;
        }
        double loss = (double) measured.lost() / Math.max(1, measured.lost() + measured.received());
        if (loss > 0.1 || measured.roundTripSeconds() > 0.6) {
            return Quality.POOR;
        }
        return loss > 0.03 || measured.roundTripSeconds() > 0.3 ? Quality.FAIR : Quality.GOOD;
    }

    private void fill() {
        plane(picture.getDataY());
        plane(picture.getDataU());
        plane(picture.getDataV());
    }

    private static void plane(ByteBuffer plane) {
        for (int i = 0; i < plane.capacity(); i++) {
            plane.put(i, GREY);
        }
    }

    /** A block that wanders and changes its light: something to encode. */
    private void draw() {
        turn += 7;
        ByteBuffer light = picture.getDataY();
        int left = turn * 3 % (WIDTH - BLOCK);
        int top = turn * 5 % (HEIGHT - BLOCK);
        for (int y = top; y < top + BLOCK; y++) {
            for (int x = left; x < left + BLOCK; x++) {
                light.put(y * picture.getStrideY() + x, (byte) (turn + x + y));
            }
        }
        source.pushFrame(new VideoFrame(picture, System.nanoTime()));
    }

    private void end(MediaFailed failed) {
        answer.completeExceptionally(failed);
        close();
    }

    private void end(Quality judged) {
        answer.complete(judged);
        close();
    }

    /** Another question, or a call, takes its place; nobody waits for this one any more. */
    void cancel() {
        if (answer.cancel(false)) {
            close();
        }
    }

    private void close() {
        if (drawing != null) {
            drawing.cancel(false);
        }
        if (sender != null) {
            // A track can be freed only once no line holds it.
            sender.replaceTrack(null);
            sender = null;
        }
        if (near != null) {
            near.close();
            near = null;
        }
        if (far != null) {
            far.close();
            far = null;
        }
        if (track != null) {
            track.dispose();
            track = null;
        }
        source.dispose();
        picture.release();
    }
}
