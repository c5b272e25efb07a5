package org.connectme.gateway.socket;

/** One call to the handler that waits its turn at a seat. Instants are of the monotonic clock, in nanoseconds. */
sealed interface Call {

    record Connected(boolean resumed) implements Call {}

    record Received(PageSession session, long number, String type, String body, long at) implements Call {}

    record Disconnected(long lastHeard) implements Call {}

    /** Is this page still allowed here? */
    record Recheck(Connection connection) implements Call {}
}
