package org.connectme.invitation;

import java.util.Optional;

/** Where this server is for its visitors: from the configuration or environment alone, never from a request. */
final class PublicUrl {

    private static final String DEFAULT_PORT = "8181";

    private PublicUrl() {}

    static String of(String configured) {
        if (!configured.isBlank()) {
            String url = configured.strip();
            return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        }
        return "http://127.0.0.1:"
                + Optional.ofNullable(System.getenv("CONNECTME_PORT"))
                        .map(String::strip)
                        .filter(port -> !port.isEmpty())
                        .orElse(DEFAULT_PORT);
    }
}
