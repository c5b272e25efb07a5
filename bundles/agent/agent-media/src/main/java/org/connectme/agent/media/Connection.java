package org.connectme.agent.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceConnectionState;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCIceTransportPolicy;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpEncodingParameters;
import dev.onvoid.webrtc.RTCRtpSendParameters;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.IceServer;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Sending;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer connection from its making to its end. On the native part's thread only; what it tells comes on threads of the
 * native part, which must not be kept waiting.
 */
final class Connection implements AutoCloseable {

    /** Bytes received so far: all of them, and those of sound and picture. */
    record Received(long transport, long media) {}

    /** @param pictures a second that leave now; 0 where there are none */
    record Statistics(Received received, double pictures) {}

    /** What a connection tells, on threads of the native part. */
    interface Events {
        void candidate(RTCIceCandidate candidate);

        void sending(Connection connection, Sending other);

        /** The other side would rather see a screen move smoothly than be sharp, or the other way round. */
        void smooth(Connection connection, boolean preferred);

        /** The other side draws patches of the screen, and has use for them, or not any more. */
        void patches(Connection connection, boolean wanted);

        /** The channel {@link Channel#COMMANDS} or "sending" changed. */
        void channelChanged(Connection connection);

        void control(Connection connection, Channel channel, String text);
    }

    private static final Logger logger = LoggerFactory.getLogger(Connection.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int VOICE_LINE = 0;
    private static final int CAMERA_LINE = 1;
    private static final int SCREEN_LINE = 2;
    private static final int LINES = 3;

    /** What is lost of a patch is sent again for so long. */
    private static final int PATCH_MILLIS = 300;

    private static final int SCREEN_BITS_PER_SECOND = 8_000_000;

    /** A tempo that differs by less is not worth a word to the native part. */
    private static final double LITTLE = 1;

    /** What the other side may say at once, in bytes. */
    private static final int LONGEST_WORD = 16 * 1024;

    private final String epoch;
    private final Events events;
    private final Pictures remoteCamera;
    private final Pictures remoteScreen;
    private final RTCPeerConnection pc;
    private final RTCDataChannel sending;
    private final RTCDataChannel commands;
    private final RTCDataChannel moves;
    private final RTCDataChannel exchange;
    private final RTCDataChannel patches;
    private final List<RTCRtpTransceiver> lines = new ArrayList<>();
    private final @Nullable MediaStreamTrack[] sent = new MediaStreamTrack[LINES];
    private final List<RTCIceCandidate> waiting = new ArrayList<>();
    private final Floor floor = new Floor();
    private boolean described;
    private boolean smooth;
    private double tempo = Tempo.MOST;
    private String said = "";
    private volatile @Nullable Thrift patchThrift;
    private volatile boolean closed;

    Connection(
            PeerConnectionFactory factory,
            String epoch,
            IceServers servers,
            Pictures remoteCamera,
            Pictures remoteScreen,
            Events events)
            throws MediaFailed {
        this.epoch = epoch;
        this.events = events;
        this.remoteCamera = remoteCamera;
        this.remoteScreen = remoteScreen;
        this.pc = Native.ask(
                "media.connection",
                () -> factory.createPeerConnection(configuration(servers), new PeerConnectionObserver() {
                    @Override
                    public void onIceCandidate(RTCIceCandidate candidate) {
                        events.candidate(candidate);
                    }
                }));
        // Agreed on by both sides beforehand: says what is sent, and its beat keeps bytes flowing when all is muted.
        this.sending = channel("sending", 0, true);
        this.commands = channel("control", 1, true);
        this.moves = channel("moves", 2, false);
        this.exchange = channel("exchange", 3, true);
        this.patches = patchesChannel();
        listen(sending, this::heardSending);
        listen(commands, text -> events.control(this, Channel.COMMANDS, text));
        listen(moves, text -> events.control(this, Channel.MOVES, text));
        listen(exchange, text -> events.control(this, Channel.EXCHANGE, text));
        listen(patches, this::heardPatches);
    }

    String epoch() {
        return epoch;
    }

    /** Readable from any thread. */
    boolean isClosed() {
        return closed;
    }

    boolean isHealthy() {
        RTCIceConnectionState state = pc.getIceConnectionState();
        return (state == RTCIceConnectionState.CONNECTED || state == RTCIceConnectionState.COMPLETED)
                && pc.getConnectionState() != RTCPeerConnectionState.FAILED;
    }

    boolean isOpen(Channel channel) {
        return !closed && at(channel).getState() == RTCDataChannelState.OPEN;
    }

    private RTCDataChannel at(Channel channel) {
        return switch (channel) {
            case COMMANDS -> commands;
            case MOVES -> moves;
            case EXCHANGE -> exchange;
        };
    }

    /** @return the answer's SDP */
    String answer(String offer, OwnMedia own) throws MediaFailed {
        RTCSessionDescription remote =
                new RTCSessionDescription(RTCSdpType.OFFER, ScreenCodec.preferred(offer, SCREEN_LINE));
        Native.set(done -> pc.setRemoteDescription(remote, done));
        described = true;
        if (lines.isEmpty()) {
            takeLines();
        }
        send(own);
        RTCSessionDescription answer = Native.description(made -> pc.createAnswer(new RTCAnswerOptions(), made));
        Native.set(done -> pc.setLocalDescription(answer, done));
        letSpeak(own.sending().microphone());
        for (RTCIceCandidate candidate : waiting) {
            add(candidate);
        }
        waiting.clear();
        return answer.sdp;
    }

    /** Each look at the lines holds them once more in the native part: so only one. */
    private void takeLines() throws MediaFailed {
        Native.make("media.description", () -> {
            for (RTCRtpTransceiver line : pc.getTransceivers()) {
                line.setDirection(RTCRtpTransceiverDirection.SEND_RECV);
                lines.add(line);
            }
        });
        show(CAMERA_LINE, remoteCamera);
        show(SCREEN_LINE, remoteScreen);
    }

    private void show(int line, Pictures pictures) {
        if (line < lines.size() && lines.get(line).getReceiver().getTrack() instanceof VideoTrack track) {
            track.addSink(pictures);
        }
    }

    void candidate(RTCIceCandidate candidate) {
        if (described) {
            add(candidate);
        } else {
            waiting.add(candidate);
        }
    }

    private void add(RTCIceCandidate candidate) {
        try {
            Native.make("media.candidate", () -> pc.addIceCandidate(candidate));
        } catch (MediaFailed e) {
            // One way less between the two sides; there are others.
            logger.debug("A candidate was not taken");
        }
    }

    /** Puts this side's tracks on the lines and tells the other side which of them are on. */
    void send(OwnMedia own) {
        List<@Nullable MediaStreamTrack> tracks = own.tracks();
        for (int i = 0; i < Math.min(LINES, lines.size()); i++) {
            put(i, tracks.get(i));
        }
        letSpeak(own.sending().microphone());
        say(own.sending());
    }

    /** The native part holds the microphone open as long as anything may be sent; before the answer it cannot be told. */
    private void letSpeak(boolean on) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            Native.make("media.track", () -> {
                RTCRtpSender sender = lines.get(VOICE_LINE).getSender();
                RTCRtpSendParameters parameters = sender.getParameters();
                if (parameters.encodings.stream().anyMatch(encoding -> encoding.active != on)) {
                    parameters.encodings.forEach(encoding -> encoding.active = on);
                    sender.setParameters(parameters);
                }
            });
        } catch (MediaFailed e) {
            logger.warn("The microphone was not switched {}", on ? "on" : "off");
        }
    }

    private void put(int line, @Nullable MediaStreamTrack track) {
        if (sent[line] == track) {
            return;
        }
        sent[line] = track;
        try {
            Native.make("media.track", () -> {
                lines.get(line).getSender().replaceTrack(track);
                if (line == SCREEN_LINE && track != null) {
                    tuneScreen();
                }
            });
        } catch (MediaFailed e) {
            logger.warn("Line {} did not take its track", line);
        }
    }

    /** Half as wide and half as high for smooth motion, and each pixel otherwise. */
    void smooth(boolean preferred) {
        if (preferred == smooth) {
            return;
        }
        smooth = preferred;
        tune();
    }

    /** @param picturesASecond of the screen, at most */
    void tempo(double picturesASecond) {
        if (Math.abs(picturesASecond - tempo) >= LITTLE) {
            tempo = picturesASecond;
            tune();
        }
    }

    private void tune() {
        if (SCREEN_LINE < lines.size() && sent[SCREEN_LINE] != null) {
            try {
                Native.make("media.track", this::tuneScreen);
            } catch (MediaFailed e) {
                logger.warn("The screen is sent as before");
            }
        }
    }

    private void tuneScreen() {
        RTCRtpSender sender = lines.get(SCREEN_LINE).getSender();
        RTCRtpSendParameters parameters = sender.getParameters();
        for (RTCRtpEncodingParameters encoding : parameters.encodings) {
            encoding.maxBitrate = SCREEN_BITS_PER_SECOND;
            encoding.minBitrate = floor.bits();
            encoding.maxFramerate = tempo;
            encoding.scaleResolutionDownBy = smooth ? 2.0 : 1.0;
        }
        sender.setParameters(parameters);
    }

    private void say(Sending own) {
        String text = JsonNodeFactory.instance
                .objectNode()
                .put("microphone", own.microphone())
                .put("camera", own.camera())
                .put("screen", own.screen())
                .toString();
        if (sending.getState() != RTCDataChannelState.OPEN || text.equals(said)) {
            return;
        }
        if (write(sending, text)) {
            said = text;
        }
    }

    void beat() {
        if (sending.getState() == RTCDataChannelState.OPEN && sending.getBufferedAmount() == 0) {
            write(sending, "");
        }
    }

    void send(Channel channel, String word) {
        if (isOpen(channel)) {
            write(at(channel), word);
        }
    }

    private static boolean write(RTCDataChannel channel, String text) {
        try {
            Native.make(
                    "media.channel",
                    () -> channel.send(
                            new RTCDataChannelBuffer(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), false)));
            return true;
        } catch (MediaFailed e) {
            logger.debug("A channel closed meanwhile");
            return false;
        }
    }

    /** @param then gets them on a thread of the native part, for {@link #read}; nothing else waits for them */
    void askStatistics(Consumer<RTCStatsReport> then) throws MediaFailed {
        Native.make("media.statistics", () -> pc.getStats(then::accept));
    }

    Statistics read(RTCStatsReport report) {
        long transport = 0;
        long media = 0;
        double pictures = 0;
        for (RTCStats entry : report.getStats().values()) {
            if (entry.getType() == RTCStatsType.TRANSPORT) {
                transport += bytes(entry);
            } else if (entry.getType() == RTCStatsType.INBOUND_RTP) {
                media += bytes(entry);
            } else if (entry.getType() == RTCStatsType.REMOTE_INBOUND_RTP) {
                heard(entry.getAttributes());
            } else if (entry.getType() == RTCStatsType.OUTBOUND_RTP
                    && entry.getAttributes().get("framesPerSecond") instanceof Number number) {
                pictures = Math.max(pictures, number.doubleValue());
            }
        }
        return new Statistics(new Received(Math.max(transport, media), media), pictures);
    }

    private static long bytes(RTCStats entry) {
        return entry.getAttributes().get("bytesReceived") instanceof Number number ? number.longValue() : 0;
    }

    /** What the other side says of the pictures of the screen that it gets. */
    private void heard(Map<String, Object> told) {
        if (sent[SCREEN_LINE] == null
                || !"video".equals(told.get("kind"))
                || !(told.get("roundTripTime") instanceof Number seconds)
                || !(told.get("fractionLost") instanceof Number lost)) {
            return;
        }
        int before = floor.bits();
        floor.heard(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), seconds.doubleValue(), lost.doubleValue());
        if (floor.bits() != before) {
            tune();
        }
    }

    /** Nothing where there is no such channel. */
    void patch(byte[] packed, Thrift thrift) {
        if (closed || patches.getState() != RTCDataChannelState.OPEN) {
            return;
        }
        try {
            Native.make("media.channel", () -> {
                patches.send(new RTCDataChannelBuffer(ByteBuffer.wrap(packed), true));
                thrift.sent(packed.length, patches.getBufferedAmount(), Patches.now());
            });
            patchThrift = thrift;
        } catch (MediaFailed e) {
            logger.debug("A patch was not sent");
        }
    }

    /** Takes the tracks off first: they can be freed only once no line holds them. */
    @Override
    public void close() {
        closed = true;
        for (int i = 0; i < Math.min(LINES, lines.size()); i++) {
            put(i, null);
        }
        hide(CAMERA_LINE, remoteCamera);
        hide(SCREEN_LINE, remoteScreen);
        List<RTCDataChannel> channels = List.of(sending, commands, moves, exchange, patches);
        channels.forEach(RTCDataChannel::unregisterObserver);
        pc.close();
        channels.forEach(RTCDataChannel::dispose);
    }

    private void hide(int line, Pictures pictures) {
        if (line < lines.size() && lines.get(line).getReceiver().getTrack() instanceof VideoTrack track) {
            track.removeSink(pictures);
        }
    }

    private RTCDataChannel channel(String label, int id, boolean reliable) throws MediaFailed {
        RTCDataChannelInit init = new RTCDataChannelInit();
        init.negotiated = true;
        init.id = id;
        init.ordered = reliable;
        if (!reliable) {
            init.maxRetransmits = 0;
        }
        return Native.ask("media.channel", () -> pc.createDataChannel(label, init));
    }

    /** In order; what could not be brought over for a while is behind the times, and the video has it by then. */
    private RTCDataChannel patchesChannel() throws MediaFailed {
        RTCDataChannelInit init = new RTCDataChannelInit();
        init.negotiated = true;
        init.id = 4;
        init.ordered = true;
        init.maxPacketLifeTime = PATCH_MILLIS;
        return Native.ask("media.channel", () -> pc.createDataChannel("patches", init));
    }

    private interface Hearing {
        void heard(String text);
    }

    private void listen(RTCDataChannel channel, Hearing hearing) {
        channel.registerObserver(new RTCDataChannelObserver() {
            @Override
            public void onBufferedAmountChange(long previousAmount) {
                Thrift thrift = patchThrift;
                if (thrift != null && channel == patches && !closed) {
                    thrift.waits(channel.getBufferedAmount(), Patches.now());
                }
            }

            @Override
            public void onStateChange() {
                events.channelChanged(Connection.this);
            }

            @Override
            public void onMessage(RTCDataChannelBuffer buffer) {
                if (buffer.data.remaining() > LONGEST_WORD) {
                    return;
                }
                // The buffer is the native part's own and is gone after this call.
                hearing.heard(StandardCharsets.UTF_8.decode(buffer.data).toString());
            }
        });
    }

    private void heardSending(String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            JsonNode told = JSON.readTree(text);
            events.sending(
                    this,
                    new Sending(
                            told.path("microphone").asBoolean(),
                            told.path("camera").asBoolean(),
                            told.path("screen").asBoolean()));
            events.smooth(this, told.path("smooth").asBoolean());
        } catch (JsonProcessingException e) {
            logger.debug("The other side said something else than what it sends");
        }
    }

    private void heardPatches(String text) {
        try {
            events.patches(this, JSON.readTree(text).path("on").asBoolean());
        } catch (JsonProcessingException e) {
            logger.debug("The other side did not say whether it wants patches");
        }
    }

    static RTCConfiguration configuration(IceServers servers) {
        RTCConfiguration configuration = new RTCConfiguration();
        configuration.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
        configuration.iceTransportPolicy =
                servers.relayOnly() ? RTCIceTransportPolicy.RELAY : RTCIceTransportPolicy.ALL;
        configuration.iceServers =
                servers.servers().stream().map(Connection::iceServer).toList();
        return configuration;
    }

    private static RTCIceServer iceServer(IceServer server) {
        RTCIceServer made = new RTCIceServer();
        made.urls = server.urls();
        made.username = server.username();
        made.password = server.credential();
        return made;
    }
}
