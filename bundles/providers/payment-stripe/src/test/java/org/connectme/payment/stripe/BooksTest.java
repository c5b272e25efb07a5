package org.connectme.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.payment.stripe.Bench.done;
import static org.connectme.payment.stripe.Bench.euros;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Outcome.Rejected;
import org.connectme.payment.spi.Outcome.Unknown;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BooksTest {

    private final Bench bench = new Bench();
    private final FakeStripe stripe = bench.stripe;
    private final StripeProvider provider = bench.provider();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatWasDoneASecondAgoIsFoundAlthoughSearchDoesNotKnowItYet() {
        Authorisation.Held held = bench.held(provider);

        assertThat(done(provider.find("op-1")).orElseThrow().reference()).isEqualTo(held.reference());
        assertThat(stripe.count("GET", ".*/search")).isZero();
    }

    @Test
    void whatWasDoneLongAgoIsFoundBySearch() {
        Authorisation.Held held = bench.held(provider);
        String card = done(provider.save(bench.save("op-s", "pm_card_visa"))).reference();

        stripe.pass(Duration.ofDays(3));

        assertThat(done(provider.find("op-1")).orElseThrow().reference()).isEqualTo(held.reference());
        assertThat(done(provider.find("op-s")).orElseThrow().reference()).isEqualTo(card);
    }

    @Test
    void whatWasNeverDoneIsCertainlyNotFound() {
        bench.held(provider);

        assertThat(done(provider.find("op-never"))).isEmpty();
        assertThat(done(provider.find("op\" OR metadata[\"x\"]:\"y"))).isEmpty();
    }

    @Test
    void anAccountThatMayNotSearchFindsWhatIsRecentAndOtherwiseSaysThatItDoesNotKnow() {
        stripe.ledger().searches = false;
        bench.held(provider);

        assertThat(done(provider.find("op-1"))).isPresent();
        assertThat(provider.find("op-never")).isEqualTo(new Unknown<>("search-not-possible"));
    }

    @Test
    void aFindTurnsEveryPage() {
        bench.held(provider);
        for (int i = 0; i < 250; i++) {
            stripe.ledger().foreign("succeeded", "usd");
        }

        assertThat(done(provider.find("op-1"))).isPresent();
        assertThat(stripe.count("GET", "/v1/payment_intents")).isEqualTo(3);
    }

    @Test
    void aSpanOfTimeIsListedWholeEachPaymentOnce() {
        Instant from = stripe.now();
        Authorisation.Held held = bench.held(provider);
        done(provider.capture(new Capture("op-c", held.reference(), euros(3000))));
        done(provider.save(bench.save("op-s", "pm_card_visa")));
        for (int i = 0; i < 230; i++) {
            stripe.ledger().foreign("succeeded", "usd");
        }
        stripe.pass(Duration.ofSeconds(1));
        Instant to = stripe.now();
        bench.held(provider);
        stripe.pass(Duration.ofSeconds(1));

        List<Statement.Line> lines = all(from, to);

        assertThat(lines).hasSize(232);
        assertThat(lines).extracting(line -> line.payment().reference()).doesNotHaveDuplicates();
        Statement.Line ours = lines.stream()
                .filter(line -> line.payment().reference().equals(held.reference()))
                .findFirst()
                .orElseThrow();
        assertThat(ours.consultation()).contains("c0ffee");
        assertThat(ours.operation()).contains("op-1");
        assertThat(ours.createdAt()).isEqualTo(from);
        assertThat(ours.payment().captured()).isEqualTo(3000);
        assertThat(lines).filteredOn(line -> line.consultation().isEmpty()).hasSize(230);
        assertThat(lines)
                .filteredOn(line -> line.payment().state() == State.SAVED)
                .singleElement()
                .satisfies(line -> assertThat(line.operation()).contains("op-s"));
    }

    @Test
    void theEndsOfASpanAreExact() {
        Instant made = stripe.now();
        bench.held(provider);
        stripe.pass(Duration.ofMinutes(1));

        assertThat(all(made, made.plusSeconds(1))).hasSize(1);
        assertThat(all(made.minusSeconds(9), made)).isEmpty();
        assertThat(all(made.plusMillis(1), made.plusSeconds(9))).isEmpty();
        assertThat(all(made.minusMillis(1), made.plusMillis(1))).hasSize(1);
    }

    @Test
    void whatOthersDoWithTheAccountIsNoMatterOfOurs() {
        Instant from = stripe.now();
        stripe.ledger().foreign("processing", "eur");
        stripe.ledger().foreign("canceled", "isk");
        stripe.pass(Duration.ofSeconds(1));

        assertThat(all(from, stripe.now())).singleElement().satisfies(line -> {
            assertThat(line.payment().state()).isEqualTo(State.RELEASED);
            assertThat(line.operation()).isEmpty();
        });
    }

    @Test
    void aCursorThatIsNoneIsRejected() {
        assertThat(provider.reconcile(stripe.now(), stripe.now(), Optional.of("pi:../account")))
                .isEqualTo(new Rejected<>("no-such-cursor"));
        assertThat(stripe.requests()).isEmpty();
    }

    private List<Statement.Line> all(Instant from, Instant to) {
        List<Statement.Line> lines = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Statement page = done(provider.reconcile(from, to, cursor));
            assertThat(page.lines()).hasSizeLessThanOrEqualTo(100);
            lines.addAll(page.lines());
            cursor = page.next();
        } while (cursor.isPresent());
        return lines;
    }
}
