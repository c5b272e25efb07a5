package org.connectme.gateway.socket;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.connectme.wire.http.Request;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between Jetty's WebSocket and the session layer. Public because Jetty calls it through method handles. Fragments are
 * put together here, so that each counts against the page's allowance.
 */
public final class JettySocket implements Session.Listener.AutoDemanding, Wire {

    private static final Logger logger = LoggerFactory.getLogger(JettySocket.class);

    private final Hub hub;
    private final String seat;
    private final Request upgrade;
    private final AtomicLong unsent = new AtomicLong();
    private @Nullable StringBuilder fragments;
    private volatile @Nullable Session session;
    private volatile Hub.@Nullable Line line;

    public JettySocket(Hub hub, String seat, Request upgrade) {
        this.hub = hub;
        this.seat = seat;
        this.upgrade = upgrade;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        line = hub.open(seat, upgrade, this);
    }

    @Override
    public void onWebSocketPartialText(String payload, boolean last) {
        Hub.Line to = line;
        if (to == null) {
            return;
        }
        StringBuilder before = fragments;
        if (before == null && last) {
            to.text(payload);
            return;
        }
        if (before == null) {
            before = new StringBuilder(payload.length() * 2);
            fragments = before;
        }
        if (before.length() + payload.length() > SocketServlet.MAX_FRAME_BYTES) {
            to.oversized();
            return;
        }
        before.append(payload);
        if (last) {
            fragments = null;
            to.text(before.toString());
        } else {
            to.noise(payload.length());
        }
    }

    @Override
    public void onWebSocketPartialBinary(ByteBuffer payload, boolean last, Callback callback) {
        callback.succeed();
        close(StandardCloseCode.TEXT_ONLY);
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        Session to = session;
        if (to != null) {
            to.sendPong(payload, Callback.NOOP);
        }
        noise(payload);
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        noise(payload);
    }

    private void noise(ByteBuffer payload) {
        Hub.Line to = line;
        if (to != null) {
            to.noise(payload.remaining());
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        logger.debug("A socket failed.", cause);
        closed();
    }

    @Override
    public void onWebSocketClose(int statusCode, @Nullable String reason) {
        closed();
    }

    private void closed() {
        Hub.Line to = line;
        if (to != null) {
            to.closed();
        }
    }

    @Override
    public void text(String frame) {
        Session to = session;
        if (to == null || !to.isOpen()) {
            return;
        }
        int size = frame.length();
        unsent.addAndGet(size);
        to.sendText(frame, Callback.from(() -> unsent.addAndGet(-size), failure -> unsent.addAndGet(-size)));
    }

    @Override
    public void ping() {
        Session to = session;
        if (to != null && to.isOpen()) {
            to.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    @Override
    public void close(int code) {
        Session to = session;
        if (to != null) {
            to.close(code, null, Callback.NOOP);
        }
    }

    @Override
    public void abort() {
        Session to = session;
        if (to != null) {
            to.disconnect();
        }
        closed();
    }

    @Override
    public long unsentBytes() {
        return unsent.get();
    }
}
