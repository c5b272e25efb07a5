package org.connectme.plugin.tck;

import java.math.BigDecimal;
import org.osgi.annotation.versioning.ConsumerType;

/** How what is captured is shared with a seller, read past the provider. Amounts in whole units of the currency. */
@ConsumerType
public interface Shares {

    /** The id of a consultant with whom the provider shares, as it is configured for the case. */
    String seller();

    /** What of a payment is this seller's in the end, as the provider is configured. */
    BigDecimal share(BigDecimal paid);

    /** What has gone on to this seller's own account for a consultation by the service's books, less what was taken back. */
    BigDecimal paidOut(String consultation);
}
