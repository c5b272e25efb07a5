package org.connectme.agent.core.seat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.connectme.agent.core.IceServer;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.MediaFailed;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.control.ControlDesk;
import org.connectme.agent.core.control.Parts;
import org.connectme.agent.core.link.Loop;
import org.connectme.agent.core.link.Server;
import org.connectme.agent.core.link.Session;
import org.jspecify.annotations.Nullable;

/**
 * The call of one consultation: open as long as the consultation is in it and something can do media; a replaced media
 * bundle gets a call of its own. Confined to the loop's thread but for what it says otherwise.
 */
final class Call {

    /** When the customer counts as gone for good, once charges began (MET-4). */
    private static final long GIVEN_UP_NANOS = 90_000_000_000L;

    private static final long ICE_SECONDS = 20;
    private static final int MOST_SERVERS = 20;

    private final Parts parts;
    private final Server server;
    private final Session session;
    private final ControlDesk desk;
    private final Loop loop;
    private final Runnable changed;
    private volatile @Nullable MediaCall open;
    private volatile @Nullable Problem problem;
    private volatile boolean hasRoom = true;
    private @Nullable Media by;
    private boolean retry;

    Call(Parts parts, Server server, Session session, ControlDesk desk, Loop loop, Runnable changed) {
        this.parts = parts;
        this.server = server;
        this.session = session;
        this.desk = desk;
        this.loop = loop;
        this.changed = changed;
    }

    /** Any thread. */
    Optional<MediaCall> open() {
        return Optional.ofNullable(open);
    }

    /** Any thread. */
    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    void retry() {
        retry = true;
    }

    /** Opens or closes it as it should be; called often. */
    void follow(boolean inCall, boolean otherOnline) {
        Media media = parts.media().orElse(null);
        if (open != null && (!inCall || media != by)) {
            close();
        }
        if (inCall && open == null && (problem == null || retry || media != by)) {
            begin(media);
        }
        MediaCall current = open;
        if (current != null) {
            current.otherReachable(otherOnline);
        }
        hasRoom = session.hasRoom();
    }

    private void begin(@Nullable Media media) {
        retry = false;
        by = media;
        if (media == null) {
            problem = Problem.of(0, "media.unavailable", "Nothing does voice and picture");
            changed.run();
            return;
        }
        try {
            MediaCall opened = media.open(new Wiring());
            open = opened;
            problem = null;
            opened.signaling(session.isOpen(), false);
            desk.callOpened(opened);
        } catch (MediaFailed e) {
            problem = Problem.of(0, e.code(), String.valueOf(e.getMessage()));
        }
        changed.run();
    }

    /** Stays as it is, but for this one: it belongs to a successor. */
    Optional<MediaCall> leave() {
        hasRoom = false;
        return open();
    }

    /** Goes on with a call that the one before left; what it shows and lends was handed over before. */
    void resume(MediaCall going) {
        by = parts.media().orElse(null);
        open = going;
        desk.callOpened(going);
        going.rewire(new Wiring());
    }

    void receive(JsonNode signal) {
        MediaCall current = open;
        if (current != null) {
            current.receive(signal);
        }
    }

    void link(boolean isOpen, boolean resumed) {
        MediaCall current = open;
        if (current != null) {
            current.signaling(isOpen, resumed);
        }
    }

    /** For all that is known here, the consultation may be over. */
    void cutSince(long cutNanos, boolean charged) {
        MediaCall current = open;
        if (current != null && charged && loop.nanos() - cutNanos > GIVEN_UP_NANOS) {
            current.suspend();
        }
    }

    void close() {
        MediaCall current = open;
        open = null;
        problem = null;
        if (current != null) {
            desk.callClosed();
            current.close();
            changed.run();
        }
    }

    private final class Wiring implements MediaCall.Wiring {

        @Override
        public boolean signal(JsonNode data) {
            if (!hasRoom) {
                return false;
            }
            loop.run(() -> {
                session.send(Messages.signal(data));
                hasRoom = session.hasRoom();
            });
            return true;
        }

        @Override
        public void report(JsonNode mediaReport) {
            loop.run(() -> session.sendReport(mediaReport));
        }

        @Override
        public IceServers ice() throws IOException {
            try {
                Result<JsonNode> result = server.get(Messages.API + "ice").get(ICE_SECONDS, TimeUnit.SECONDS);
                if (result instanceof Result.Refused<JsonNode> refused) {
                    throw new IOException(refused.problem().code());
                }
                return servers(((Result.Done<JsonNode>) result).value());
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("The server did not say where the relay is", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted", e);
            }
        }

        @Override
        public void changed() {
            desk.screensChanged();
            changed.run();
        }

        @Override
        public void control(org.connectme.agent.core.Channel channel, String text) {
            desk.heard(channel, text);
        }

        @Override
        public void controlOpen(boolean isOpen) {
            desk.channel(isOpen);
        }
    }

    static IceServers servers(JsonNode answer) {
        List<IceServer> servers = new ArrayList<>();
        for (JsonNode server : answer.path("iceServers")) {
            if (servers.size() == MOST_SERVERS) {
                break;
            }
            List<String> urls = new ArrayList<>();
            JsonNode said = server.path("urls");
            if (said.isTextual()) {
                urls.add(said.asText());
            }
            for (JsonNode url : said) {
                urls.add(url.asText());
            }
            servers.add(new IceServer(
                    urls,
                    server.path("username").asText(""),
                    server.path("credential").asText("")));
        }
        return new IceServers(
                servers, answer.path("iceTransportPolicy").asText().equals("relay"));
    }
}
