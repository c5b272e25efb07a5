package org.connectme.itests.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.ClientForm;
import org.connectme.payment.spi.Descriptor;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.connectme.payment.spi.Refund;

/** A payment service that is asked over a network: each answer takes its time. Every reference is a hold of its. */
final class SlowService implements PaymentProvider {

    private final Duration latency;
    private final Map<String, Outcome<Payment>> captured = new ConcurrentHashMap<>();

    SlowService(Duration latency) {
        this.latency = latency;
    }

    /** How many different holds something was taken from. */
    int captures() {
        return captured.size();
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(PaidCalls.PROVIDER, "1.0.0", "Slow", true);
    }

    @Override
    public Optional<Capabilities> capabilities(String currency) {
        return Optional.of(new Capabilities(
                50, 99_999_999, 1, Duration.ofDays(7), Duration.ofDays(1), EnumSet.of(Ability.PARTIAL_CAPTURE)));
    }

    @Override
    public Outcome<Payment> capture(Capture request) {
        answer();
        return captured.computeIfAbsent(
                request.reference(),
                reference -> new Outcome.Done<>(new Payment(
                        reference,
                        State.CAPTURED,
                        request.amount().currency(),
                        request.amount().minorUnits(),
                        request.amount().minorUnits(),
                        0,
                        "visa",
                        "4242",
                        Instant.MAX)));
    }

    private void answer() {
        long end = System.nanoTime() + latency.toNanos();
        for (long left = latency.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public Outcome<Authorisation> authorise(Authorise request) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    @Override
    public Outcome<Payment> release(String operation, String reference) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    @Override
    public Outcome<Payment> refund(Refund request) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    @Override
    public Outcome<Payment> fetch(String reference) {
        answer();
        return captured.getOrDefault(reference, new Outcome.Rejected<>("unknown"));
    }

    @Override
    public Outcome<Optional<Payment>> find(String operation) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    @Override
    public Outcome<Probe> probe() {
        return new Outcome.Done<>(new Probe("nobody", true));
    }

    @Override
    public ClientForm form() {
        return new ClientForm(new byte[] {1}, "{}", "");
    }
}
