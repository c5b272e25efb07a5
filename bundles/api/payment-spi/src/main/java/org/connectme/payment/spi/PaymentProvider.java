package org.connectme.payment.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A payment service behind one plug-in. Registered as a service; stateless towards the host: everything a later call
 * needs is in its arguments. Called from several threads at once; each call should end within 20 s and must survive
 * being interrupted. Every {@code operation} is an idempotency key: the same key with the same arguments answers the
 * same, without doing it again; with other arguments it is Rejected.
 */
@ConsumerType
public interface PaymentProvider {

    Descriptor descriptor();

    /** What the service can do in a currency; empty if it does not take it. @param currency ISO 4217 code */
    Optional<Capabilities> capabilities(String currency);

    /** Places a hold. Done with state CHALLENGE asks for the cardholder's own confirmation; then {@link #resume}. */
    Outcome<Authorisation> authorise(Authorise request);

    /** Goes on after the challenge. @param answer what the provider's own form returned from it */
    Outcome<Authorisation> resume(String operation, String reference, String answer);

    /** Takes money from a hold, once and finally; what is left of the hold is released by the service. */
    Outcome<Payment> capture(Capture request);

    /** Frees a hold. Done also if it had expired or been released before. */
    Outcome<Payment> release(String operation, String reference);

    /** Gives back all or part of what was captured. Refunds of one payment add up to at most what was captured. */
    Outcome<Payment> refund(Refund request);

    /** The payment as the service knows it. */
    Outcome<Payment> fetch(String reference);

    /** Looks up what an operation led to, by the key it was sent with; Done(empty) if the service never saw it. */
    Outcome<Optional<Payment>> find(String operation);

    /** The form in which a customer enters a card. */
    ClientForm form();
}
