package org.connectme.agent.media;

/**
 * How often a call looks after itself, in milliseconds.
 *
 * @param tick    between two looks at what comes; so long something is broken before it is mended
 * @param report  between two words to the server on what flows, at most
 * @param restart between two tries to mend a connection
 */
record Pace(long tick, long report, long restart) {

    /** As web-shared's {@code Call} has it. */
    static final Pace USUAL = new Pace(1_000, 2_000, 6_000);
}
