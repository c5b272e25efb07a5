package org.connectme.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.connectme.wire.http.Response;

/** What a person sees who came by a link or the address bar to where no page is. */
final class Pages {

    private Pages() {}

    /** A problem as a page when a browser navigates; otherwise as it is. */
    static Response forPeople(HttpServletRequest request, Response answer) {
        boolean isProblem = answer.headers().stream()
                .anyMatch(header ->
                        header.name().equals("Content-Type") && header.value().startsWith("application/problem+json"));
        String accept = request.getHeader("Accept");
        boolean navigates = "GET".equals(request.getMethod())
                && accept != null
                && accept.contains("text/html")
                && !request.getRequestURI().startsWith("/api/");
        if (!isProblem || !navigates) {
            return answer;
        }
        return switch (answer.status()) {
            case 404 ->
                page(404, "", "This page does not exist", "Check the address, or start again at the beginning.");
            case 503 ->
                page(
                                503,
                                "<meta http-equiv=\"refresh\" content=\"2\">",
                                "One moment",
                                "This page is being replaced by a newer one and comes back by itself.")
                        .with("Retry-After", "2");
            case 500 -> page(500, "", "Something went wrong", "It has been written down. Try again in a moment.");
            default -> answer;
        };
    }

    private static Response page(int status, String head, String title, String text) {
        String html = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\">"
                + "<meta name=\"color-scheme\" content=\"light dark\">" + head + "<title>" + title
                + "</title></head><body><main><h1>" + title + "</h1><p>" + text
                + "</p><p><a href=\"/\">ConnectMe</a></p></main></body></html>";
        return Response.of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }
}
