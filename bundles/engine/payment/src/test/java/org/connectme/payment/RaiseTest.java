package org.connectme.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PaymentCommand.RaiseHold;
import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.RaiseOffered;
import org.connectme.payment.CardServiceInMemory.Line;
import org.connectme.payment.PaymentProjection.RaiseStatus;
import org.connectme.payment.PaymentProjection.RaiseView;
import org.connectme.payment.PaymentProjection.Status;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Payment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RaiseTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World();

    @Test
    void theCustomerIsAskedOnceFourFifthsOfTheHoldAreUsedAndBothSeeIt() {
        world.nearCeiling();

        assertThat(world.view(Side.CUSTOMER).raise())
                .isEqualTo(new RaiseView(euro(10_000), RaiseStatus.OFFERED, null, true));
        assertThat(world.view(Side.CONSULTANT).raise()).isNotNull();
        world.run(MINUTE);
        assertThat(world.history().all(RaiseOffered.class)).hasSize(1);
    }

    @Test
    void aYesRaisesTheCeilingAndAllOfItCanBeTaken() {
        world.nearCeiling();

        raise("request-1", 10_000);
        world.run(Duration.ofSeconds(1));

        assertThat(world.view(Side.CUSTOMER).held()).isEqualTo(euro(10_000));
        assertThat(world.view(Side.CUSTOMER).raise()).isNull();
        world.end(9_000);
        world.run(MINUTE);
        assertThat(world.status()).isEqualTo(Status.CAPTURED);
        assertThat(world.service.payments()).extracting(Payment::captured).containsExactly(9_000L);
    }

    @Test
    void theNextFourFifthsAskAgain() {
        world.nearCeiling();
        raise("request-1", 10_000);
        world.run(Duration.ofSeconds(1));

        world.near();

        assertThat(world.view(Side.CUSTOMER).raise().total()).isEqualTo(euro(15_000));
        raise("request-2", 15_000);
        world.run(Duration.ofSeconds(1));
        assertThat(world.view(Side.CUSTOMER).held()).isEqualTo(euro(15_000));
    }

    @Test
    void aServiceThatCannotRaiseIsNeverAskedTo() {
        world.service.abilities(Ability.PARTIAL_CAPTURE, Ability.LOOKUP, Ability.REFUND);

        world.nearCeiling();

        assertThat(world.view(Side.CUSTOMER).raise()).isNull();
        assertRefused(raise("request-1", 10_000), "payment.no-raise");
    }

    @Test
    void nothingButWhatWasShownIsRaised() {
        world.nearCeiling();

        assertRefused(raise("request-1", 10_001), "payment.no-raise");
        assertRefused(raise("request-1", 5_000), "payment.no-raise");
        assertRefused(raise("short", 10_000), "payment.request-invalid");
        assertRefused(world.consultant(new RaiseHold("request-1", euro(10_000))), "payment.not-yours");
    }

    @Test
    void aDoubleClickRaisesOnceAndASecondRequestWaits() {
        world.nearCeiling();
        world.service.line(Line.BUSY);

        raise("request-1", 10_000);
        assertThat(raise("request-1", 10_000)).isInstanceOf(Outcome.Accepted.class);
        assertRefused(raise("request-2", 10_000), "payment.in-progress");
        world.service.line(Line.GOOD);
        world.run(MINUTE);

        assertThat(world.history().all(HoldRaised.class)).hasSize(1);
    }

    @Test
    void aRefusalLeavesTheHoldAsItWasAndMayBeTriedThreeTimes() {
        world.nearCeiling();
        world.service.refuseRaises();
        for (int i = 1; i <= 3; i++) {
            raise("request-" + i, 10_000);
            world.run(Duration.ofSeconds(1));
            assertThat(world.view(Side.CUSTOMER).raise())
                    .isEqualTo(new RaiseView(euro(10_000), RaiseStatus.DECLINED, "insufficient-funds", i < 3));
        }

        assertRefused(raise("request-4", 10_000), "payment.too-many-attempts");
        assertThat(world.view(Side.CUSTOMER).held()).isEqualTo(euro(5_000));
        world.end(5_000);
        world.run(MINUTE);
        assertThat(world.status()).isEqualTo(Status.CAPTURED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Line.class,
            names = {"LOST_GOING", "LOST_COMING", "THROWS"})
    void aLostAnswerIsLookedUpAndTheHoldRaisedOnce(Line line) {
        world.nearCeiling();
        world.service.once(line);
        raise("request-1", 10_000);
        world.run(Duration.ofSeconds(5));
        assertThat(world.view(Side.CUSTOMER).raise().state()).isEqualTo(RaiseStatus.DOUBT);

        world.run(MINUTE);

        assertThat(world.history().all(HoldRaised.class)).hasSize(1);
        assertThat(world.service.payments()).extracting(Payment::held).containsExactly(10_000L);
    }

    @Test
    void aServiceThatIsBusyForMinutesRaisesTheHoldWhenItIsBack() {
        world.nearCeiling();
        world.service.line(Line.BUSY);
        raise("request-1", 10_000);
        world.run(Duration.ofMinutes(2));
        assertThat(world.view(Side.CUSTOMER).raise().state()).isEqualTo(RaiseStatus.DOUBT);
        world.service.line(Line.GOOD);
        world.run(Duration.ofMinutes(5));

        assertThat(world.view(Side.CUSTOMER).held()).isEqualTo(euro(10_000));
    }

    @Test
    void aRaiseThatIsStillInDoubtAtTheEndChangesNothingOfWhatIsTaken() {
        world.nearCeiling();
        world.service.line(Line.LOST_COMING);
        raise("request-1", 10_000);
        world.run(Duration.ofSeconds(1));
        world.end(4_500);
        world.run(MINUTE);
        world.service.line(Line.GOOD);
        world.run(Duration.ofHours(3));

        assertThat(world.service.payments()).extracting(Payment::captured).containsExactly(4_500L);
        assertThat(world.service.captures()).hasSize(1);
        assertThat(world.state().undecidedRaise()).isEmpty();
        assertThat(world.status()).isEqualTo(Status.CAPTURED);
    }

    @Test
    void noRaiseIsAskedForOnceTheCallIsOver() {
        world.nearCeiling();
        world.end(4_500);

        assertRefused(raise("request-1", 10_000), "payment.no-raise");
        assertThat(world.view(Side.CUSTOMER).raise()).isNull();
    }

    private Outcome raise(String request, long total) {
        return world.customer(new RaiseHold(request, euro(total)));
    }

    private static Money euro(long minorUnits) {
        return Money.of(minorUnits, "EUR");
    }

    private static void assertRefused(Outcome outcome, String code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }
}
