package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.held;
import static org.connectme.plugin.tck.Bench.rejected;

import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorisation.Challenge;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Authorisation.Saved;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Save;
import org.junit.jupiter.api.Test;

/** A card is saved now and held later, with the customer away. */
interface SavedCardCases extends Cases {

    @Test
    default void aSavedCardHoldsNothing() {
        Saved saved = saved();

        assertThat(saved.reference()).matches("[!-~]{1,200}");
        assertThat(saved.cardBrand()).isNotBlank();
        assertThat(saved.cardLastFour()).matches("[0-9]{4}");
        Payment payment = bench().fetch(saved);
        assertThat(payment.state()).isEqualTo(State.SAVED);
        assertThat(payment.held()).isZero();
        assertThat(payment.captured()).isZero();
    }

    @Test
    default void aCardSavedTwiceUnderOneKeyIsSavedOnce() {
        assertThat(saved()).isEqualTo(saved());
    }

    @Test
    default void aSavedCardIsHeldWithTheCustomerAway() {
        Saved saved = saved();

        Held held = held(holdAway("later", saved));

        assertThat(held.amount()).isEqualTo(bench().amount());
        assertThat(held.reference()).isNotEqualTo(saved.reference());
        assertThat(done(bench().capture("capture", held, bench().amount())).captured())
                .isEqualTo(bench().amount().minorUnits());
    }

    @Test
    default void aSavedCardCanBeHeldTwice() {
        Saved saved = saved();

        Held one = held(holdAway("one", saved));
        Held two = held(holdAway("two", saved));

        assertThat(one.reference()).isNotEqualTo(two.reference());
    }

    @Test
    default void nothingIsCapturedFromASavedCardItself() {
        rejected(bench().capture("capture", saved(), bench().amount()));
    }

    @Test
    default void aForgottenCardIsNotHeld() {
        Saved saved = saved();
        done(bench().release("forget", saved));

        Outcome<Authorisation> outcome = holdAway("later", saved);

        assertThat(outcome).isInstanceOfAny(Outcome.Rejected.class, Outcome.Declined.class);
    }

    @Test
    default void aSavedCardIsFoundByItsKey() {
        bench().needs(Ability.LOOKUP);
        Saved saved = saved();

        Optional<Payment> found = done(bench().provider().find(bench().key("save")));

        assertThat(found.map(Payment::reference)).contains(saved.reference());
    }

    @Test
    default void aSavedCardThatAsksIsSavedOnceTheCardholderConfirmed() {
        Challenge challenge = savingAsks();
        assertThat(bench().fetch(challenge).state()).isEqualTo(State.CHALLENGE);
        bench().subject().cardholder(challenge.reference(), true);

        Authorisation confirmed = done(bench().provider()
                .resume(
                        bench().key("confirm"),
                        challenge.reference(),
                        bench().challenge().confirm()));

        assertThat(confirmed).isInstanceOf(Saved.class);
        Payment payment = bench().fetch(confirmed);
        assertThat(payment.state()).isEqualTo(State.SAVED);
        assertThat(payment.held()).isZero();
    }

    @Test
    default void aCardWhoseChallengeIsRefusedIsNotSaved() {
        Challenge challenge = savingAsks();
        bench().subject().cardholder(challenge.reference(), false);

        Outcome<Authorisation> refused = bench().provider()
                .resume(
                        bench().key("refuse"),
                        challenge.reference(),
                        bench().challenge().refuse());

        assertThat(refused).isEqualTo(new Outcome.Declined<>(Decline.AUTHENTICATION_FAILED));
        assertThat(bench().fetch(challenge).state()).isNotIn(State.SAVED, State.HELD, State.CAPTURED);
        assertThat(holdAway("later", challenge)).isInstanceOfAny(Outcome.Rejected.class, Outcome.Declined.class);
    }

    @Test
    default void aCardThatStillAsksIsNotHeld() {
        Challenge challenge = savingAsks();

        assertThat(holdAway("later", challenge)).isInstanceOfAny(Outcome.Rejected.class, Outcome.Declined.class);
    }

    private Challenge savingAsks() {
        bench().needs(Ability.SAVED_CARDS);
        Authorisation asked = done(save(bench().challenge().method()));
        return asked instanceof Challenge challenge ? challenge : Assertions.fail("Not challenged, but " + asked);
    }

    private Saved saved() {
        bench().needs(Ability.SAVED_CARDS);
        Authorisation authorisation = done(save(bench().cards().good()));
        return authorisation instanceof Saved saved ? saved : Assertions.fail("Not saved, but " + authorisation);
    }

    private Outcome<Authorisation> save(String method) {
        return bench().provider().save(new Save(bench().key("save"), bench().consultation(), bench().seller(), method));
    }

    private Outcome<Authorisation> holdAway(String word, Authorisation saved) {
        return bench().provider()
                .authorise(new Authorise(
                        bench().key(word),
                        bench().consultation(),
                        bench().seller(),
                        bench().amount(),
                        saved.reference(),
                        "CONNECTME CONSULTATION",
                        Optional.empty(),
                        false));
    }
}
