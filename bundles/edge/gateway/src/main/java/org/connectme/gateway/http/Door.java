package org.connectme.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.connectme.gateway.GatewayConfig;
import org.connectme.gateway.Listed;
import org.connectme.wire.http.IpAddress;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * What everything that comes in must pass: limits, host, a target that can be read in one way only and, for changes
 * and sockets, the own Origin. Any thread.
 */
@Component(service = Door.class, configurationPid = "org.connectme.gateway")
@Designate(ocd = GatewayConfig.class)
public final class Door {

    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER_CHARS = 16 * 1024;
    private static final int MAX_HOPS = 16;
    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final Set<String> UNSAFE = Set.of("POST", "PUT", "DELETE", "PATCH");
    private static final Set<String> BODIES = Set.of("application/json", "video/webm");
    private static final byte[] NO_BODY = new byte[0];

    private final OwnOrigin own;
    private final List<Network> proxies;
    private final List<Network> operators;
    private final RateLimit requests;
    private final RateLimit sockets;
    private final int maxSockets;
    private final Metrics metrics;
    private final PageSources sources;

    @Activate
    public Door(@Reference Metrics metrics, @Reference PageSources sources, GatewayConfig config) {
        this.metrics = metrics;
        this.sources = sources;
        own = new OwnOrigin(config.publicUrl(), config.hosts());
        proxies = networks(config.trustedProxies());
        operators = networks(config.operatorAddresses());
        requests = new RateLimit(config.requestsPerSecond(), config.requestBurst(), System::nanoTime);
        sockets = new RateLimit(config.socketsPerSecond(), config.socketsPerSecond(), System::nanoTime);
        maxSockets = config.maxSockets();
    }

    /** Inside, or turned away. */
    public sealed interface Entry permits Entered, Refused {}

    /** @param request without its body, which is read later or never */
    public record Entered(Request request) implements Entry {}

    public record Refused(Response response) implements Entry {}

    public int maxSockets() {
        return maxSockets;
    }

    boolean isOperator(Request request) {
        return isAmong(operators, request.address());
    }

    Entry enter(HttpServletRequest request) {
        return enter(request, requests);
    }

    /** As {@link #enter}, and what a page needs to open a socket: the own Origin (RFC 6455, section 10.2). */
    public Entry enterSocket(HttpServletRequest request) {
        Entry entry = enter(request, sockets);
        if (!(entry instanceof Entered entered)) {
            return entry;
        }
        Request upgrade = entered.request();
        boolean isUpgrade = upgrade.method().equals("GET")
                && upgrade.header("upgrade")
                        .filter("websocket"::equalsIgnoreCase)
                        .isPresent();
        if (!isUpgrade) {
            return new Refused(Problems.upgradeRequired());
        }
        return isOwnOrigin(upgrade) ? entry : new Refused(Problems.socketRefused());
    }

    /** The reason to refuse a change before its body is read (CSRF). */
    Optional<Response> refuseChange(Request request, boolean hasBody) {
        if (SAFE.contains(request.method())) {
            return Optional.empty();
        }
        boolean isMarked = request.header("x-connectme").filter("1"::equals).isPresent();
        boolean isOurs = request.header("content-type").filter(Door::isOurs).isPresent();
        if (isOwnOrigin(request) && isMarked && (isOurs || !hasBody)) {
            return Optional.empty();
        }
        return Optional.of(Problems.csrf());
    }

    /** Writes the answer with the security headers. */
    public void answer(HttpServletRequest request, HttpServletResponse response, Response answer) throws IOException {
        String host = request.getHeader("Host");
        boolean isOurs = own.isOurs(host);
        SecurityHeaders.add(
                response, isOurs ? host : "", isOurs && isSecure(request, host), sources.of(request.getRequestURI()));
        response.setStatus(answer.status());
        boolean isCached = false;
        for (Response.Header header : answer.headers()) {
            isCached |= header.name().equalsIgnoreCase("Cache-Control");
            response.addHeader(header.name(), header.value());
        }
        if (!isCached) {
            response.setHeader("Cache-Control", "no-store");
        }
        metrics.answered(answer.status());
        boolean hasBody = !"HEAD".equals(request.getMethod());
        if (answer.file() != null) {
            response.setContentLengthLong(Files.size(answer.file()));
            if (hasBody) {
                Files.copy(answer.file(), response.getOutputStream());
            }
            return;
        }
        if (answer.stream() != null) {
            response.setContentLengthLong(answer.stream().bytes());
            if (hasBody) {
                answer.stream().writeTo(response.getOutputStream());
            }
            return;
        }
        if (answer.status() != 204 && answer.status() != 304) {
            response.setContentLength(answer.body().length);
        }
        if (hasBody && answer.body().length > 0) {
            response.getOutputStream().write(answer.body());
        }
    }

    private Entry enter(HttpServletRequest request, RateLimit limit) {
        Map<String, List<String>> headers = new HashMap<>();
        int chars = 0;
        int count = 0;
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                        .add(value);
                chars += name.length() + value.length();
                count++;
            }
        }
        if (count > MAX_HEADERS || chars > MAX_HEADER_CHARS) {
            return new Refused(Problems.headersTooLarge());
        }
        String address = address(request.getRemoteAddr(), headers.getOrDefault("x-forwarded-for", List.of()));
        if (!limit.allows(address)) {
            return new Refused(Problems.tooMany(1));
        }
        List<String> hosts = headers.getOrDefault("host", List.of());
        if (hosts.size() != 1 || !own.isOurs(hosts.get(0))) {
            return new Refused(Problems.wrongHost());
        }
        String method = request.getMethod();
        if (!SAFE.contains(method) && !UNSAFE.contains(method)) {
            return new Refused(Problems.methodNotAllowed("GET, HEAD, POST, PUT, PATCH, DELETE"));
        }
        Optional<String> path = Targets.path(request.getRequestURI());
        Optional<Map<String, String>> query = Targets.query(request.getQueryString());
        if (path.isEmpty() || query.isEmpty()) {
            return new Refused(Problems.badRequest("Path or query cannot be read."));
        }
        return new Entered(new Request(
                method,
                path.get(),
                query.get(),
                headers,
                Targets.cookies(headers.getOrDefault("cookie", List.of())),
                NO_BODY,
                address,
                isSecure(request, hosts.get(0))));
    }

    private boolean isOwnOrigin(Request request) {
        List<String> origins = request.headers().getOrDefault("origin", List.of());
        Optional<String> origin = origins.size() == 1 ? Optional.of(origins.get(0)) : Optional.empty();
        return own.isOwn(origin, request.header("host").orElse(""), request.secure());
    }

    /** The nearest address that is not a trusted proxy's: what stands further left anybody can write. */
    private String address(String peer, List<String> forwarded) {
        if (!isAmong(proxies, peer)) {
            return peer;
        }
        List<String> hops = Arrays.asList(String.join(",", forwarded).split(",", -1));
        String nearest = peer;
        for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MAX_HOPS); i--) {
            String hop = hops.get(i).strip();
            if (IpAddress.bytes(hop).isEmpty()) {
                return nearest;
            }
            nearest = hop;
            if (!isAmong(proxies, hop)) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isSecure(HttpServletRequest request, String host) {
        boolean proxied = isAmong(proxies, request.getRemoteAddr())
                && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
        return request.isSecure() || proxied || own.isSecurePublic(host);
    }

    private static boolean isAmong(List<Network> networks, String address) {
        return !networks.isEmpty()
                && IpAddress.bytes(address)
                        .map(bytes -> networks.stream().anyMatch(network -> network.contains(bytes)))
                        .orElse(false);
    }

    /** None that a form could send without asking first (Fetch, "CORS-safelisted request-header"). */
    private static boolean isOurs(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return BODIES.contains(type.strip().toLowerCase(Locale.ROOT));
    }

    private static List<Network> networks(String[] texts) {
        return Listed.of(texts).stream().map(Network::of).toList();
    }
}
