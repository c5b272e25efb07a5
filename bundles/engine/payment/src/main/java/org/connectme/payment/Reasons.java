package org.connectme.payment;

import java.util.Locale;
import org.connectme.payment.spi.Decline;

/** Words in the journal for why money did not move; pages translate them. */
final class Reasons {

    /** The service could not be reached in time; the card was not held. */
    static final String UNAVAILABLE = "service-unavailable";
    /** The service found the request itself wrong. */
    static final String REJECTED = "rejected";
    /** Asked for, but no longer wanted before the service had done it: cancelled, or the plan changed. */
    static final String WITHDRAWN = "withdrawn";
    /** The customer took another card instead of answering the challenge. */
    static final String ABANDONED = "abandoned";
    /** Nobody knew what became of it, and the customer took another card. */
    static final String IN_DOUBT = "in-doubt";
    /** The appointment is further away than the service holds a card, and it cannot keep one. */
    static final String TOO_EARLY = "too-early";
    /** The service never gave an answer. */
    static final String UNANSWERED = "unanswered";
    /** The hold ran out before the call. */
    static final String EXPIRED = "hold-expired";
    /** The service reports another amount than the one asked for. */
    static final String AMOUNT_MISMATCH = "amount-mismatch";

    private Reasons() {}

    static String of(Decline decline) {
        return decline.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
