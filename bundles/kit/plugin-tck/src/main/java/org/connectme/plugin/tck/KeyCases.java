package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.held;
import static org.connectme.plugin.tck.Bench.rejected;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.junit.jupiter.api.Test;

/** Idempotency keys, replayed and changed. */
interface KeyCases extends Cases {

    @Test
    default void aHoldAskedTwiceIsHeldOnce() {
        Authorise request = bench().request("hold");
        Outcome<Authorisation> first = bench().provider().authorise(request);

        Outcome<Authorisation> second = bench().provider().authorise(request);

        held(first);
        assertThat(second).isEqualTo(first);
        bench().heldOnce();
    }

    @Test
    default void anotherInstanceAnswersAKeyTheSame() {
        Authorise request = bench().request("hold");
        Held first = held(bench().provider().authorise(request));

        Held second = held(bench().subject().provider().authorise(request));

        assertThat(second).isEqualTo(first);
        bench().heldOnce();
    }

    @Test
    default void aKeyWithAnotherAmountIsRejected() {
        Held held = bench().hold();

        rejected(bench().provider()
                .authorise(bench().request(
                                "hold", bench().parts(2), bench().cards().good())));

        assertThat(bench().fetch(held).held()).isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void aKeyWithAnotherCardIsRejected() {
        bench().hold();
        String other = new TreeMap<>(bench().cards().declined()).firstKey();

        rejected(bench().provider().authorise(bench().request("hold", bench().amount(), other)));
    }

    @Test
    default void aKeyOfAnotherConsultationIsRejected() {
        bench().hold();
        Authorise same = bench().request("hold");

        rejected(bench().provider()
                .authorise(new Authorise(
                        same.operation(),
                        bench().id("other-consultation"),
                        same.seller(),
                        same.amount(),
                        same.method(),
                        same.description(),
                        same.receiptEmail(),
                        true)));
    }

    @Test
    default void aKeyOfAnotherKindOfOperationIsRejected() {
        Held held = bench().hold();

        rejected(bench().capture("hold", held, bench().amount()));

        assertThat(bench().fetch(held).state()).isEqualTo(Payment.State.HELD);
    }

    @Test
    default void aRefusedCardIsRefusedAgainUnderItsKey() {
        var card = new TreeMap<>(bench().cards().declined()).lastEntry();
        Authorise request = bench().request("declined", bench().amount(), card.getKey());

        bench().provider().authorise(request);

        assertThat(bench().provider().authorise(request)).isEqualTo(new Outcome.Declined<>(card.getValue()));
    }

    @Test
    default void aKeyIsRememberedForItsWindow() {
        Time time = bench().time();
        Authorise request = bench().request("hold");
        Held first = held(bench().provider().authorise(request));
        Duration window = bench().can().keyWindow();
        Duration half = Duration.between(time.now(), first.heldUntil()).dividedBy(2);

        time.pass((window.compareTo(half) < 0 ? window : half).minusMinutes(1));

        assertThat(held(bench().subject().provider().authorise(request)).reference())
                .isEqualTo(first.reference());
        bench().heldOnce();
    }

    @Test
    default void sixteenTimesOneKeyAtOnceIsOneHold() {
        Authorise request = bench().request("hold");

        List<Outcome<Authorisation>> answers =
                bench().together(16, index -> bench().provider().authorise(request));

        assertThat(answers).allSatisfy(KeyCases::doneOrLater);
        Held held = held(bench().provider().authorise(request));
        assertThat(answers.stream().filter(Outcome.Done.class::isInstance).map(Bench::held))
                .isNotEmpty()
                .allMatch(held::equals);
        bench().heldOnce();
    }

    @Test
    default void aCaptureAskedTwiceIsCapturedOnce() {
        Held held = bench().captured(bench().amount());

        Payment again = Bench.done(bench().capture("capture", held, bench().amount()));

        assertThat(again.captured()).isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void aCaptureKeyWithAnotherAmountIsRejected() {
        bench().needs(Ability.PARTIAL_CAPTURE);
        Held held = bench().captured(bench().parts(4));

        rejected(bench().capture("capture", held, bench().parts(5)));

        assertThat(bench().fetch(held).captured()).isEqualTo(bench().parts(4).minorUnits());
    }

    @Test
    default void sixteenTimesOneKeyAtOnceIsOneCapture() {
        Held held = bench().hold();
        Capture request = new Capture(bench().key("capture"), held.reference(), bench().amount());

        List<Outcome<Payment>> answers =
                bench().together(16, index -> bench().provider().capture(request));

        assertThat(answers)
                .allSatisfy(KeyCases::doneOrLater)
                .anySatisfy(answer -> assertThat(answer).isInstanceOf(Outcome.Done.class));
        assertThat(bench().fetch(held).captured()).isEqualTo(bench().amount().minorUnits());
    }

    /** A service may say of a key that is just being worked at that it should be asked later. */
    private static void doneOrLater(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOfAny(Outcome.Done.class, Outcome.NotExecuted.class, Outcome.Unknown.class);
    }
}
