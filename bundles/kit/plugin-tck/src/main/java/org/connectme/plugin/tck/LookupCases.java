package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.held;
import static org.connectme.plugin.tck.Bench.rejected;

import java.time.Duration;
import java.util.Optional;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.junit.jupiter.api.Test;

/** What an operation led to is found by its key. */
interface LookupCases extends Cases {

    @Test
    default void aHoldIsFoundAtOnceByItsKey() {
        bench().needs(Ability.LOOKUP);
        Held held = bench().hold();

        Payment found = found("hold").orElseThrow();

        assertThat(found).isEqualTo(bench().fetch(held));
    }

    @Test
    default void aKeyFindsItsOwnPaymentAmongOthers() {
        bench().needs(Ability.LOOKUP);
        Held one = held(bench().provider().authorise(bench().request("one")));
        Held two = held(bench().provider().authorise(bench().request("two")));

        assertThat(found("one").map(Payment::reference)).contains(one.reference());
        assertThat(found("two").map(Payment::reference)).contains(two.reference());
    }

    @Test
    default void aKeyThatWasNeverSentLedToNothing() {
        bench().needs(Ability.LOOKUP);
        bench().hold();

        assertThat(found("never-sent")).isEmpty();
    }

    @Test
    default void aPaymentIsFoundAsItIsNow() {
        bench().needs(Ability.LOOKUP);
        Held held = bench().hold();
        done(bench().capture("capture", held, bench().amount()));

        Payment found = found("hold").orElseThrow();

        assertThat(found.state()).isEqualTo(State.CAPTURED);
        assertThat(found.captured()).isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void aPaymentIsFoundLongAfterItsKeyWasForgotten() {
        bench().needs(Ability.LOOKUP);
        Time time = bench().time();
        Held held = bench().hold();

        time.pass(Duration.ofDays(60));

        assertThat(found("hold").map(Payment::reference)).contains(held.reference());
    }

    @Test
    default void aPaymentThatIsNotThereIsRejected() {
        rejected(bench().provider().fetch("no-such-payment"));
    }

    private Optional<Payment> found(String word) {
        return done(bench().subject().provider().find(bench().key(word)));
    }
}
