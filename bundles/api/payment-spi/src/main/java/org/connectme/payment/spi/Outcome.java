package org.connectme.payment.spi;

/**
 * What became of a call to the payment service. A provider never throws for what the service said; what it does
 * throw, and a passed deadline, the host takes for {@link Unknown}.
 */
public sealed interface Outcome<T> {

    /** The service did it, now or when this same operation was asked before. */
    record Done<T>(T value) implements Outcome<T> {}

    /** The card's bank or the service's rules said no to this card; another card may do. */
    record Declined<T>(Decline reason) implements Outcome<T> {}

    /** The request itself is wrong (state, amount, reference): repeating it will not help. {@code code} is the service's. */
    record Rejected<T>(String code) implements Outcome<T> {}

    /** Certainly not done (no connection, rate limit, "try again"): may be repeated with the same operation. */
    record NotExecuted<T>(String code) implements Outcome<T> {}

    /** Nobody knows (lost answer, cut connection, unreadable answer): to be looked up, never guessed. */
    record Unknown<T>(String code) implements Outcome<T> {}
}
