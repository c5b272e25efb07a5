package org.connectme.gateway.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.connectme.wire.http.Request;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between Jetty's WebSocket and the session layer. Public because Jetty calls it through method handles. Takes frames and
 * not texts: Jetty turns bytes into texts one by one, which costs more than all the rest of relaying them. Fragments are
 * put together here, so that each counts against the page's allowance.
 */
public final class JettySocket implements Session.Listener.AutoDemanding, Wire {

    private static final Logger logger = LoggerFactory.getLogger(JettySocket.class);

    private final Hub hub;
    private final String seat;
    private final Request upgrade;
    private final AtomicLong unsent = new AtomicLong();
    private @Nullable ByteArrayOutputStream fragments;
    private boolean refused;
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

    /** Pings, pongs and closings have methods of their own. */
    @Override
    public void onWebSocketFrame(Frame frame, Callback callback) {
        switch (frame.getType()) {
            case TEXT, CONTINUATION -> part(bytes(frame), frame.isFin());
            case BINARY -> refuse(StandardCloseCode.TEXT_ONLY);
            default -> {}
        }
        callback.succeed();
    }

    private static byte[] bytes(Frame frame) {
        ByteBuffer payload = frame.getPayload();
        if (payload == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    private void part(byte[] bytes, boolean last) {
        Hub.Line to = line;
        if (to == null || refused) {
            return;
        }
        ByteArrayOutputStream before = fragments;
        if (before == null && last) {
            whole(to, bytes);
            return;
        }
        if (before == null) {
            before = new ByteArrayOutputStream(bytes.length * 2);
            fragments = before;
        }
        if (before.size() + bytes.length > SocketServlet.MAX_FRAME_BYTES) {
            to.oversized();
            return;
        }
        before.writeBytes(bytes);
        if (last) {
            fragments = null;
            whole(to, before.toByteArray());
        } else {
            to.noise(bytes.length);
        }
    }

    private void whole(Hub.Line to, byte[] message) {
        Optional<String> text = Utf8.text(message);
        if (text.isPresent()) {
            to.text(text.get());
        } else {
            refuse(StandardCloseCode.NOT_UTF_8);
        }
    }

    /** What follows until the page hangs up is not looked at. */
    private void refuse(int code) {
        refused = true;
        close(code);
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
