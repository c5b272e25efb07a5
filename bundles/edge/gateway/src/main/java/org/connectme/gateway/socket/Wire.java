package org.connectme.gateway.socket;

/** One open WebSocket, seen from the session layer. Any thread; nothing here blocks on the network. */
public interface Wire {

    void text(String frame);

    void ping();

    /** Starts the closing handshake. */
    void close(int code);

    /** Cuts the connection, whatever the other end does. */
    void abort();

    /** What was handed over and has not left yet. */
    long unsentBytes();
}
