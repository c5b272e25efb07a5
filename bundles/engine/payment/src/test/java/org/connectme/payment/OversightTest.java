package org.connectme.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.account.PaymentOversight.Difference;
import org.connectme.core.account.PaymentOversight.Kind;
import org.connectme.core.account.PaymentOversight.Need;
import org.connectme.core.account.PaymentOversight.Open;
import org.connectme.core.account.PaymentOversight.Reconciliation;
import org.connectme.core.account.PaymentWebhooks.Answer;
import org.connectme.core.command.PaymentCommand.RaiseHold;
import org.connectme.core.command.PaymentCommand.Refund;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.ParkedReactions;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Wakes;
import org.connectme.payment.CardServiceInMemory.Line;
import org.connectme.payment.PaymentProjection.Status;
import org.connectme.payment.gate.ActivationGate;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OversightTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private final World world = new World();
    private final ActivationGate gate = new ActivationGate();
    private final Shelf shelf = new Shelf();
    private final WebhookDesk desk = new WebhookDesk(world.calls, world.pace, shelf, shelf);
    private final Oversight oversight =
            new Oversight(world.journal, shelf, shelf, shelf, world.registry, world.calls, world.forms, gate, desk);

    @AfterEach
    void closeGate() {
        gate.close();
    }

    @Test
    void aDayOnWhichEverythingWentWellHasNoDifference() {
        world.nearCeiling();
        world.customer(new RaiseHold("request-1", euro(10_000)));
        world.run(Duration.ofSeconds(1));
        world.end(9_000);
        world.run(Duration.ofMinutes(1));
        world.consultant(new Refund("request-1", euro(100)));
        world.run(Duration.ofMinutes(1));
        world.service.foreign("somebody-else", Optional.empty(), Optional.empty());
        world.service.foreign("gate", Optional.of("gate-" + UUID.randomUUID()), Optional.of("gate-1-h"));

        Reconciliation result = oversight.reconcile("cards", DAY);

        assertThat(result).isEqualTo(new Reconciliation("cards", DAY, null, 3, 2, List.of()));
        assertThat(oversight.gauges()).containsEntry("connectme_payment_differences{provider=\"cards\"}", 0L);
    }

    @Test
    void everyDifferenceIsNamed() {
        world.held().start();
        world.end(1_000);
        world.run(Duration.ofMinutes(1));
        Payment ours = world.service.payments().get(0);
        world.service.book(
                new Payment(ours.reference(), State.CAPTURED, "EUR", 5_001, 999, 5, "visa", "4242", ours.heldUntil()));
        ConsultationId unknown = ConsultationId.random();
        world.service.foreign("stranger", Optional.of(unknown.toString()), Optional.of("hold-x"));

        assertThat(oversight.reconcile("cards", DAY).differences())
                .containsExactlyInAnyOrder(
                        new Difference(Kind.HELD, world.id, ours.reference(), "5000", "5001"),
                        new Difference(Kind.CAPTURED, world.id, ours.reference(), "1000", "999"),
                        new Difference(Kind.REFUNDED, world.id, ours.reference(), "0", "5"),
                        new Difference(Kind.UNKNOWN_HERE, unknown, "stranger", "nothing", "HELD 700 EUR"));
        assertThat(oversight.gauges()).containsEntry("connectme_payment_differences{provider=\"cards\"}", 4L);
    }

    @Test
    void aStateThatIsNotOursIsNamed() {
        world.held().start();
        Payment ours = world.service.payments().get(0);
        world.service.change(ours.reference(), State.RELEASED, 0);

        assertThat(oversight.reconcile("cards", DAY).differences())
                .containsExactly(new Difference(Kind.STATE, world.id, ours.reference(), "held", "RELEASED"));
    }

    @Test
    void aPaymentThatTheServiceDoesNotKnowIsNamed() {
        world.held();
        String reference = world.service.payments().get(0).reference();
        world.service.forget(reference);

        assertThat(oversight.reconcile("cards", DAY).differences())
                .containsExactly(new Difference(Kind.UNKNOWN_THERE, world.id, reference, "held", "nothing"));
    }

    @Test
    void aCardThatWasGivenUpInDoubtAndIsHeldAllTheSameIsNamed() {
        world.agreed();
        world.service.line(Line.LOST_COMING);
        world.place("attempt-1", "ok");
        world.run(Duration.ofMinutes(2));
        world.place("attempt-2", "ok");
        world.service.line(Line.GOOD);

        assertThat(oversight.reconcile("cards", DAY).differences())
                .extracting(Difference::kind, Difference::ours, Difference::theirs)
                .contains(tuple(Kind.STATE, "declined: in-doubt", "HELD"));
    }

    @Test
    void aServiceThatIsAwayIsAProblemAndNoDifference() {
        assertThat(oversight.reconcile("nobody", DAY).problem()).contains("provider-away");
        assertThat(oversight.gauges()).containsEntry("connectme_payment_reconciled{provider=\"nobody\"}", 0L);
    }

    @Test
    void whatIsInDoubtIsListedUntilItIsDecided() {
        world.held().start();
        world.service.line(Line.LOST_GOING);
        world.end(1_000);
        world.run(Duration.ofHours(30));

        Open open = oversight.open().get(0);
        assertThat(open.what()).isEqualTo("capture");
        assertThat(open.amount()).isEqualTo(euro(1_000));
        assertThat(open.waiting()).isFalse();
        assertThat(open.doubtSince()).isNotNull();
        assertThat(oversight.gauges()).containsEntry("connectme_payment_in_doubt_for_a_day", 1L);

        world.service.line(Line.GOOD);
        world.run(Duration.ofDays(2));
        assertThat(oversight.open()).isEmpty();
        assertThat(oversight.gauges()).containsEntry("connectme_payment_in_doubt_for_a_day", 0L);
    }

    @Test
    void moneyWhoseProviderWasRemovedIsListedAsWaiting() {
        world.held();
        world.registry.unbind(world.service);
        assertThat(oversight.open()).extracting(Open::what, Open::waiting).containsExactly(tuple("hold", true));

        world.start();
        world.end(1_000);
        world.run(Duration.ofHours(1));

        assertThat(oversight.open()).anySatisfy(open -> {
            assertThat(open.what()).isEqualTo("capture");
            assertThat(open.waiting()).isTrue();
            assertThat(open.amount()).isEqualTo(euro(1_000));
        });
        assertThat(oversight.gauges().get("connectme_payment_waiting_for_provider"))
                .isPositive();
        world.registry.bind(world.service);
        world.run(Duration.ofDays(1));
        assertThat(world.status()).isEqualTo(Status.CAPTURED);
        assertThat(oversight.open()).isEmpty();
    }

    @Test
    void moneyNeedsTheVersionThatGoesOnWithIt() {
        world.held();
        String reference = world.service.payments().get(0).reference();
        assertThat(oversight.needs()).containsExactly(new Need("cards", Optional.of("1.0.0"), 1));

        CardServiceInMemory newer = new CardServiceInMemory(world::now);
        newer.version("1.1.0");
        newer.serves(other -> !other.equals(reference));
        world.registry.bind(newer);
        assertThat(oversight.needs()).containsExactly(new Need("cards", Optional.of("1.0.0"), 1));

        newer.serves(any -> true);
        assertThat(oversight.needs()).containsExactly(new Need("cards", Optional.of("1.1.0"), 1));

        newer.serves(any -> false);
        world.registry.unbind(world.service);
        assertThat(oversight.needs()).containsExactly(new Need("cards", Optional.empty(), 1));

        world.registry.bind(world.service);
        world.start();
        world.end(1_000);
        world.run(Duration.ofMinutes(1));
        assertThat(oversight.needs()).isEmpty();
    }

    @Test
    void aCallThatGoesOnNeedsItsProviderThoughNoReactionWaits() {
        world.held().start();
        shelf.nothingWaits = true;

        assertThat(oversight.needs()).containsExactly(new Need("cards", Optional.of("1.0.0"), 1));
        world.registry.unbind(world.service);
        assertThat(oversight.open()).extracting(Open::what, Open::waiting).containsExactly(tuple("hold", true));
    }

    @Test
    void aWebhookOnlyHasTheConsultationLookedAtAgain() {
        world.held().start();
        world.service.line(Line.LOST_COMING);
        world.end(1_000);
        world.run(Duration.ofMinutes(3));
        assertThat(world.status()).isEqualTo(Status.DOUBT);
        world.service.line(Line.GOOD);
        int before = world.history().length();

        for (int i = 0; i < 100; i++) {
            assertThat(desk.receive("cards", named(world.id), genuine())).isEqualTo(Answer.TAKEN);
        }

        assertThat(shelf.woken).containsEntry("payment.settlement", 100).containsEntry("payment.holds", 100);
        assertThat(world.history().length()).isEqualTo(before);
        world.wake();
        world.run(Duration.ofSeconds(1));
        assertThat(world.status()).isEqualTo(Status.CAPTURED);
        assertThat(world.service.captures()).hasSize(1);
    }

    @Test
    void aForgedWebhookWakesNobody() {
        assertThat(desk.receive("cards", named(world.id), Map.of())).isEqualTo(Answer.REFUSED);
        assertThat(desk.receive("nobody", named(world.id), genuine())).isEqualTo(Answer.NO_PROVIDER);
        assertThat(desk.receive("cards", "no id".getBytes(StandardCharsets.UTF_8), genuine()))
                .isEqualTo(Answer.TAKEN);

        assertThat(shelf.woken).isEmpty();
        assertThat(desk.refused()).isEqualTo(1);
    }

    @Test
    void aServiceIsToCallAgainWhileTheDatabaseIsAway() {
        shelf.away = true;

        assertThat(desk.receive("cards", named(world.id), genuine())).isEqualTo(Answer.LATER);
    }

    @Test
    void theDayComesAtHalfPastThree() {
        assertThat(Chores.untilNext(Instant.parse("2026-03-02T03:29:00Z"))).isEqualTo(Duration.ofMinutes(1));
        assertThat(Chores.untilNext(Instant.parse("2026-03-02T03:30:00Z"))).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void parkedMoneyIsTriedAgainEachDayAndNothingElseIs() {
        Lot lot = new Lot();
        Chores chores = new Chores(oversight, world.registry, lot, shelf);

        chores.daily();
        chores.hourly();
        chores.close();

        assertThat(lot.retried).containsOnlyKeys("payment.settlement");
        assertThat(oversight.gauges()).containsEntry("connectme_payment_reconciled{provider=\"cards\"}", 1L);
    }

    private static byte[] named(ConsultationId id) {
        return id.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> genuine() {
        return Map.of("signature", List.of("genuine"));
    }

    private static Money euro(long minorUnits) {
        return Money.of(minorUnits, "EUR");
    }

    /** One consultation, all of whose reactions wait; counts who is woken. */
    private final class Shelf implements Catalog, Wakes, Timeline {

        private final Map<String, Integer> woken = new HashMap<>();
        private boolean away;
        private boolean nothingWaits;

        @Override
        public List<ConsultationId> of(ConsultantId consultant, Instant from, Instant to) {
            return List.of();
        }

        @Override
        public List<ConsultationId> open() {
            return Consultation.of(world.history()).isOpen() ? List.of(world.id) : List.of();
        }

        @Override
        public Set<ConsultationId> having(Set<String> kinds, Instant from, Instant to) {
            boolean has = world.history().entries().stream()
                    .anyMatch(entry -> kinds.contains(entry.event().type())
                            && !entry.at().isBefore(from)
                            && entry.at().isBefore(to));
            return has ? Set.of(world.id) : Set.of();
        }

        @Override
        public void wake(ConsultationId id, String reaction) {
            if (away) {
                throw new JournalException("The database is away");
            }
            woken.merge(reaction, 1, Integer::sum);
        }

        @Override
        public List<ConsultationId> waiting(String reaction) {
            return nothingWaits ? List.of() : List.of(world.id);
        }

        @Override
        public Instant now() {
            return world.now();
        }

        @Override
        public Optional<Outage> lastOutage() {
            return Optional.empty();
        }
    }

    private static final class Lot implements ParkedReactions {

        private final Map<String, ConsultationId> retried = new HashMap<>();

        @Override
        public List<Parked> list() {
            ConsultationId id = ConsultationId.random();
            return List.of(
                    new Parked(id, "payment.settlement", 8, "Broken"), new Parked(id, "invitation.mail", 8, "Broken"));
        }

        @Override
        public boolean retry(ConsultationId consultation, String reaction) {
            retried.put(reaction, consultation);
            return true;
        }
    }
}
