package org.connectme.gateway.socket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page sent over its socket. */
sealed interface Frame {

    record Hello(List<Integer> versions, @Nullable Resume resume) implements Frame {}

    /** @param seen number of the last message the page received in that session */
    record Resume(String session, long seen) {}

    /**
     * @param number       the page's own count from 1; 0 for a message that is not repeated when it gets lost
     * @param acknowledged number of the last message the page received
     * @param body         the message as sent
     */
    record Message(long number, long acknowledged, String type, String body) implements Frame {}

    record Acknowledgement(long acknowledged) implements Frame {}

    /** Not a frame of this protocol. */
    record Broken(String why) implements Frame {}
}
