package org.connectme.agent.core;

/** The way to the server. */
public sealed interface Link {

    record Connecting() implements Link {}

    /** @param resumed false: the server knows nothing of what was said before */
    record Open(boolean resumed) implements Link {}

    /**
     * It is tried again by itself.
     *
     * @param sinceNanos by {@link System#nanoTime()}
     * @param attempts so far, from 1
     */
    record Cut(long sinceNanos, int attempts) implements Link {}

    /** No further attempt is made. */
    record Over(Why why) implements Link {}

    enum Why {
        /** A newer page or app has this side's seat. */
        TAKEN_OVER,
        ENDED,
        SIGNED_OUT,
        /** The server no longer speaks with this version of the app. */
        VERSION
    }
}
