package org.connectme.simulation;

import java.util.Optional;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.ClientForm;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Descriptor;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Refund;

/** A payment plug-in with one planted bug in front of the true one. */
final class BuggyLine implements PaymentProvider {

    private final PaymentProvider line;
    private final Bug bug;
    private int tries;

    BuggyLine(PaymentProvider line, Bug bug) {
        this.line = line;
        this.bug = bug;
    }

    @Override
    public Outcome<Authorisation> authorise(Authorise request) {
        Outcome<Authorisation> outcome = line.authorise(request);
        boolean guesses = bug == Bug.UNKNOWN_IS_NO && outcome instanceof Outcome.Unknown;
        return guesses ? new Outcome.Declined<>(Decline.PROCESSING_ERROR) : outcome;
    }

    @Override
    public Outcome<Payment> capture(Capture request) {
        if (bug == Bug.NEW_CAPTURE_KEY) {
            tries++;
            return line.capture(new Capture(request.operation() + tries, request.reference(), request.amount()));
        }
        return line.capture(request);
    }

    @Override
    public Descriptor descriptor() {
        return line.descriptor();
    }

    @Override
    public Optional<Capabilities> capabilities(String currency) {
        return line.capabilities(currency);
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        return line.resume(operation, reference, answer);
    }

    @Override
    public Outcome<Payment> release(String operation, String reference) {
        return line.release(operation, reference);
    }

    @Override
    public Outcome<Payment> refund(Refund request) {
        if (bug == Bug.NEW_REFUND_KEY) {
            tries++;
            return line.refund(new Refund(request.operation() + tries, request.reference(), request.amount()));
        }
        return line.refund(request);
    }

    @Override
    public Outcome<Payment> fetch(String reference) {
        return line.fetch(reference);
    }

    @Override
    public Outcome<Optional<Payment>> find(String operation) {
        return line.find(operation);
    }

    @Override
    public ClientForm form() {
        return line.form();
    }
}
