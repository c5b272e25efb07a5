package org.connectme.wire.socket;

import java.time.Instant;
import java.util.Optional;
import org.connectme.wire.http.Request;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What stands behind the sockets. Registered as a service. Calls for one seat come one after another; while the
 * handler is being replaced they wait, a disconnection as long as it takes.
 */
@ConsumerType
public interface SocketHandler {

    /**
     * Decides before the upgrade, from cookies and query, which seat the page may take; empty refuses with 403. Asked
     * again every 15 s with the same request: a page that may no longer sit there is closed with 4003.
     */
    Optional<String> admit(Request upgrade);

    /** The seat is connected. @param resumed false when the page starts anew and no earlier message will be repeated */
    void connected(String seat, boolean resumed);

    /**
     * What throws was not taken: the page will repeat it, and is cut off at the twentieth time.
     *
     * @param type    the message's "t"
     * @param message the JSON object as sent, at most 64 KiB
     */
    void received(String seat, String type, String message);

    /**
     * Takes a message on the very thread that read it, if that needs no waiting at all: no database, no network, no lock
     * that others hold for long. Spares a change of threads to what is only passed on. Comes in the same order as
     * {@link #received}, and what it throws means the same.
     *
     * @return false if nothing was done; {@link #received} is called then
     */
    default boolean receivedAtOnce(String seat, String type, String message) {
        return false;
    }

    /** The socket closed, or nothing was heard for 10 s. Repeated until it does not throw. */
    void disconnected(String seat, Instant lastHeard);
}
