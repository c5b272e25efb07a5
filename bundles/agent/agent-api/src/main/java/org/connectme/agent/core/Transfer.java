package org.connectme.agent.core;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file, or text of a clipboard, that goes from one side to the other, or went.
 *
 * @param incoming from the consultant to this computer
 * @param name safe to be shown and to be a file's; empty for text
 * @param bytes as announced: never more are taken
 * @param done that went over until now
 * @param why a stable code such as "exchange.disk" when it came to nothing; else empty
 * @param place where the file lies once it is whole; absent for text and for what is sent
 * @param answerUntilNanos while it is asked about, until when, by {@link System#nanoTime()}; else 0
 */
public record Transfer(
        String id,
        Kind kind,
        boolean incoming,
        String name,
        long bytes,
        long done,
        State state,
        String why,
        @Nullable Path place,
        long answerUntilNanos) {

    public enum Kind {
        FILE,
        TEXT
    }

    public enum State {
        /** The person here, or the other side, has not said yes yet. */
        ASKED,
        RUNNING,
        DONE,
        /** It came to nothing, and nothing of it was kept. */
        ENDED
    }
}
