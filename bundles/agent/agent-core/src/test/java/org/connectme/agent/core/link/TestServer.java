package org.connectme.agent.core.link;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** A server of HTTP and one socket on loopback, which answers as the test says. */
public final class TestServer implements AutoCloseable {

    /** An answer of HTTP. */
    public record Reply(int status, String body) {}

    /** Requests, each as "METHOD path". */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    public final Map<String, Function<JsonNode, Reply>> routes = new ConcurrentHashMap<>();
    /** Frames of the app, hellos included. */
    public final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    /** Headers of the last upgrade. */
    public final Map<String, String> upgrade = new ConcurrentHashMap<>();

    public volatile boolean resumes;
    public volatile boolean welcomes = true;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private volatile @Nullable Session socket;
    private volatile int sent;
    private volatile int opened;

    public TestServer() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        JettyWebSocketServletContainerInitializer.configure(context, null);
        context.addServlet(new ServletHolder(new Sockets()), "/ws/*");
        context.addServlet(new ServletHolder(new Requests()), "/*");
        server.setHandler(context);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    /** The app's messages with a number, in the order in which they came. */
    public List<JsonNode> numbered() {
        return frames.stream()
                .filter(frame -> frame.has("n"))
                .map(frame -> frame.path("m"))
                .toList();
    }

    public int opened() {
        return opened;
    }

    /** The next numbered message. */
    public void say(String message) {
        raw("{\"n\":" + ++sent + ",\"a\":0,\"m\":" + message + "}");
    }

    public void acknowledge(long n) {
        raw("{\"a\":" + n + "}");
    }

    public void raw(String text) {
        current().sendText(text, Callback.NOOP);
    }

    public void closeSocket(int code) {
        current().close(code, "", Callback.NOOP);
    }

    /** As a network that breaks. */
    public void cut() {
        current().disconnect();
    }

    private Session current() {
        return Optional.ofNullable(socket).orElseThrow(() -> new IllegalStateException("No socket is open"));
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private final class Requests extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String what = request.getMethod() + " " + request.getRequestURI();
            requests.add(what);
            String text = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Function<JsonNode, Reply> route = routes.get(what);
            boolean isOwn = request.getMethod().equals("GET")
                    || ("1".equals(request.getHeader("X-ConnectMe"))
                            && address().toString().equals(request.getHeader("Origin")));
            Reply reply = !isOwn
                    ? new Reply(403, "{\"code\":\"request.foreign\",\"detail\":\"\"}")
                    : route == null
                            ? new Reply(404, "{\"code\":\"test.nothing\",\"detail\":\"\"}")
                            : route.apply(text.isEmpty() ? Json.object() : Json.read(text));
            if (what.endsWith("/exchange") && reply.status() == 200) {
                response.addHeader("Set-Cookie", "seat=abc; Max-Age=86400; Path=/; HttpOnly; SameSite=Strict");
            }
            response.setStatus(reply.status());
            response.setContentType("application/json");
            response.getOutputStream().write(reply.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private final class Sockets extends JettyWebSocketServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void configure(JettyWebSocketServletFactory factory) {
            factory.setIdleTimeout(Duration.ofMinutes(5));
            factory.setCreator((request, response) -> {
                upgrade.put("cookie", String.valueOf(request.getHeader("Cookie")));
                upgrade.put("origin", String.valueOf(request.getHeader("Origin")));
                return new Page();
            });
        }
    }

    /** Public, because Jetty calls it. */
    public final class Page implements Session.Listener.AutoDemanding {

        private @Nullable Session session;

        @Override
        public void onWebSocketOpen(Session given) {
            session = given;
            opened++;
        }

        @Override
        public void onWebSocketText(String text) {
            try {
                JsonNode frame = Json.read(text);
                frames.add(frame);
                if (frame.path("t").asText().equals("hello") && welcomes) {
                    welcome(frame);
                }
            } catch (IOException e) {
                throw new IllegalStateException("The app said what is no JSON", e);
            }
        }

        private void welcome(JsonNode hello) {
            boolean goesOn = resumes && !hello.path("resume").isNull();
            if (!goesOn) {
                sent = 0;
            }
            long seen = numberedSince();
            socket = session;
            raw("{\"t\":\"welcome\",\"version\":1,\"session\":\"s1\",\"resumed\":" + goesOn + ",\"seen\":"
                    + (goesOn ? seen : 0) + ",\"heartbeatSeconds\":5}");
        }

        private long numberedSince() {
            return frames.stream()
                    .mapToLong(frame -> frame.path("n").asLong())
                    .max()
                    .orElse(0);
        }
    }
}
