package org.connectme.payment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.connectme.core.Money;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Journal.Append;
import org.connectme.core.journal.Reaction;
import org.connectme.payment.ProviderCalls.Served;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Outcome;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due, once, frees every hold that is not needed, gives back what the consultant refunds, and numbers the
 * receipt. Keeps no state: the journal is the memory. Each call of it does at most one step at the service. Thread-safe.
 */
@Component
public final class SettlementReaction implements Reaction {

    private static final Logger logger = LoggerFactory.getLogger(SettlementReaction.class);

    static final String NAME = "payment.settlement";

    private final Journal journal;
    private final Desk desk;

    @Activate
    public SettlementReaction(@Reference Journal journal, @Reference ProviderCalls calls, @Reference Pace pace) {
        this.journal = journal;
        this.desk = new Desk(new Books(journal), calls, pace);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        PaymentState state = PaymentState.of(history);
        if (!SettlementPlan.releases(state, now).isEmpty()) {
            desk.books().write(history, current -> SettlementPlan.releases(current, now));
            return Optional.empty();
        }
        Optional<HoldPlaced> toCapture = SettlementPlan.toCapture(state);
        if (toCapture.isPresent()) {
            return askForCapture(history, state, toCapture.get(), now);
        }
        boolean capturing = state.capture() != null && state.captured().isEmpty();
        if (state.captured().isPresent() && state.receipt() == null) {
            issueReceipt(history);
            return Optional.empty();
        }
        Optional<Instant> again =
                capturing ? new CaptureStep(desk, history, state.capture(), now).goOn() : refund(history, state, now);
        return Schedule.earlier(again, Schedule.earlier(SettlementPlan.runsOut(state), release(history, state, now)));
    }

    private Optional<Instant> askForCapture(History history, PaymentState state, HoldPlaced hold, Instant now) {
        Instant since = Objects.requireNonNull(state.consultation().closedAt());
        String currency = hold.amount().currency().getCurrencyCode();
        Outcome<Optional<Capabilities>> outcome =
                desk.calls().capabilities(Served.by(hold.provider(), hold.reference()), currency);
        Optional<Capabilities> service =
                outcome instanceof Outcome.Done<Optional<Capabilities>> done ? done.value() : Optional.empty();
        if (service.isEmpty()) {
            boolean moment = now.isBefore(since.plusSeconds(60));
            if (!moment) {
                logger.warn("{}: provider {} is away, so nothing is captured yet", history.id(), hold.provider());
            }
            return Optional.of(moment ? now.plusSeconds(1) : Schedule.SETTLEMENT.next(since, now));
        }
        desk.books()
                .write(
                        history,
                        current -> SettlementPlan.toCapture(current)
                                .map(held -> SettlementPlan.capture(current, history.id(), held, service.get()))
                                .orElse(List.<Event>of()));
        return Optional.empty();
    }

    /** Number and entry are one transaction of the journal's, so that the seller's sequence has no gap. */
    private void issueReceipt(History history) {
        History current = history;
        while (PaymentState.of(current).receipt() == null) {
            String sequence = "receipt/"
                    + PaymentState.of(current).consultation().scheduled().consultant();
            Append append = journal.appendNumbered(current.id(), current.length(), sequence, ReceiptIssued::new);
            if (append instanceof Append.Done) {
                return;
            }
            current = ((Append.Conflict) append).history();
        }
    }

    private Optional<Instant> release(History history, PaymentState state, Instant now) {
        Optional<Instant> again = Optional.empty();
        for (ReleaseOperation release : state.releases()) {
            if (!release.isDone()) {
                again = Schedule.earlier(again, new ReleaseStep(desk, history, release, now).goOn());
            }
        }
        return again;
    }

    private Optional<Instant> refund(History history, PaymentState state, Instant now) {
        Optional<RefundOperation> next =
                state.refunds().stream().filter(RefundOperation::isUndecided).findFirst();
        if (next.isEmpty() || state.capture() == null) {
            return Optional.empty();
        }
        Money before = Objects.requireNonNull(state.refunded());
        return new RefundStep(desk, history, state.capture().request(), before, next.get(), now).goOn();
    }
}
