package org.connectme.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private final Routes routes = new Routes()
            .get("/api/things", request -> Response.json(200, "[]"))
            .add("POST", "/api/things/{id}/mend", (request, segments) -> Response.json(200, segments.get(0)));

    @Test
    void aVariableStandsForOneSegment() {
        assertThat(answer("POST", "/api/things/a1/mend")).isEqualTo("200 a1");
        assertThat(routes.handle(request("POST", "/api/things/a/b/mend")).status())
                .isEqualTo(404);
    }

    @Test
    void anotherMethodIsToldWhatIsAllowed() {
        Response response = routes.handle(request("DELETE", "/api/things"));

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).contains(new Response.Header("Allow", "GET"));
    }

    @Test
    void anUnknownPathIsNotFound() {
        assertThat(routes.handle(request("GET", "/api/thingsX")).status()).isEqualTo(404);
    }

    private String answer(String method, String path) {
        Response response = routes.handle(request(method, path));
        return response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
    }

    private static Request request(String method, String path) {
        return new Request(method, path, Map.of(), Map.of(), Map.of(), new byte[0], "127.0.0.1", false);
    }
}
