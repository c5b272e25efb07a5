package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.held;

import java.math.BigDecimal;
import java.util.Currency;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Authorise;
import org.junit.jupiter.api.Test;

/** What is captured goes on to the consultant's own account, less the platform's share. */
interface ShareCases extends Cases {

    @Test
    default void aHoldIsNotSharedBeforeItIsCaptured() {
        Shares shares = bench().shares();

        Held held = holdFor(shares.seller());

        assertPaidOut(shares, 0);
        done(bench().release("release", held));
        assertPaidOut(shares, 0);
    }

    @Test
    default void whatIsCapturedIsShared() {
        Shares shares = bench().shares();
        Held held = holdFor(shares.seller());

        done(bench().capture("capture", held, bench().amount()));

        assertPaidOut(shares, Bench.PARTS);
    }

    @Test
    default void ofAPartThatIsCapturedThatPartIsShared() {
        Shares shares = bench().shares();
        bench().needs(Ability.PARTIAL_CAPTURE);
        Held held = holdFor(shares.seller());

        done(bench().capture("capture", held, bench().parts(6)));

        assertPaidOut(shares, 6);
    }

    @Test
    default void whatIsGivenBackIsTakenBackFromTheSeller() {
        Shares shares = bench().shares();
        bench().needs(Ability.REFUND);
        Held held = holdFor(shares.seller());
        done(bench().capture("capture", held, bench().amount()));

        done(bench().refund("half", held, bench().parts(Bench.PARTS / 2)));
        assertPaidOut(shares, Bench.PARTS / 2);

        done(bench().refund("rest", held, bench().parts(Bench.PARTS - Bench.PARTS / 2)));
        assertPaidOut(shares, 0);
    }

    @Test
    default void nothingIsSharedWithASellerWhoIsNotNamed() {
        Shares shares = bench().shares();
        Held held = holdFor(bench().seller());

        done(bench().capture("capture", held, bench().amount()));

        assertPaidOut(shares, 0);
    }

    private Held holdFor(String seller) {
        Authorise request = bench().request("hold");
        return held(bench().provider()
                .authorise(new Authorise(
                        request.operation(),
                        request.consultation(),
                        seller,
                        request.amount(),
                        request.method(),
                        request.description(),
                        request.receiptEmail(),
                        true)));
    }

    private void assertPaidOut(Shares shares, int parts) {
        String currency = bench().subject().currency();
        BigDecimal units = BigDecimal.valueOf(
                bench().part().minorUnits() * parts,
                Currency.getInstance(currency).getDefaultFractionDigits());
        assertThat(shares.paidOut(bench().consultation()))
                .as("of %s the seller has", units)
                .isEqualByComparingTo(shares.share(units));
    }
}
