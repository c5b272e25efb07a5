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
    CONSENT_OUTLIVES_THE_CALL
}
