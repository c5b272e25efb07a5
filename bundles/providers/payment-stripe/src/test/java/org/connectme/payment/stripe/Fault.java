package org.connectme.payment.stripe;

/** What can happen to a request. */
enum Fault {
    /** There is no connection. */
    REFUSED,
    /** The rate limiter says no. */
    BUSY,
    /** Another request holds a lock: also a 429, and nothing was done. */
    LOCKED,
    /** Another request with the same key is under way. */
    CONFLICT,
    /** The connection ends before anything is executed. */
    CUT_BEFORE,
    /** It is executed, and the connection ends without an answer. */
    CUT_AFTER,
    /** It is executed; the answer ends in the middle, against its own length. */
    TRUNCATED,
    /** It is executed; the answer ends in the middle, with a length that fits. */
    HALF,
    /** It is executed; instead of the answer comes a page of HTML with status 200. */
    GARBLED,
    /** It is executed; the answer is JSON, and not of any known shape. */
    STRANGE,
    /** It is executed; the answer is {@code null}. */
    NULL,
    /** It is executed; the answer is withheld. */
    STALLED,
    /** It is executed; the answer comes byte by byte, with a rest before each. */
    DRIPPING,
    /** It fails at Stripe without having been executed, and the key remembers the failure. */
    FAILED,
    /** The same, and Stripe asks to try again. */
    FAILED_TRY_AGAIN,
    /** The same, and Stripe asks not to try again. */
    FAILED_DO_NOT_TRY_AGAIN,
    /** It fails at Stripe after having been executed, and the key remembers the failure. */
    FAILED_AFTER,
    /** A gateway in between has nobody behind it. */
    BAD_GATEWAY,
    /** A gateway in between refuses, in HTML. */
    BLOCKED,
    /** The key lacks a permission. */
    FORBIDDEN,
    /** It is elsewhere. */
    REDIRECTED
}
