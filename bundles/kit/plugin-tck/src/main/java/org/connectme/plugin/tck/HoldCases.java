package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.held;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.PaymentProvider;
import org.junit.jupiter.api.Test;

/** Holds, and cards that are refused. */
interface HoldCases extends Cases {

    /** Clocks of a service and of the machine that tests it differ a little. */
    Duration CLOCK_DIFFERENCE = Duration.ofMinutes(2);

    @Test
    default void aGoodCardIsHeld() {
        Held held = bench().hold();

        assertThat(held.amount()).isEqualTo(bench().amount());
        assertThat(held.cardBrand()).isNotBlank();
        assertThat(held.cardLastFour()).matches("[0-9]{4}");
        Payment payment = bench().fetch(held);
        assertThat(payment.reference()).isEqualTo(held.reference());
        assertThat(payment.state()).isEqualTo(State.HELD);
        assertThat(payment.currency()).isEqualTo(bench().amount().currency());
        assertThat(payment.held()).isEqualTo(bench().amount().minorUnits());
        assertThat(payment.captured()).isZero();
        assertThat(payment.refunded()).isZero();
    }

    @Test
    default void aHoldLastsAsLongAsPromised() {
        Instant before = bench().second();

        Held held = bench().hold();

        Instant promised = before.plus(bench().can().holdWindow()).minus(CLOCK_DIFFERENCE);
        assertThat(held.heldUntil())
                .isAfter(promised)
                .isEqualTo(bench().fetch(held).heldUntil());
    }

    @Test
    default void twoOperationsAreTwoHolds() {
        Held one = held(bench().provider().authorise(bench().request("one")));
        Held two = held(bench().provider().authorise(bench().request("two")));

        assertThat(one.reference()).isNotEqualTo(two.reference());
    }

    @Test
    default void eachRefusedCardNamesItsReason() {
        Map<String, Decline> cards = new TreeMap<>(bench().cards().declined());
        assertThat(cards).as("test cards that are refused").isNotEmpty();

        int number = 0;
        for (Map.Entry<String, Decline> card : cards.entrySet()) {
            assertThat(bench().provider()
                            .authorise(bench().request("declined-" + number++, bench().amount(), card.getKey())))
                    .isEqualTo(new Outcome.Declined<>(card.getValue()));
        }
    }

    @Test
    default void aRefusedCardHoldsNothing() {
        bench().needs(Ability.LOOKUP);
        Authorise request = bench().request("declined", bench().amount(), refused());

        bench().provider().authorise(request);

        Optional<Payment> found = done(bench().provider().find(request.operation()));
        assertThat(found.filter(payment -> payment.state() != State.DECLINED)).isEmpty();
    }

    @Test
    default void anotherCardMayFollowARefusedOne() {
        bench().provider().authorise(bench().request("declined", bench().amount(), refused()));

        Held held = bench().hold();

        assertThat(bench().fetch(held).state()).isEqualTo(State.HELD);
        bench().heldOnce();
    }

    @Test
    default void aMethodThatDoesNotExistIsRefused() {
        for (String method : new String[] {"no-such-method", "", "'; drop table payment; --", "x".repeat(2000)}) {
            Outcome<Authorisation> outcome = bench().provider()
                    .authorise(bench().request("strange-" + method.length(), bench().amount(), method));

            assertThat(outcome).isInstanceOfAny(Outcome.Rejected.class, Outcome.Declined.class);
        }
    }

    @Test
    default void everyFieldMayBeAsLongAsItCan() {
        String operation = (bench().key("long") + "-").repeat(10).substring(0, 200);

        Outcome<Authorisation> outcome = bench().provider()
                .authorise(new Authorise(
                        operation,
                        bench().consultation(),
                        bench().seller(),
                        bench().amount(),
                        bench().cards().good(),
                        "CONNECTME 1234567890 A",
                        Optional.empty(),
                        true));

        assertThat(bench().fetch(held(outcome)).state()).isEqualTo(State.HELD);
    }

    @Test
    default void anotherInstanceGoesOn() {
        Held held = bench().hold();
        PaymentProvider restarted = bench().subject().provider();

        assertThat(done(restarted.fetch(held.reference())).state()).isEqualTo(State.HELD);
        Payment captured =
                done(restarted.capture(new Capture(bench().key("capture"), held.reference(), bench().amount())));

        assertThat(captured.captured()).isEqualTo(bench().amount().minorUnits());
    }

    private String refused() {
        return new TreeMap<>(bench().cards().declined()).firstKey();
    }
}
