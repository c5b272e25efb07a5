package org.connectme.payment.gate;

import static org.connectme.payment.gate.Promise.unless;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.TestCards;

/**
 * The promises about money, tested with the provider's own test cards where its keys are for tests. What is held in
 * passing is released or captured again. Our reference of these payments begins with "gate-" and is no consultation's.
 */
final class MoneyCases {

    /** What is held: far above the smallest charge of any currency. */
    private static final long TIMES_THE_MINIMUM = 10;

    private final String run = "gate-" + UUID.randomUUID();
    private final TestCards cards;
    private final String currency;
    private final Capabilities can;
    private final Amount whole;
    private final Amount part;

    MoneyCases(PaymentProvider provider, TestCards cards) {
        this.cards = cards;
        List<String> taken = Contract.taken(provider);
        this.currency = taken.contains("EUR") ? "EUR" : taken.get(0);
        this.can = provider.capabilities(currency).orElseThrow();
        long quantum = can.quantum();
        long units = Math.min(can.maximum() / 2, can.minimum() * TIMES_THE_MINIMUM);
        this.whole = new Amount(Math.max(quantum, units - units % quantum), currency);
        long half = whole.minorUnits() / 2;
        this.part = new Amount(Math.max(quantum, half - half % quantum), currency);
    }

    List<Promise> promises() {
        return List.of(
                new Promise("holds once with one key", this::holdsOnce),
                new Promise("refuses one key with other arguments", this::otherArguments),
                new Promise("takes part of a hold once", this::capturesOnce),
                new Promise("takes no more than is held", this::neverMore),
                new Promise("releases a hold, and takes nothing after that", this::releases),
                new Promise("does not release what was taken", this::releaseIsNoRefund),
                new Promise("gives back up to what was taken", this::refunds),
                new Promise("raises a hold to a new total", this::raises),
                new Promise("finds a hold by its key", this::finds),
                new Promise("declines for the reason it names", this::declines),
                new Promise("asks the cardholder and goes on", this::challenges));
    }

    private Optional<String> holdsOnce(PaymentProvider provider) {
        Authorise request = request("once", whole, cards.good());
        Outcome<Authorisation> first = provider.authorise(request);
        if (!(first instanceof Outcome.Done<Authorisation> done)
                || !(done.value() instanceof Authorisation.Held held)
                || !held.amount().equals(whole)) {
            return Optional.of("the good card is not held: " + first);
        }
        Outcome<Authorisation> second = provider.authorise(request);
        boolean same = second instanceof Outcome.Done<Authorisation> again
                && again.value().reference().equals(held.reference());
        return same
                ? unless(provider.serves(held.reference()), "it does not serve what it has just held")
                        .or(() -> freed(provider, "once", held.reference()))
                : Optional.of("the same key answers differently: " + second);
    }

    private Optional<String> otherArguments(PaymentProvider provider) {
        String reference = hold(provider, "other");
        Outcome<Authorisation> outcome = provider.authorise(request("other", part, cards.good()));
        return outcome instanceof Outcome.Rejected
                ? freed(provider, "other", reference)
                : Optional.of("one key with another amount answers " + outcome);
    }

    private Optional<String> capturesOnce(PaymentProvider provider) {
        String reference = hold(provider, "capture");
        Capture request = new Capture(key("capture", "c"), reference, part);
        Outcome<Payment> first = provider.capture(request);
        Outcome<Payment> same = provider.capture(request);
        Outcome<Payment> other = provider.capture(new Capture(key("capture", "d"), reference, part));
        return unless(captured(first) == part.minorUnits(), "a partial capture answers " + first)
                .or(() -> unless(captured(same) == part.minorUnits(), "the same capture again answers " + same))
                .or(() -> unless(!(other instanceof Outcome.Done), "a second capture is executed"))
                .or(() ->
                        unless(captured(provider.fetch(reference)) == part.minorUnits(), "fetch() tells another sum"));
    }

    private Optional<String> neverMore(PaymentProvider provider) {
        String reference = hold(provider, "more");
        Amount more = new Amount(whole.minorUnits() + can.quantum(), currency);
        Outcome<Payment> outcome = provider.capture(new Capture(key("more", "c"), reference, more));
        return outcome instanceof Outcome.Rejected
                ? freed(provider, "more", reference)
                : Optional.of("a capture above the hold answers " + outcome);
    }

    private Optional<String> releases(PaymentProvider provider) {
        String reference = hold(provider, "release");
        Optional<String> problem = freed(provider, "release", reference);
        Outcome<Payment> again = provider.release(key("release", "again"), reference);
        Outcome<Payment> capture = provider.capture(new Capture(key("release", "c"), reference, part));
        return problem.or(() -> unless(again instanceof Outcome.Done, "a second release answers " + again))
                .or(() ->
                        unless(capture instanceof Outcome.Rejected, "a capture after the release answers " + capture));
    }

    private Optional<String> releaseIsNoRefund(PaymentProvider provider) {
        String reference = hold(provider, "taken");
        Outcome<Payment> capture = provider.capture(new Capture(key("taken", "c"), reference, part));
        Outcome<Payment> release = provider.release(key("taken", "r"), reference);
        return unless(capture instanceof Outcome.Done, "a capture answers " + capture)
                .or(() ->
                        unless(release instanceof Outcome.Rejected, "a release after the capture answers " + release));
    }

    private Optional<String> refunds(PaymentProvider provider) {
        if (!can.can(Ability.REFUND)) {
            return Optional.empty();
        }
        String reference = hold(provider, "refund");
        Outcome<Payment> capture = provider.capture(new Capture(key("refund", "c"), reference, part));
        Refund all = new Refund(key("refund", "a"), reference, part);
        Outcome<Payment> first = provider.refund(all);
        Outcome<Payment> same = provider.refund(all);
        Outcome<Payment> more =
                provider.refund(new Refund(key("refund", "b"), reference, new Amount(can.quantum(), currency)));
        return unless(capture instanceof Outcome.Done, "a capture answers " + capture)
                .or(() -> unless(refunded(first) == part.minorUnits(), "a refund answers " + first))
                .or(() -> unless(refunded(same) == part.minorUnits(), "the same refund again answers " + same))
                .or(() -> unless(more instanceof Outcome.Rejected, "a refund of more answers " + more));
    }

    private Optional<String> raises(PaymentProvider provider) {
        if (!can.can(Ability.RAISE)) {
            return Optional.empty();
        }
        String reference = hold(provider, "raise");
        Amount total = new Amount(whole.minorUnits() + can.quantum(), currency);
        Outcome<Authorisation> outcome = provider.raise(new Raise(key("raise", "u"), reference, total));
        boolean raised = outcome instanceof Outcome.Done<Authorisation> done
                && done.value() instanceof Authorisation.Held held
                && held.amount().equals(total)
                && held.reference().equals(reference);
        return raised ? freed(provider, "raise", reference) : Optional.of("a raise answers " + outcome);
    }

    private Optional<String> finds(PaymentProvider provider) {
        if (!can.can(Ability.LOOKUP)) {
            return Optional.empty();
        }
        String reference = hold(provider, "find");
        Outcome<Optional<Payment>> outcome = provider.find(key("find", "h"));
        boolean found = outcome instanceof Outcome.Done<Optional<Payment>> done
                && done.value()
                        .filter(payment -> payment.reference().equals(reference)
                                && payment.state() == Payment.State.HELD
                                && payment.held() == whole.minorUnits())
                        .isPresent();
        return found ? freed(provider, "find", reference) : Optional.of("find() answers " + outcome);
    }

    private Optional<String> declines(PaymentProvider provider) {
        int number = 0;
        for (Map.Entry<String, Decline> card : cards.declined().entrySet()) {
            number++;
            Outcome<Authorisation> outcome = provider.authorise(request("declined" + number, whole, card.getKey()));
            if (!outcome.equals(new Outcome.Declined<>(card.getValue()))) {
                return Optional.of("the card for " + card.getValue() + " answers " + outcome);
            }
        }
        return Optional.empty();
    }

    private Optional<String> challenges(PaymentProvider provider) {
        if (cards.challenge().isEmpty()) {
            return Optional.empty();
        }
        TestCards.Challenged card = cards.challenge().get();
        Outcome<Authorisation> yes = resumed(provider, "yes", card.method(), card.confirm());
        if (!(yes instanceof Outcome.Done<Authorisation> done) || !(done.value() instanceof Authorisation.Held held)) {
            return Optional.of("a confirmed challenge answers " + yes);
        }
        Outcome<Authorisation> no = resumed(provider, "no", card.method(), card.refuse());
        return unless(
                        no.equals(new Outcome.Declined<>(Decline.AUTHENTICATION_FAILED)),
                        "a refused challenge answers " + no)
                .or(() -> freed(provider, "yes", held.reference()));
    }

    private Outcome<Authorisation> resumed(PaymentProvider provider, String name, String method, String answer) {
        Outcome<Authorisation> asked = provider.authorise(request(name, whole, method));
        boolean isAsked =
                asked instanceof Outcome.Done<Authorisation> done && done.value() instanceof Authorisation.Challenge;
        return isAsked
                ? provider.resume(
                        key(name, "resume"),
                        ((Outcome.Done<Authorisation>) asked).value().reference(),
                        answer)
                : asked;
    }

    /** @throws IllegalStateException if the good card is not held, which the first promise is about */
    private String hold(PaymentProvider provider, String name) {
        Outcome<Authorisation> outcome = provider.authorise(request(name, whole, cards.good()));
        if (outcome instanceof Outcome.Done<Authorisation> done && done.value() instanceof Authorisation.Held held) {
            return held.reference();
        }
        throw new IllegalStateException("the good card is not held: " + outcome);
    }

    private Optional<String> freed(PaymentProvider provider, String name, String reference) {
        Outcome<Payment> outcome = provider.release(key(name, "r"), reference);
        boolean isFree =
                outcome instanceof Outcome.Done<Payment> done && done.value().state() == Payment.State.RELEASED;
        return unless(isFree, "a release answers " + outcome);
    }

    private Authorise request(String name, Amount amount, String method) {
        return new Authorise(key(name, "h"), run, "gate", amount, method, "CONNECTME TEST", Optional.empty(), true);
    }

    private String key(String name, String step) {
        return run + "-" + name + "-" + step;
    }

    private static long captured(Outcome<Payment> outcome) {
        return outcome instanceof Outcome.Done<Payment> done ? done.value().captured() : -1;
    }

    private static long refunded(Outcome<Payment> outcome) {
        return outcome instanceof Outcome.Done<Payment> done ? done.value().refunded() : -1;
    }
}
