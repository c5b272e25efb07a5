package org.connectme.wire.socket;

import java.time.Instant;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The gateway's sockets. A seat is one place at the server that one page at a time can take, such as
 * "consultation/1c8e…/CUSTOMER"; its meaning is known to the {@link SocketHandler} only. Any thread; never blocks on
 * the network.
 */
@ProviderType
public interface Sockets {

    /**
     * Queues a message. It arrives once and in order even over a reconnect, as long as the seat's session lasts.
     *
     * @param message a JSON object
     * @return false if nobody holds the seat's session, or its queue (512 messages, 1 MiB) is full, which ends it
     */
    boolean send(String seat, String message);

    /** As {@link #send}, but dropped rather than kept when the seat is not connected now. */
    boolean sendNow(String seat, String message);

    /** Ends session and socket. @param code a {@link CloseCode} */
    void close(String seat, int code);

    /** Connected seats, with the instant anything (a pong counts) was last heard of each. */
    Map<String, Instant> connected();

    /** When these sockets began to be served: whoever was connected before was cut by the server, not by a network. */
    Instant since();

    /**
     * The clock by which {@link #connected}, {@link #since} and {@link SocketHandler#disconnected} speak. Monotonic,
     * but its own: who needs another clock's instant takes the difference to this one.
     */
    Instant now();
}
