package org.connectme.wire.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP response. The gateway adds the security headers.
 *
 * @param file   sent in place of {@code body}, without being read into memory; null where there is none
 * @param stream sent in place of {@code body}, as it is made; null where there is none
 */
public record Response(
        int status,
        List<Header> headers,
        byte[] body,
        @Nullable Path file,
        @Nullable Stream stream) {

    /** A body that is made while it is sent. */
    public interface Stream {

        /** How long it is. */
        long bytes();

        /** @throws IOException if the client has gone, or there is no more: the connection is then cut */
        void writeTo(OutputStream out) throws IOException;
    }

    public Response {
        headers = List.copyOf(headers);
    }

    public Response(int status, List<Header> headers, byte[] body) {
        this(status, headers, body, null, null);
    }

    public Response(int status, List<Header> headers, byte[] body, @Nullable Path file) {
        this(status, headers, body, file, null);
    }

    public record Header(String name, String value) {}

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, List.of(new Header("Content-Type", contentType)), body);
    }

    /** Status 200. The file must not change while it is sent. */
    public static Response file(String contentType, Path file) {
        return new Response(200, List.of(new Header("Content-Type", contentType)), new byte[0], file);
    }

    public static Response stream(int status, String contentType, Stream stream) {
        return new Response(status, List.of(new Header("Content-Type", contentType)), new byte[0], null, stream);
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
        return new Response(status, all, body, file, stream);
    }
}
