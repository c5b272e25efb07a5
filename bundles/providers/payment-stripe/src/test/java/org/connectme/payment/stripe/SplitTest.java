package org.connectme.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.payment.stripe.Bench.done;
import static org.connectme.payment.stripe.Bench.euros;

import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Refund;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SplitTest {

    private final Bench bench =
            new Bench().set("sellers", "ana=acct_1Ana, ben=acct_1Ben").set("fee_percent", "12.5");
    private final FakeStripe stripe = bench.stripe;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theSellersShareGoesToTheSellersAccountAndTheFeeIsOfWhatIsCaptured() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);
        Ledger.Intent intent = stripe.ledger().intent(held.reference());
        assertThat(intent.destination).isEqualTo("acct_1Ana");
        assertThat(intent.fee).isEqualTo(625);
        assertThat(intent.onBehalfOf).isNull();
        assertThat(provider.capabilities("EUR").orElseThrow().can(Ability.SPLIT))
                .isTrue();

        done(provider.capture(new Capture("op-c", held.reference(), euros(1999))));

        assertThat(intent.fee).as("rounded down").isEqualTo(249);
    }

    @Test
    void thePercentageIsThatOfTheHoldHoweverItIsChangedMeanwhile() {
        Authorisation.Held held = bench.held(bench.provider());

        done(bench.set("fee_percent", "50")
                .set("sellers", "")
                .provider()
                .capture(new Capture("op-c", held.reference(), euros(2000))));

        assertThat(stripe.ledger().intent(held.reference()).fee).isEqualTo(250);
    }

    @Test
    void aRefundIsBorneByBoth() {
        StripeProvider provider = bench.provider();
        Authorisation.Held held = bench.held(provider);
        done(provider.capture(new Capture("op-c", held.reference(), euros(2000))));

        done(provider.refund(new Refund("op-f", held.reference(), euros(500))));

        assertThat(stripe.last("POST", "/v1/refunds").params())
                .containsEntry("reverse_transfer", "true")
                .containsEntry("refund_application_fee", "true")
                .containsEntry("metadata[consultation]", "c0ffee");
    }

    @Test
    void withoutAShareOfThePlatformNoneIsGivenBack() {
        StripeProvider provider = bench.set("fee_percent", "0").provider();
        Authorisation.Held held = bench.held(provider);
        done(provider.capture(new Capture("op-c", held.reference(), euros(2000))));

        done(provider.refund(new Refund("op-f", held.reference(), euros(500))));

        assertThat(stripe.last("POST", "/v1/refunds").params())
                .containsEntry("reverse_transfer", "true")
                .doesNotContainKey("refund_application_fee");
    }

    @Test
    void aSellerWithoutAnAccountIsPaidByThePlatform() {
        Authorisation.Held held =
                bench.held(bench.set("sellers", "ben=acct_1Ben").provider());

        assertThat(stripe.ledger().intent(held.reference()).destination).isNull();
        assertThat(stripe.ledger().intent(held.reference()).fee).isZero();
    }

    @Test
    void theSellerCanBeTheMerchantOfRecord() {
        StripeProvider provider = bench.set("on_behalf_of", true).provider();
        Authorisation.Held held = bench.held(provider);
        Authorisation saved = done(provider.save(bench.save("op-s", "pm_card_visa")));

        assertThat(stripe.ledger().intent(held.reference()).onBehalfOf).isEqualTo("acct_1Ana");
        assertThat(stripe.ledger().setup(saved.reference()).onBehalfOf).isEqualTo("acct_1Ana");
    }

    @Test
    void aFeeWithThreeDecimalsEndsInZero() {
        Authorisation held = done(bench.provider().authorise(bench.request("op", "pm_card_visa", 12_340, "KWD")));

        assertThat(stripe.ledger().intent(held.reference()).fee).isEqualTo(1540);
        done(bench.provider().capture(new Capture("op-c", held.reference(), new Amount(1_110, "KWD"))));
        assertThat(stripe.ledger().intent(held.reference()).fee).isEqualTo(130);
    }
}
