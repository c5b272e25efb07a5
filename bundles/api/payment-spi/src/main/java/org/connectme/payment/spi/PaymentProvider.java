package org.connectme.payment.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A payment service behind one plug-in, registered as an OSGi service of this type.
 *
 * <ul>
 *   <li><b>State</b>: none towards the host. Everything a later call needs is in its arguments, so that another
 *       instance, after a restart or of a newer version, can go on.
 *   <li><b>Threads</b>: called from several at once.
 *   <li><b>Time</b>: each call should end within 20 s; then it is interrupted, and what it did is {@link
 *       Outcome.Unknown} to the host. What it answers after that is not heard.
 *   <li><b>Keys</b>: each {@code operation} is an idempotency key. The same key with the same arguments answers the same
 *       without doing it again, for at least {@link Capabilities#keyWindow}; with other arguments it is Rejected.
 *   <li><b>Errors</b>: a provider never throws for what the service said. What it does throw is Unknown to the host.
 *   <li><b>Secrets</b>: none in a log, an exception's message, a {@code toString} or a {@code code}.
 * </ul>
 */
@ConsumerType
public interface PaymentProvider {

    /** The code of a Rejected operation that needs an {@link Ability} which the provider does not name. */
    String NOT_SUPPORTED = "not-supported";

    /** Who this is. Answers at once, without the network. */
    Descriptor descriptor();

    /**
     * What the service can do in a currency. Answers at once, without the network.
     *
     * @param currency ISO 4217 code
     * @return empty if it does not take it
     */
    Optional<Capabilities> capabilities(String currency);

    /**
     * Whether this version can serve a payment that it, or another version of the same provider, began. The newest
     * version that says yes serves it; an old version is kept until no open money needs it. Answers at once, without
     * the network.
     *
     * @param reference of a hold, a saved card or a capture
     */
    default boolean serves(String reference) {
        return true;
    }

    /**
     * Places a hold. Done with a {@link Authorisation.Challenge} asks for the cardholder's own confirmation; then {@link
     * #resume}. With the customer away there is no challenge: a card that wants one is Declined with
     * {@link Decline#AUTHENTICATION_REQUIRED}.
     */
    Outcome<Authorisation> authorise(Authorise request);

    /**
     * Saves a card. Done with {@link Authorisation.Saved}, or with a challenge and then {@link #resume}.
     *
     * @see Ability#SAVED_CARDS
     */
    default Outcome<Authorisation> save(Save request) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    /**
     * Goes on after a challenge.
     *
     * @param operation idempotency key, another than that of the operation that was challenged
     * @param reference the challenged payment's
     * @param answer    what the provider's own form returned; from outside, so not to be trusted
     */
    Outcome<Authorisation> resume(String operation, String reference, String answer);

    /**
     * Raises a hold to a new total. Declined leaves the hold as it was.
     *
     * @see Ability#RAISE
     */
    default Outcome<Authorisation> raise(Raise request) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    /** Takes money from a hold, once and finally; what is left of the hold is released by the service. */
    Outcome<Payment> capture(Capture request);

    /**
     * Frees a hold, gives up a challenge, or forgets a saved card. Done also if it had expired or been released before;
     * Rejected once captured: a release is no refund.
     *
     * @param operation idempotency key
     */
    Outcome<Payment> release(String operation, String reference);

    /** Gives back all or part of what was captured. Refunds of one payment add up to at most what was captured. */
    Outcome<Payment> refund(Refund request);

    /** The payment as the service knows it. Rejected if it knows none of that name. */
    Outcome<Payment> fetch(String reference);

    /**
     * Looks up what an {@code authorise} or {@code save} led to, by the key it was sent with. Works long after the key
     * window, and sees what was done a second ago.
     *
     * @return Done(empty) only if the service certainly never did it; Unknown if it cannot tell yet
     */
    Outcome<Optional<Payment>> find(String operation);

    /**
     * One page of the payments that were created in a span of time, each exactly once over all pages.
     *
     * @param from   inclusive
     * @param to     exclusive, and in the past
     * @param cursor {@link Statement#next} of the page before; empty for the first
     * @see Ability#RECONCILE
     */
    default Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    /**
     * Judges a call by the service. Pure: no network, no state, no clock but {@code received}.
     *
     * @param body     as it came, at most 256 KiB
     * @param headers  names in lower case
     * @param received when it came
     * @see Ability#WEBHOOKS
     */
    default Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
        return new Webhook.Forged(NOT_SUPPORTED);
    }

    /** Asks the service whether it can be used as configured. Has no side effect. */
    Outcome<Probe> probe();

    /** The form in which a customer enters a card. Answers at once, without the network. */
    ClientForm form();

    /**
     * The same code with test keys, where the operator has given some beside the real ones: what moves money is proved
     * with it before customers see this provider. Its descriptor and its {@link #probe} say that it is a test. Answers at
     * once, without the network.
     */
    default Optional<PaymentProvider> rehearsal() {
        return Optional.empty();
    }

    /** Methods to prove the provider with; only with test keys. */
    default Optional<TestCards> testCards() {
        return Optional.empty();
    }
}
