package org.connectme.agent.core.seat;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** What opens doors. */
final class Secrets {

    private static final Pattern CODE = Pattern.compile("[0-9\\s.\\-]+");

    private Secrets() {}

    /** An access code as people write it, down to its digits; a token stays as it is. */
    static String plain(String typed) {
        String secret = typed.strip();
        return CODE.matcher(secret).matches() ? secret.replaceAll("[^0-9]", "") : secret;
    }

    /** A page of this very server; empty if it is anything else, for the system's browser opens whatever it gets. */
    static Optional<URI> page(URI server, String url) {
        try {
            URI page = server.resolve(url);
            boolean isOwn = server.getScheme().equals(page.getScheme())
                    && server.getRawAuthority().equals(page.getRawAuthority());
            return isOwn ? Optional.of(page) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
