package org.connectme.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.connectme.gateway.GatewayConfig;
import org.connectme.gateway.Settings;
import org.connectme.gateway.socket.HandlerSlot;
import org.connectme.gateway.socket.Hub;
import org.connectme.gateway.socket.SocketServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.osgi.framework.BundleContext;

/** The gateway in Jetty, without OSGi: real sockets, on loopback. */
public final class TestServer implements AutoCloseable {

    public final HandlerSlot handlers = new HandlerSlot();
    public final Hub hub = new Hub(handlers);
    public final Endpoints endpoints = new Endpoints();
    public final Shelf shelf = new Shelf();
    public final int port;
    public final PageSources sources = new PageSources();
    private final Server server = new Server();

    public TestServer(Map<String, Object> settings) throws Exception {
        GatewayConfig config = Settings.with(settings);
        Metrics metrics = new Metrics();
        Door door = new Door(metrics, sources, config);
        Operators operators = new Operators(noServices(), door, endpoints, shelf, metrics, hub, config);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        JettyWebSocketServletContainerInitializer.configure(context, null);
        context.addServlet(new ServletHolder(new SocketServlet(door, hub, handlers)), "/ws/*");
        context.addServlet(new ServletHolder(new RequestServlet(door, endpoints, shelf, operators, metrics)), "/*");
        server.setHandler(context);
        server.start();
        port = connector.getLocalPort();
    }

    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** Sends exactly these bytes, and returns everything that comes back until the server closes. */
    public String raw(String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** Nobody has registered anything. */
    private static BundleContext noServices() {
        return (BundleContext) java.lang.reflect.Proxy.newProxyInstance(
                TestServer.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> null);
    }

    @Override
    public void close() throws Exception {
        hub.stop();
        server.stop();
    }
}
