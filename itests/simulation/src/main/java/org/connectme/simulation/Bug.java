package org.connectme.simulation;

/** A bug planted on purpose, to show that the checks would find it. */
enum Bug {
    NONE,
    /** The meter pauses when the silence is noticed, not when it began. */
    PAUSE_AT_DETECTION,
    /** Appends do not compare the length. */
    NO_COMPARE_AND_SET,
    /** Each try of a capture gets a key of its own. */
    NEW_CAPTURE_KEY,
    /** A lost answer is taken for a no. */
    UNKNOWN_IS_NO,
    /** The time of an outage is billed without asking both sides. */
    OUTAGE_IS_BILLED;

    Faults applyTo(Faults faults) {
        return this == NO_COMPARE_AND_SET
                ? new Faults(
                        faults.journalFails(),
                        faults.crashAtAppend(),
                        faults.crashAtProvider(),
                        faults.lostAnswer(),
                        faults.notExecuted(),
                        faults.unknown(),
                        faults.decline(),
                        faults.messageRepeats(),
                        faults.messageLost(),
                        false)
                : faults;
    }
}
