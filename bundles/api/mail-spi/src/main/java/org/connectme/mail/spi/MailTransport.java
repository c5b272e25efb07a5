package org.connectme.mail.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes mail. Any thread; blocks for at most 30 s. The active transport with the highest service ranking is used. */
@ConsumerType
public interface MailTransport {

    Delivery send(Mail mail);

    /** What became of a message. */
    sealed interface Delivery {
        /** The next server (or the outbox) has taken responsibility for it. */
        record Accepted() implements Delivery {}

        /** Will never be taken as it is (5xx of RFC 5321): repeating is of no use. */
        record Refused(String reason) implements Delivery {}

        /** Not now: try again. */
        record Later(String reason) implements Delivery {}
    }
}
