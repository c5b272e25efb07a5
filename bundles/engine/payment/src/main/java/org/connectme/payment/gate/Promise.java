package org.connectme.payment.gate;

import java.util.Optional;
import org.connectme.payment.spi.PaymentProvider;

/** One promise of the payment SPI, and how it is put to the test. */
record Promise(String name, Proof proof) {

    /** May throw whatever the plug-in throws; that breaks the promise, too. */
    interface Proof {

        /** @return what is wrong, in words for an operator; empty if it holds or is not asked of this provider */
        Optional<String> broken(PaymentProvider provider);
    }

    static Optional<String> unless(boolean holds, String problem) {
        return holds ? Optional.empty() : Optional.of(problem);
    }
}
