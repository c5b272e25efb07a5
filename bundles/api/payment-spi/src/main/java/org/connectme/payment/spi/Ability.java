package org.connectme.payment.spi;

/** What not every payment service can do. A provider that does not name one is never asked for it. */
public enum Ability {
    /** A capture may be less than the hold; what is left is released by the service. */
    PARTIAL_CAPTURE,
    /** A hold may be raised to a new total ({@link PaymentProvider#raise}). */
    RAISE,
    /** A card may be saved now and held later, with the customer away ({@link PaymentProvider#save}). */
    SAVED_CARDS,
    /** Captured money may be given back, wholly or in parts ({@link PaymentProvider#refund}). */
    REFUND,
    /** An operation can be found by its key for as long as its payment exists ({@link PaymentProvider#find}). */
    LOOKUP,
    /** All payments of a span of time can be listed ({@link PaymentProvider#reconcile}). */
    RECONCILE,
    /** The service calls when something happened ({@link PaymentProvider#webhook}). */
    WEBHOOKS,
    /** What is captured can be shared between the platform and the consultant's own account. */
    SPLIT
}
