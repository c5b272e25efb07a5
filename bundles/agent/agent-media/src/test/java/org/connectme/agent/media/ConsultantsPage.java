package org.connectme.agent.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.connectme.agent.core.MediaFailed;

/** The other half of a call, as the console has it: it offers, and owns restarts. Everything on one thread of its own. */
final class ConsultantsPage implements AutoCloseable {

    private static final long ANSWER_SECONDS = 30;

    final Seen camera = new Seen();
    final Seen screen = new Seen();
    final List<String> said = new CopyOnWriteArrayList<>();
    final List<String> sending = new CopyOnWriteArrayList<>();
    final List<byte[]> patches = new CopyOnWriteArrayList<>();
    final List<JsonNode> received = new CopyOnWriteArrayList<>();

    private final Consumer<JsonNode> wire;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final HeadlessAudioDeviceModule sound = new HeadlessAudioDeviceModule();
    private final PeerConnectionFactory factory = new PeerConnectionFactory(sound);
    private final List<Runnable> ends = new ArrayList<>();
    private volatile boolean answers = true;
    private volatile boolean carries = true;

    private RTCPeerConnection pc;
    private volatile String epoch = "";
    private RTCDataChannel sendingChannel;
    private RTCDataChannel control;
    private RTCDataChannel moves;
    private RTCDataChannel patchesChannel;
    private boolean described;
    private final List<RTCIceCandidate> waiting = new ArrayList<>();
    private String greeted = "";

    /** @param wire takes signals to the customer */
    ConsultantsPage(Consumer<JsonNode> wire) {
        this.wire = wire;
    }

    String epoch() {
        return epoch;
    }

    /** A signal of the customer. */
    void receive(JsonNode signal) {
        received.add(signal);
        thread.execute(() -> {
            if (answers) {
                take(signal);
            }
        });
    }

    /** Whether it does anything with what the customer says. */
    void answers(boolean does) {
        answers = does;
    }

    /** Whether what it says reaches the customer. */
    void carries(boolean does) {
        carries = does;
    }

    private void take(JsonNode signal) {
        try {
            switch (signal.path("kind").asText()) {
                case "hello" -> {
                    if (!signal.path("epoch").asText().equals(greeted)) {
                        greeted = signal.path("epoch").asText();
                        offerAnew();
                    }
                }
                case "restart" -> offerAnew();
                case "description" -> {
                    if (signal.path("epoch").asText().equals(epoch)) {
                        Native.set(done -> pc.setRemoteDescription(
                                new RTCSessionDescription(
                                        RTCSdpType.ANSWER,
                                        signal.at("/description/sdp").asText()),
                                done));
                        described = true;
                        waiting.forEach(pc::addIceCandidate);
                        waiting.clear();
                    }
                }
                case "candidate" -> {
                    RTCIceCandidate candidate = new RTCIceCandidate(
                            signal.at("/candidate/sdpMid").asText(),
                            signal.at("/candidate/sdpMLineIndex").asInt(),
                            signal.at("/candidate/candidate").asText());
                    if (!signal.path("epoch").asText().equals(epoch)) {
                        return;
                    }
                    if (described) {
                        pc.addIceCandidate(candidate);
                    } else {
                        waiting.add(candidate);
                    }
                }
                default -> throw new IllegalStateException("an unknown signal: " + signal);
            }
        } catch (MediaFailed e) {
            throw new IllegalStateException(e);
        }
    }

    private void offerAnew() throws MediaFailed {
        drop();
        String epoch = UUID.randomUUID().toString();
        RTCConfiguration configuration = new RTCConfiguration();
        configuration.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
        described = false;
        waiting.clear();
        this.epoch = epoch;
        pc = factory.createPeerConnection(configuration, new PeerConnectionObserver() {
            @Override
            public void onIceCandidate(RTCIceCandidate candidate) {
                ObjectNode signal = signal("candidate", epoch);
                signal.putObject("candidate")
                        .put("candidate", candidate.sdp)
                        .put("sdpMid", candidate.sdpMid)
                        .put("sdpMLineIndex", candidate.sdpMLineIndex);
                say(signal);
            }
        });
        RTCPeerConnection opened = pc;
        sendingChannel = channel("sending", 0, true, sending);
        control = channel("control", 1, true, said);
        moves = channel("moves", 2, false, said);
        patchesChannel = patchesChannel();
        Cameras.Camera own = new MadeUpCamera().open("blue");
        CustomVideoSource none = new CustomVideoSource();
        MediaStreamTrack voice = factory.createAudioTrack("voice", factory.createAudioSource(new AudioOptions()));
        VideoTrack picture = factory.createVideoTrack("picture", own.source());
        VideoTrack shared = factory.createVideoTrack("shared", none);
        List<RTCRtpTransceiver> lines = new ArrayList<>();
        for (MediaStreamTrack track : List.of(voice, picture, shared)) {
            RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
            init.direction = RTCRtpTransceiverDirection.SEND_RECV;
            lines.add(pc.addTransceiver(track, init));
        }
        lines.get(2).getSender().replaceTrack(null);
        Pictures cameraPictures = new Pictures();
        Pictures screenPictures = new Pictures();
        cameraPictures.go(camera);
        screenPictures.go(screen);
        ((VideoTrack) lines.get(1).getReceiver().getTrack()).addSink(cameraPictures);
        ((VideoTrack) lines.get(2).getReceiver().getTrack()).addSink(screenPictures);
        List<RTCDataChannel> channels = List.of(sendingChannel, control, moves, patchesChannel);
        ends.add(() -> {
            lines.forEach(line -> line.getSender().replaceTrack(null));
            ((VideoTrack) lines.get(1).getReceiver().getTrack()).removeSink(cameraPictures);
            ((VideoTrack) lines.get(2).getReceiver().getTrack()).removeSink(screenPictures);
            channels.forEach(RTCDataChannel::unregisterObserver);
            opened.close();
            channels.forEach(RTCDataChannel::dispose);
            voice.dispose();
            picture.dispose();
            shared.dispose();
            none.dispose();
            own.close();
        });
        offer(false);
    }

    private void offer(boolean restart) throws MediaFailed {
        RTCOfferOptions options = new RTCOfferOptions();
        options.iceRestart = restart;
        RTCSessionDescription offer = Native.description(made -> pc.createOffer(options, made));
        Native.set(done -> pc.setLocalDescription(offer, done));
        ObjectNode signal = signal("description", epoch);
        signal.putObject("description").put("type", "offer").put("sdp", offer.sdp);
        say(signal);
    }

    /** Restarts ICE in the same connection. */
    void restartIce() {
        ask(() -> {
            offer(true);
            return true;
        });
    }

    /** Its connection is gone, and it says nothing of it. */
    void drop() {
        ends.forEach(Runnable::run);
        ends.clear();
    }

    void vanish() {
        ask(() -> {
            answers = false;
            drop();
            return true;
        });
    }

    boolean isControlOpen() {
        return ask(() -> control != null && control.getState() == RTCDataChannelState.OPEN);
    }

    void command(String text) {
        send(control, text);
    }

    void move(String text) {
        send(moves, text);
    }

    void tell(String text) {
        send(sendingChannel, text);
    }

    /** Whether it draws patches of the screen. */
    void wantsPatches(boolean does) {
        says("{\"t\":\"patches\",\"on\":" + does + "}");
    }

    /** On the channel of patches. */
    void says(String text) {
        send(patchesChannel, text);
    }

    private void send(RTCDataChannel channel, String text) {
        ask(() -> {
            channel.send(new RTCDataChannelBuffer(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), false));
            return true;
        });
    }

    /** Grows with what is loud only. */
    double soundEnergy() {
        return figure("audio", "totalAudioEnergy");
    }

    double voicePackets() {
        return figure("audio", "packetsReceived");
    }

    /** Frames of both video lines, decoded or not. */
    double framesReceived() {
        return figure("video", "framesReceived");
    }

    /** The codecs in which pictures come. */
    List<String> codecs() {
        return stats().stream()
                .filter(each -> each.getType() == RTCStatsType.CODEC)
                .map(each -> String.valueOf(each.getAttributes().get("mimeType")))
                .toList();
    }

    private double figure(String kind, String name) {
        return stats().stream()
                .filter(each -> each.getType() == RTCStatsType.INBOUND_RTP
                        && kind.equals(each.getAttributes().get("kind")))
                .mapToDouble(each -> each.getAttributes().get(name) instanceof Number number ? number.doubleValue() : 0)
                .sum();
    }

    private List<RTCStats> stats() {
        return ask(() -> {
            CompletableFuture<RTCStatsReport> report = new CompletableFuture<>();
            pc.getStats(report::complete);
            return List.copyOf(Native.await(report).getStats().values());
        });
    }

    @Override
    public void close() {
        ask(() -> {
            answers = false;
            drop();
            factory.dispose();
            sound.dispose();
            return true;
        });
        thread.shutdown();
    }

    private interface Question<T> {
        T ask() throws Exception;
    }

    private <T> T ask(Question<T> question) {
        Future<T> answer = thread.submit(question::ask);
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private RTCDataChannel patchesChannel() {
        RTCDataChannelInit init = new RTCDataChannelInit();
        init.negotiated = true;
        init.id = 4;
        RTCDataChannel channel = pc.createDataChannel("patches", init);
        channel.registerObserver(new RTCDataChannelObserver() {
            @Override
            public void onBufferedAmountChange(long previousAmount) {
                // Nothing waits for it.
            }

            @Override
            public void onStateChange() {
                // It opens together with the others.
            }

            @Override
            public void onMessage(RTCDataChannelBuffer buffer) {
                byte[] patch = new byte[buffer.data.remaining()];
                buffer.data.get(patch);
                patches.add(patch);
            }
        });
        return channel;
    }

    private RTCDataChannel channel(String label, int id, boolean reliable, List<String> heard) {
        RTCDataChannelInit init = new RTCDataChannelInit();
        init.negotiated = true;
        init.id = id;
        init.ordered = reliable;
        if (!reliable) {
            init.maxRetransmits = 0;
        }
        RTCDataChannel channel = pc.createDataChannel(label, init);
        channel.registerObserver(new RTCDataChannelObserver() {
            @Override
            public void onBufferedAmountChange(long previousAmount) {
                // Nothing waits for it.
            }

            @Override
            public void onStateChange() {
                // Asked for where it counts.
            }

            @Override
            public void onMessage(RTCDataChannelBuffer buffer) {
                heard.add(StandardCharsets.UTF_8.decode(buffer.data).toString());
            }
        });
        return channel;
    }

    private void say(JsonNode signal) {
        if (carries) {
            wire.accept(signal);
        }
    }

    private static ObjectNode signal(String kind, String epoch) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind).put("epoch", epoch);
    }
}
