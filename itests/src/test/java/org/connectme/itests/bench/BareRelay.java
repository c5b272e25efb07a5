package org.connectme.itests.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * The least that Jetty can do to pass a message on, as quickly as it can: whoever connects to {@code /N/a} is heard by
 * {@code /N/b} and the other way round. No check, no numbering, no servlet. A program of its own; ends with its input.
 */
public final class BareRelay {

    private static final int MAX_MESSAGE_BYTES = 65 * 1024;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    private BareRelay() {}

    public static void main(String[] arguments) throws Exception {
        BareRelay relay = new BareRelay();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxFrameSize(MAX_MESSAGE_BYTES);
            container.setAutoFragment(false);
            container.setIdleTimeout(Duration.ZERO);
            container.addMapping(
                    "/*",
                    (request, response, callback) ->
                            relay.new End(request.getHttpURI().getPath()));
        }));
        server.start();
        System.out.println(connector.getLocalPort());
        waitForEndOfInput();
        server.stop();
    }

    private static void waitForEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // what it says does not matter
        }
    }

    /** One end of a pair. Public because Jetty calls it through method handles. */
    public final class End implements Session.Listener.AutoDemanding {

        private final String own;
        private final String other;

        private End(String path) {
            boolean isFirst = path.endsWith("/a");
            own = path;
            other = path.substring(0, path.length() - 1) + (isFirst ? "b" : "a");
        }

        @Override
        public void onWebSocketOpen(Session session) {
            sessions.put(own, session);
        }

        /** Frames, as ConnectMe takes them: Jetty's own way to a text costs more than the rest of relaying it. */
        @Override
        public void onWebSocketFrame(Frame frame, Callback callback) {
            Session to = sessions.get(other);
            if (to != null && frame.getType() == Frame.Type.TEXT) {
                ByteBuffer payload = frame.getPayload();
                byte[] bytes = new byte[payload.remaining()];
                payload.get(bytes);
                to.sendText(new String(bytes, StandardCharsets.UTF_8), Callback.NOOP);
            }
            callback.succeed();
        }
    }
}
