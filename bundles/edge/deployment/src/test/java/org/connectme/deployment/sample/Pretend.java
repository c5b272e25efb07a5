package org.connectme.deployment.sample;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.osgi.framework.FrameworkUtil;

/** A plug-in of its bundle's version. It goes on only with what begins with that version, or with "any". */
public final class Pretend implements PaymentProvider {

    /** The system property under which the service is. */
    public static final String SERVICE = "connectme.test.pretend";

    private final String version =
            FrameworkUtil.getBundle(Pretend.class).getVersion().toString();

    @Override
    public Descriptor descriptor() {
        return new Descriptor("pretend", version, "Pretend", true);
    }

    @Override
    public boolean serves(String reference) {
        return reference.startsWith(version) || reference.startsWith("any");
    }

    @Override
    public Optional<Capabilities> capabilities(String currency) {
        return Optional.empty();
    }

    @Override
    public Outcome<Authorisation> authorise(Authorise request) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    /**
     * At the service under {@link #SERVICE}, which is of the JDK's own types because other bundles' are not the test's:
     * an amount for each key, and latches for "asked" and "answers".
     */
    @Override
    public Outcome<Payment> capture(Capture request) {
        if (!(System.getProperties().get(SERVICE) instanceof Map<?, ?> service)) {
            return new Outcome.Rejected<>(NOT_SUPPORTED);
        }
        long amount = request.amount().minorUnits();
        ((AtomicInteger) service.get(request.operation())).compareAndSet(0, (int) amount);
        ((CountDownLatch) service.get("asked")).countDown();
        try {
            ((CountDownLatch) service.get("answers")).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown<>("interrupted");
        }
        return new Outcome.Done<>(new Payment(
                request.reference(), State.CAPTURED, "EUR", amount, amount, 0, "visa", "4242", Instant.MAX));
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
        return new Outcome.Rejected<>(NOT_SUPPORTED);
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
