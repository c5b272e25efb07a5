package org.connectme.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.connectme.gateway.GatewayConfig;
import org.connectme.gateway.Listed;
import org.connectme.gateway.socket.Hub;
import org.connectme.wire.http.Gauges;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics}. Services are looked up by name, so that the
 * gateway needs no class of theirs and outlives their contracts' replacement.
 */
@Component(service = Operators.class, configurationPid = "org.connectme.gateway")
public final class Operators {

    private static final JsonFactory JSON = new JsonFactory();

    private final BundleContext context;
    private final Door door;
    private final Endpoints endpoints;
    private final Shelf shelf;
    private final Metrics metrics;
    private final Hub hub;
    private final List<String> requiredServices;
    private final List<String> requiredPaths;

    @Activate
    public Operators(
            BundleContext context,
            @Reference Door door,
            @Reference Endpoints endpoints,
            @Reference Shelf shelf,
            @Reference Metrics metrics,
            @Reference Hub hub,
            GatewayConfig config) {
        this.context = context;
        this.door = door;
        this.endpoints = endpoints;
        this.shelf = shelf;
        this.metrics = metrics;
        this.hub = hub;
        this.requiredServices = Listed.of(config.requiredServices());
        this.requiredPaths = Listed.of(config.requiredPaths());
    }

    /** @return empty for every other path */
    Optional<Response> answer(Request request) {
        return switch (request.path()) {
            case "/health/live" -> Optional.of(health(List.of()));
            case "/health/ready" -> Optional.of(health(missing()));
            case "/metrics" -> door.isOperator(request) ? Optional.of(metrics()) : Optional.of(Problems.notFound());
            default -> Optional.empty();
        };
    }

    private Response metrics() {
        String text = metrics.text(hub.openSockets()) + Metrics.gauges(parts());
        return Response.of(200, "text/plain; version=0.0.4; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the parts of the server that are here have to say. */
    private Map<String, Long> parts() {
        Map<String, Long> all = new TreeMap<>();
        Collection<ServiceReference<Gauges>> references = references();
        for (ServiceReference<Gauges> reference : references) {
            Gauges part = context.getService(reference);
            if (part != null) {
                try {
                    all.putAll(part.gauges());
                } finally {
                    context.ungetService(reference);
                }
            }
        }
        return all;
    }

    private Collection<ServiceReference<Gauges>> references() {
        try {
            return Objects.requireNonNullElse(context.getServiceReferences(Gauges.class, null), List.of());
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("There is no filter to be wrong.", e);
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (String service : requiredServices) {
            if (!isRegistered(service)) {
                missing.add(service);
            }
        }
        for (String path : requiredPaths) {
            if (!endpoints.isServed(path) && !shelf.isServed(path)) {
                missing.add(path);
            }
        }
        return missing;
    }

    private boolean isRegistered(String service) {
        try {
            return context.getAllServiceReferences(service, null) != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("There is no filter to be wrong.", e);
        }
    }

    private static Response health(List<String> missing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("status", missing.isEmpty() ? "UP" : "DOWN");
            json.writeArrayFieldStart("missing");
            for (String each : missing) {
                json.writeString(each);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A string was written.", e);
        }
        return Response.json(missing.isEmpty() ? 200 : 503, text.toString());
    }
}
