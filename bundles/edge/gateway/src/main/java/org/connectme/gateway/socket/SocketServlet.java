package org.connectme.gateway.socket;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.connectme.gateway.http.Door;
import org.connectme.gateway.http.Problems;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.connectme.wire.socket.SocketHandler;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a page upgrade to a WebSocket once origin and cookie are right. Every refusal looks alike. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("connectme-sockets")
@HttpWhiteboardServletPattern("/ws/*")
public final class SocketServlet extends JettyWebSocketServlet {

    /** A message and its envelope. */
    static final int MAX_FRAME_BYTES = Seat.MAX_MESSAGE_BYTES + 1024;

    private static final Logger logger = LoggerFactory.getLogger(SocketServlet.class);
    private static final long serialVersionUID = 1L;
    private static final String ADMITTED = "org.connectme.gateway.admitted";
    private static final String REQUEST = "org.connectme.gateway.request";
    /** The session layer hears of silence long before; this only frees what it has given up. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final transient Door door;
    private final transient Hub hub;
    private final transient HandlerSlot handlers;

    @Activate
    public SocketServlet(@Reference Door door, @Reference Hub hub, @Reference HandlerSlot handlers) {
        this.door = door;
        this.hub = hub;
        this.handlers = handlers;
    }

    @Override
    protected void configure(JettyWebSocketServletFactory factory) {
        factory.setIdleTimeout(IDLE);
        factory.setMaxFrameSize(MAX_FRAME_BYTES);
        factory.setCreator((request, response) -> {
            // without compression there is no bomb to inflate, and relaying costs no deflating
            response.setExtensions(List.of());
            return new JettySocket(hub, (String) request.getServletAttribute(ADMITTED), (Request)
                    request.getServletAttribute(REQUEST));
        });
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Door.Entry entry = door.enterSocket(request);
        if (entry instanceof Door.Refused refused) {
            door.answer(request, response, refused.response());
            return;
        }
        Request upgrade = ((Door.Entered) entry).request();
        Optional<Response> refusal = admit(request, upgrade);
        if (refusal.isPresent()) {
            door.answer(request, response, refusal.get());
            return;
        }
        super.service(request, response);
    }

    private Optional<Response> admit(HttpServletRequest request, Request upgrade) {
        if (!hub.mayOpen(upgrade.address()) || hub.openSockets() >= door.maxSockets()) {
            return Optional.of(Problems.tooMany(1));
        }
        try {
            Optional<SocketHandler> handler = handlers.await(Turns.HANDLER_PATIENCE, TimeUnit.NANOSECONDS);
            if (handler.isEmpty()) {
                return Optional.of(Problems.replacing());
            }
            Optional<String> seat = handler.get().admit(upgrade);
            if (seat.isEmpty()) {
                return Optional.of(Problems.socketRefused());
            }
            request.setAttribute(ADMITTED, seat.get());
            request.setAttribute(REQUEST, upgrade);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Problems.replacing());
        } catch (RuntimeException | LinkageError e) {
            logger.error("The handler of the sockets threw when it was asked to admit a page.", e);
            return Optional.of(Problems.replacing());
        }
    }
}
