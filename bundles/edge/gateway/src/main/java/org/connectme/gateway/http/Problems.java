package org.connectme.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.connectme.wire.http.Response;

/** The gateway's own refusals as RFC 9457 problem details. */
public final class Problems {

    private static final JsonFactory JSON = new JsonFactory();

    private Problems() {}

    static Response badRequest(String detail) {
        return problem(400, "Bad Request", "request.malformed", detail);
    }

    static Response wrongHost() {
        return problem(421, "Misdirected Request", "request.host", "This server does not answer to that host name.");
    }

    static Response csrf() {
        return problem(
                403,
                "Forbidden",
                "csrf.refused",
                "A change needs this server's own Origin, the header X-ConnectMe: 1 and, with a body, JSON or WebM.");
    }

    public static Response socketRefused() {
        return problem(403, "Forbidden", "socket.refused", "This page may not connect here.");
    }

    static Response notFound() {
        return problem(404, "Not Found", "request.not-found", "There is nothing at this address.");
    }

    static Response methodNotAllowed(String allow) {
        return problem(405, "Method Not Allowed", "request.method", "This address does not take that method.")
                .with("Allow", allow);
    }

    static Response tooSlow() {
        return problem(408, "Request Timeout", "request.too-slow", "The request's body did not arrive in time.");
    }

    static Response tooLarge(int maxBytes) {
        return problem(413, "Content Too Large", "request.too-large", "At most " + maxBytes + " bytes are taken here.");
    }

    static Response upgradeRequired() {
        return problem(426, "Upgrade Required", "socket.upgrade", "This address speaks WebSocket only.")
                .with("Upgrade", "websocket");
    }

    public static Response tooMany(long retryAfterSeconds) {
        return problem(429, "Too Many Requests", "request.too-many", "Too many requests. Try again in a moment.")
                .with("Retry-After", Long.toString(retryAfterSeconds));
    }

    static Response headersTooLarge() {
        return problem(431, "Request Header Fields Too Large", "request.headers", "The request's header is too large.");
    }

    public static Response serverError() {
        return problem(
                500, "Internal Server Error", "server.error", "Something went wrong here. It has been written down.");
    }

    public static Response replacing() {
        return problem(
                        503,
                        "Service Unavailable",
                        "engine.replacing",
                        "This part of the server is being replaced. Try again in a moment; nothing was changed.")
                .with("Retry-After", "1");
    }

    private static Response problem(int status, String title, String code, String detail) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", title);
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            json.writeStringField("code", code);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A string was written.", e);
        }
        return Response.of(
                status,
                "application/problem+json; charset=utf-8",
                text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
