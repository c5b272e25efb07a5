package org.connectme.wire.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One HTTP response. The gateway adds the security headers. */
public record Response(int status, List<Header> headers, byte[] body) {

    public Response {
        headers = List.copyOf(headers);
    }

    public record Header(String name, String value) {}

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, List.of(new Header("Content-Type", contentType)), body);
    }

    public static Response json(int status, String json) {
        return of(status, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
    }

    public static Response empty(int status) {
        return new Response(status, List.of(), new byte[0]);
    }

    public Response with(String name, String value) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header(name, value));
        return new Response(status, all, body);
    }
}
