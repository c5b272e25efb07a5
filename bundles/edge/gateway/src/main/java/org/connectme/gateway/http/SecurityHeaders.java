package org.connectme.gateway.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;

/** What every response carries, whoever made it. */
final class SecurityHeaders {

    private static final String YEAR = "max-age=31536000";

    private SecurityHeaders() {}

    /**
     * @param host    a Host header that was checked; empty if it was not
     * @param origins that this page may load scripts, frames and data from, beside ours
     */
    static void add(HttpServletResponse response, String host, boolean secure, Collection<String> origins) {
        response.setHeader("Content-Security-Policy", policy(host, secure, origins));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                "Permissions-Policy",
                "camera=(self), microphone=(self), display-capture=(self), geolocation=(), usb=(), serial=()");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (secure) {
            response.setHeader("Strict-Transport-Security", YEAR);
        }
    }

    /** Older Safari does not count ws: as 'self', so the socket's address is named. */
    private static String policy(String host, boolean secure, Collection<String> origins) {
        String socket = host.isEmpty() ? "" : (secure ? " wss://" : " ws://") + host;
        String others = origins.isEmpty() ? "" : " " + String.join(" ", origins);
        return "default-src 'self'; script-src 'self'" + others + "; style-src 'self'; img-src 'self' data: blob:;"
                + " media-src 'self' blob:; frame-src 'self'" + others + "; connect-src 'self'" + socket + others
                + "; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    }
}
