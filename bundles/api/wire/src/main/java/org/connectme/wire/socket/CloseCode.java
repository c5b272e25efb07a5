package org.connectme.wire.socket;

/** WebSocket close codes of our own (RFC 6455, 4000-4999) beside the standard ones. */
public final class CloseCode {

    /** Another page took the seat; do not reconnect by yourself. */
    public static final int TAKEN_OVER = 4001;
    /** The consultation is over; do not reconnect. */
    public static final int ENDED = 4002;
    /** The session is no longer signed in. */
    public static final int SIGNED_OUT = 4003;
    /** Nothing was heard for too long; reconnect. */
    public static final int SILENT = 4004;
    /** A message broke the protocol. */
    public static final int PROTOCOL = 4005;
    /** Too many messages. */
    public static final int FLOODED = 4006;
    /** No version of the protocol in common: reload the page. */
    public static final int VERSION = 4007;

    private CloseCode() {}
}
