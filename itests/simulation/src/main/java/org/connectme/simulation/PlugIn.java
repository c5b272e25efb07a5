package org.connectme.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.payment.spi.Amount;
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
import org.connectme.payment.spi.Probe;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.Save;
import org.connectme.payment.spi.Statement;
import org.connectme.payment.spi.Webhook;

/** One installed version of a payment plug-in, perhaps with one planted bug. */
final class PlugIn implements PaymentProvider {

    private final PaymentProvider line;
    private final Bug bug;
    private final int version;
    private int tries;

    PlugIn(PaymentProvider line, Bug bug, int version) {
        this.line = line;
        this.bug = bug;
        this.version = version;
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
        Descriptor same = line.descriptor();
        return new Descriptor(same.id(), "1." + version, same.name(), same.test());
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
    public Outcome<Authorisation> save(Save request) {
        return line.save(request);
    }

    @Override
    public Outcome<Authorisation> raise(Raise request) {
        if (bug == Bug.NEW_RAISE_KEY) {
            tries++;
            Amount more = new Amount(
                    request.total().minorUnits() + tries, request.total().currency());
            line.raise(new Raise(request.operation() + tries, request.reference(), more));
        }
        return line.raise(request);
    }

    @Override
    public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
        return line.reconcile(from, to, cursor);
    }

    @Override
    public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
        return line.webhook(body, headers, received);
    }

    @Override
    public Outcome<Probe> probe() {
        return line.probe();
    }

    @Override
    public ClientForm form() {
        return line.form();
    }
}
