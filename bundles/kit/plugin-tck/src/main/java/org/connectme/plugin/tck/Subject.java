package org.connectme.plugin.tck;

import java.util.Optional;
import java.util.Set;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.TestCards;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A plug-in under test together with the service behind it, for one case. What is left at its default is not proved:
 * the cases that need it are skipped, and the report names them.
 */
@ConsumerType
public interface Subject extends AutoCloseable {

    /** A new instance, as after a restart of the server: the same configuration, and the same service behind it. */
    PaymentProvider provider();

    /**
     * An instance goes because its plug-in is replaced or removed, perhaps while it is at work. Does what the component's
     * deactivation does.
     */
    default void stop(PaymentProvider provider) {}

    /** Methods that work without a form. */
    default TestCards cards() {
        return provider()
                .testCards()
                .orElseThrow(() -> new IllegalStateException(
                        "Neither does the provider name test cards, nor does its Subject override cards()"));
    }

    /** ISO 4217 code of the currency for most cases; the provider must take it. */
    default String currency() {
        return "EUR";
    }

    /**
     * The cardholder confirms or refuses a challenge at the service. Does nothing where the form's own answer says which
     * ({@link TestCards.Challenged}).
     */
    default void cardholder(String reference, boolean confirms) {}

    /** What must appear nowhere: keys, passwords, secrets of webhooks, as the provider is configured with them. */
    default Set<String> secrets() {
        return Set.of();
    }

    /** What was logged since this subject was made, beside standard output, standard error and java.util.logging. */
    default String log() {
        return "";
    }

    /** The line between provider and service, if it can be disturbed. */
    default Optional<Wire> wire() {
        return Optional.empty();
    }

    /** The service's clock, if it can be advanced. */
    default Optional<Time> time() {
        return Optional.empty();
    }

    /** The service's own books, if they can be read past the provider. */
    default Optional<Books> books() {
        return Optional.empty();
    }

    /** How the service shares what is captured, if the provider is configured so for this case. */
    default Optional<Shares> shares() {
        return Optional.empty();
    }

    /** Asked for once a case: a method that is held, and whose raise the service then refuses; empty if there is none. */
    default Optional<String> raiseRefused() {
        return Optional.empty();
    }

    /** The service's way to call, if it has one. */
    default Optional<Calls> calls() {
        return Optional.empty();
    }

    /** The case is over. */
    @Override
    default void close() throws Exception {}
}
