package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.held;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Statement;
import org.connectme.payment.spi.Statement.Line;
import org.connectme.plugin.tck.Wire.Fault;
import org.junit.jupiter.api.Test;

/** The service's books, in pages. */
interface ReconcileCases extends Cases {

    int LARGEST_PAGE = 100;

    /** More than fit on two pages. */
    int MANY = 203;

    @Test
    default void noPaymentIsMissingFromThePages() {
        Instant from = begin();
        Set<String> made = many();

        Set<String> listed = ours(from, bench().nextSecond()).stream()
                .map(line -> line.payment().reference())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).containsAll(made);
    }

    @Test
    default void noPaymentStandsTwiceOnThePages() {
        Instant from = begin();
        many();

        List<Line> lines = ours(from, bench().nextSecond());

        assertThat(lines.stream().map(line -> line.payment().reference())).doesNotHaveDuplicates();
    }

    @Test
    default void noPageIsLongerThanAllowed() {
        Instant from = begin();
        many();

        assertThat(pages(from, bench().nextSecond()))
                .allSatisfy(page -> assertThat(page.lines()).hasSizeLessThanOrEqualTo(LARGEST_PAGE));
    }

    @Test
    default void aLineNamesConsultationAndKey() {
        Instant from = begin();
        Held held = bench().hold();

        List<Line> lines = ours(from, bench().nextSecond());

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.payment().reference()).isEqualTo(held.reference());
            assertThat(line.consultation()).contains(bench().consultation());
            assertThat(line.operation()).contains(bench().key("hold"));
        });
    }

    @Test
    default void aLineShowsThePaymentAsItIsNow() {
        Instant from = begin();
        boolean partly = bench().can().can(Ability.PARTIAL_CAPTURE);
        Amount amount = partly ? bench().parts(5) : bench().amount();
        Held held = bench().captured(amount);

        List<Line> lines = ours(from, bench().nextSecond());

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.payment().state()).isEqualTo(State.CAPTURED);
            assertThat(line.payment().captured()).isEqualTo(amount.minorUnits());
            assertThat(line.payment()).isEqualTo(bench().fetch(held));
        });
    }

    @Test
    default void theFirstMomentBelongsToASpan() {
        Instant from = begin();
        bench().hold();
        Instant end = bench().nextSecond();
        Instant created = ours(from, end).get(0).createdAt();

        assertThat(ours(created, end)).hasSize(1);
    }

    @Test
    default void theLastMomentBelongsToTheNextSpan() {
        Instant from = begin();
        bench().hold();
        Instant created = ours(from, bench().nextSecond()).get(0).createdAt();

        assertThat(ours(created.minus(Duration.ofMinutes(1)), created)).isEmpty();
    }

    @Test
    default void aStatementWithoutAnAnswerSaysNothing() {
        Instant from = begin();
        bench().hold();
        Instant end = bench().nextSecond();
        Wire wire = bench().wire(Fault.CUT_AFTER);

        wire.disturb(Fault.CUT_AFTER);
        Outcome<Statement> heard = Bench.hear(() -> bench().provider().reconcile(from, end, Optional.empty()));
        wire.heal();

        assertThat(heard).isNotInstanceOfAny(Outcome.Done.class, Outcome.Rejected.class, Outcome.Declined.class);
    }

    private Instant begin() {
        bench().needs(Ability.RECONCILE);
        return bench().second();
    }

    private Set<String> many() {
        return IntStream.range(0, MANY)
                .mapToObj(index -> held(bench().provider()
                                .authorise(bench().request(
                                                "hold-" + index,
                                                bench().part(),
                                                bench().cards().good())))
                        .reference())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Statement> pages(Instant from, Instant to) {
        List<Statement> pages = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Statement page = done(bench().subject().provider().reconcile(from, to, cursor));
            pages.add(page);
            cursor = page.next();
            assertThat(pages).as("pages; perhaps they never end").hasSizeLessThan(1000);
        } while (cursor.isPresent());
        return pages;
    }

    /** Other cases share the service, so only this one's lines are looked at. */
    private List<Line> ours(Instant from, Instant to) {
        return pages(from, to).stream()
                .flatMap(page -> page.lines().stream())
                .filter(line -> line.consultation()
                        .filter(bench().consultation()::equals)
                        .isPresent())
                .toList();
    }
}
