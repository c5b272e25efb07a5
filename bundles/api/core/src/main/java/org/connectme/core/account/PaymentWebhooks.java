package org.connectme.core.account;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Takes the calls of payment services. Any thread; may block on the database. */
@ProviderType
public interface PaymentWebhooks {

    /** What is answered to a service. */
    enum Answer {
        /** Genuine; whatever it named is looked at again. Repeats and any order do no harm. */
        TAKEN,
        /** Not from the service, or altered, or not of this time. */
        REFUSED,
        /** No such provider here now. */
        NO_PROVIDER,
        /** Right, but it could not be noted: the service is to call again. */
        LATER
    }

    /**
     * @param provider id, as in the address that was called
     * @param body     as it came
     * @param headers  by lower-case name
     */
    Answer receive(String provider, byte[] body, Map<String, List<String>> headers);
}
