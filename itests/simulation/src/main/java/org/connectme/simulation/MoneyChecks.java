package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.connectme.core.Bill;
import org.connectme.core.Money;
import org.connectme.core.RatePlan;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.RefundFailed;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.payment.spi.Payment.State;

/** What the service's own ledger says about the money, beside what the journal says. */
final class MoneyChecks {

    private static final Set<State> STANDING = Set.of(State.HELD, State.CHALLENGE, State.SAVED);
    private static final Duration SETTLED_WITHIN = Duration.ofDays(3);

    private final History history;
    private final Consumer<String> fail;
    private final RatePlan plan;
    private final Instant closedAt;
    private final Optional<Bill> bill;
    private final List<SimPayments.Line> lines;
    private final long captured;

    MoneyChecks(World world, Meeting meeting, History history, Consumer<String> fail) {
        this.history = history;
        this.fail = fail;
        this.plan = meeting.plan();
        this.closedAt = world.state(meeting.id()).closedAt();
        this.bill = history.last(AmountDue.class).map(AmountDue::bill);
        this.lines = world.payments(meeting.id());
        this.captured = lines.stream().mapToLong(SimPayments::captured).sum();
    }

    void run() {
        captureIsRight();
        nothingIsLeftOpen();
        refundsAreRight();
        bill.ifPresent(this::billIsRight);
    }

    private void captureIsRight() {
        long captures = lines.stream().mapToLong(line -> line.captures.size()).sum();
        long due = bill.map(value -> value.gross().minorUnits()).orElse(0L);
        if (captures > 1) {
            fail.accept("was captured " + captures + " times");
        }
        lines.stream()
                .filter(line -> line.captureKeys.size() > 1)
                .forEach(line -> fail.accept("was asked to be captured under " + line.captureKeys.size() + " keys"));
        if (captured > ceiling()) {
            fail.accept("captured " + captured + " above the hold " + ceiling());
        }
        lines.stream()
                .filter(line -> SimPayments.captured(line) > 0 && SimPayments.captured(line) > line.held.minorUnits())
                .forEach(line -> fail.accept("captured more of " + line.reference + " than was held there"));
        if (captured > 0 && captured != due) {
            fail.accept("captured " + captured + " where " + due + " was due");
        }
        if (due >= SimPayments.SMALLEST && captured == 0) {
            fail.accept("was never captured, though " + due + " was due");
        }
        if (captured != sum(history.all(Captured.class).map(Captured::amount).toList())) {
            fail.accept("has another sum in its journal than the " + captured + " that were captured");
        }
        onlyLimit()
                .filter(limit -> captured > limit)
                .ifPresent(limit -> fail.accept("captured " + captured + " above the customer's limit " + limit));
    }

    /** What the customer agreed to in the end: the plan's hold, or what they said yes to after that. */
    private long ceiling() {
        return history.all(HoldRaised.class)
                .mapToLong(raise -> raise.total().minorUnits())
                .reduce(plan.hold(), Math::max);
    }

    /** A limit that was never changed; one that was set below the amount used so far is that amount already. */
    private Optional<Long> onlyLimit() {
        List<LimitSet> limits = history.all(LimitSet.class).toList();
        return limits.size() == 1
                ? limits.stream().map(LimitSet::limit).map(Money::minorUnits).findFirst()
                : Optional.empty();
    }

    private void nothingIsLeftOpen() {
        lines.stream()
                .filter(line -> STANDING.contains(line.state))
                .forEach(line -> fail.accept("left " + line.state + " " + line.reference + " on the card"));
        Instant latest = closedAt.plus(SETTLED_WITHIN);
        for (Entry entry : history.entries()) {
            boolean settles = entry.event() instanceof Captured || entry.event() instanceof Released;
            if (settles && entry.at().isAfter(latest)) {
                fail.accept("was settled as late as " + entry.at());
            }
        }
    }

    private void refundsAreRight() {
        long refunded = lines.stream().mapToLong(line -> line.refunded).sum();
        long written = sum(history.all(Refunded.class).map(Refunded::amount).toList());
        long asked = sum(
                history.all(RefundRequested.class).map(RefundRequested::amount).toList());
        if (refunded != written) {
            fail.accept("gave back " + refunded + ", its journal says " + written);
        }
        if (asked > captured) {
            fail.accept("let " + asked + " be asked back of " + captured);
        }
        if (asked != written) {
            fail.accept("gave back " + written + " of " + asked + " that were asked back; "
                    + history.all(RefundFailed.class).toList());
        }
    }

    private void billIsRight(Bill value) {
        ConsultationEnded ended = history.last(ConsultationEnded.class).orElseThrow();
        boolean withMinimum = ended.reason() != EndReason.TIMED_OUT || ended.lostSide() != Side.CONSULTANT;
        long gross = Tariff.gross(plan, value.chargeableSeconds(), withMinimum);
        long tax = Tariff.tax(plan, gross);
        if (value.gross().minorUnits() != gross
                || value.tax().minorUnits() != tax
                || value.net().minorUnits() != gross - tax) {
            fail.accept("billed " + value + " where " + gross + " with " + tax + " tax is right by " + plan);
        }
        long chargeable = Tariff.chargeable(plan, value.billableMillis() / 1_000);
        boolean isCut = value.chargeableSeconds() < chargeable;
        long oneStepMore = Tariff.gross(plan, value.chargeableSeconds() + plan.stepSeconds(), true);
        if (value.chargeableSeconds() > chargeable || (isCut && !isAboveCeiling(oneStepMore))) {
            fail.accept("charged " + value.chargeableSeconds() + " s of " + chargeable);
        }
    }

    private boolean isAboveCeiling(long gross) {
        boolean hasHold = history.has(HoldPlaced.class);
        return !hasHold || history.has(HoldRaised.class) || gross > plan.hold() || history.has(LimitSet.class);
    }

    private static long sum(List<Money> amounts) {
        return amounts.stream().mapToLong(Money::minorUnits).sum();
    }
}
