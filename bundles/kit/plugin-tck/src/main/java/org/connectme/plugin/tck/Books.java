package org.connectme.plugin.tck;

import java.math.BigDecimal;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The service's own books, read past the provider: only they show that both sides count in the same unit. */
@ConsumerType
public interface Books {

    /** All payments that were made for a consultation, without those that were declined. */
    List<Entry> of(String consultation);

    /**
     * One payment. Amounts in whole units of the currency, so 12.34 for 1234 cents and 500 for 500 yen.
     *
     * @param reference the service's own name of it
     */
    record Entry(String reference, BigDecimal held, BigDecimal captured, BigDecimal refunded) {}
}
