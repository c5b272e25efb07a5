package org.connectme.plugin.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes calls as the service would send them. */
@ConsumerType
public interface Calls {

    /** With what a call is signed. */
    enum Signature {
        /** The secret in force. */
        CURRENT,
        /** As the service signs while its secret is being replaced. */
        ROTATING,
        /** Only a secret that is no longer in force. */
        RETIRED
    }

    /** @param headers names in lower case */
    record Call(byte[] body, Map<String, List<String>> headers) {}

    /**
     * Something happened to a consultation's payment.
     *
     * @param sent when, in whole seconds
     */
    Call about(String consultation, Instant sent, Signature signature);

    /** Genuine, but of no interest; empty if the service sends nothing of that kind. */
    default Optional<Call> ofNoInterest(Instant sent) {
        return Optional.empty();
    }

    /** How far a call's time may be from ours, to either side. */
    default Duration tolerance() {
        return Duration.ofMinutes(5);
    }
}
