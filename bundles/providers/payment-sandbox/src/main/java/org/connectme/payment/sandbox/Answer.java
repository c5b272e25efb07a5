package org.connectme.payment.sandbox;

import java.util.function.Function;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.jspecify.annotations.Nullable;

/** What the sandbox says to an operation. All but {@link NotExecuted} is remembered with its key. */
sealed interface Answer {

    record Done(Payment payment) implements Answer {}

    /** @param payment that the card was refused for */
    record Declined(Payment payment, Decline reason) implements Answer {}

    record Rejected(String code) implements Answer {}

    /** Pretended: the key stays unused. */
    record NotExecuted() implements Answer {}

    /** The payment that the answer is about. */
    default @Nullable Payment about() {
        if (this instanceof Done done) {
            return done.payment();
        }
        return this instanceof Declined declined ? declined.payment() : null;
    }

    default <T> Outcome<T> outcome(Function<Payment, T> value) {
        if (this instanceof Done done) {
            return new Outcome.Done<>(value.apply(done.payment()));
        }
        if (this instanceof Declined declined) {
            return new Outcome.Declined<>(declined.reason());
        }
        return this instanceof Rejected rejected
                ? new Outcome.Rejected<>(rejected.code())
                : new Outcome.NotExecuted<>("try-again");
    }
}
