package org.connectme.gateway.socket;

import java.security.SecureRandom;
import java.util.Base64;

/** What outlives a page's socket: both sides' numbering. Not thread-safe: its seat guards it. */
final class PageSession {

    private static final SecureRandom RANDOM = new SecureRandom();

    final String id = randomId();
    final Outbox outbox = new Outbox();
    /** Number of the page's newest message that waits for the handler or was delivered. */
    long accepted;
    /** Number of the page's newest message that the handler took. Only this is acknowledged. */
    long delivered;
    /** The number the page was last told. */
    long told;
    /** How often the handler threw at the message after {@link #delivered}. */
    int failures;

    private static String randomId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
