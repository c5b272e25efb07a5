package org.connectme.simulation;

/** A bug planted on purpose, to show that the checks would find it. */
enum Bug {
    NONE,
    /** The meter pauses when the silence is noticed, not when it began. */
    PAUSE_AT_DETECTION,
    /** The time of an outage is billed without asking both sides. */
    OUTAGE_IS_BILLED,
    /** Appends do not compare the length. */
    NO_COMPARE_AND_SET,
    /** Each try of a capture gets a key of its own. */
    NEW_CAPTURE_KEY,
    /** A lost answer is taken for a no. */
    UNKNOWN_IS_NO,
    /** Each try of a refund gets a key of its own, so that a lost answer gives the money back twice. */
    NEW_REFUND_KEY,
    /** A raise asks for another total than the customer agreed to. */
    NEW_RAISE_KEY,
    /** Nobody frees the card of a consultation that was cancelled. */
    RELEASE_IS_FORGOTTEN,
    /** A receipt's number is drawn outside the transaction that writes the receipt. */
    RECEIPT_NUMBER_IS_LOST,
    /** The end of the call ends no consent. */
    CONSENT_OUTLIVES_THE_CALL,
    /** The app waits for the server before it stops. */
    STOP_ASKS_THE_SERVER,
    /** The app takes the server's word for it that its customer agreed. */
    THE_SERVERS_YES_COUNTS,
    /** The app remembers over a crash what was agreed to before. */
    RESTART_REMEMBERS_CONSENT,
    /** The app counts a permit's minute by the clock on the wall, which somebody sets back. */
    WALL_CLOCK_COUNTS,
    /** The app holds on when the consultant's page is gone. */
    LOST_CHANNEL_CHANGES_NOTHING,
    /** The app takes anybody's key for the server's. */
    KEYS_FROM_ANYWHERE,
    /** The server's permits last an hour. */
    PERMITS_LAST_AN_HOUR,
    /** The server reads an old journal when it issues a permit. */
    PERMIT_AFTER_WITHDRAWAL;

    /** Whether it shows only where a customer has the desktop app. */
    boolean isOfTheApp() {
        return compareTo(STOP_ASKS_THE_SERVER) >= 0;
    }
}
