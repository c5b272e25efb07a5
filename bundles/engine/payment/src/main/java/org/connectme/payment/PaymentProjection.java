package org.connectme.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.CardSaved;
import org.connectme.core.event.PaymentEvent.ChallengeRequired;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.RaiseDeclined;
import org.connectme.core.event.PaymentEvent.RaiseOffered;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Projection;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** What the pages show of the money. Pure. */
@Component
public final class PaymentProjection implements Projection {

    /** Where the money stands, for a page. */
    public enum Status {
        /** No card yet; also free plans, and after a hold that ran out or that an earlier offer had. */
        NONE,
        /** The card service is being asked. */
        CHECKING,
        /** The cardholder must confirm; see {@link View#challenge()}. */
        CHALLENGE,
        HELD,
        /** The card is kept and will be held in time; see {@link View#holdAt()}. */
        SAVED,
        /** Another card can be tried; see {@link View#declineReason()}. */
        DECLINED,
        /** An answer never came and is being looked up. */
        DOUBT,
        CAPTURING,
        CAPTURED,
        RELEASED,
        /** Less was due than the service takes. */
        WAIVED,
        /** The capture was refused; the operator sees it and it is tried again. */
        FAILED
    }

    /**
     * @param needed        the plan costs something
     * @param held          what is on hold, or was when it was captured or released
     * @param refunded      given back for certain
     * @param heldUntil     the service frees the hold then
     * @param declineReason lower case with hyphens, such as "insufficient-funds"; the customer's page only
     * @param challenge     the customer's page only
     * @param holdAt        when the kept card will be held
     * @param renewable     the hold runs out before the planned end; a card can be held anew
     * @param otherCard     while one is checked or in doubt: another card can be tried now
     * @param raise         the customer is asked whether the hold may be raised, or what became of it
     */
    public record View(
            boolean needed,
            Status status,
            @Nullable Money held,
            @Nullable Money captured,
            @Nullable Money refunded,
            @Nullable String cardBrand,
            @Nullable String cardLastFour,
            @Nullable Instant heldUntil,
            @Nullable String declineReason,
            @Nullable Challenge challenge,
            @Nullable Long receiptNumber,
            List<RefundView> refunds,
            @Nullable Instant holdAt,
            boolean renewable,
            boolean otherCard,
            @Nullable RaiseView raise) {}

    /**
     * @param operation to be named in the answer
     * @param provider  whose form shows it
     * @param action    JSON for that form
     */
    public record Challenge(String operation, String provider, String action) {}

    /**
     * @param total       what would be on hold in all
     * @param reason      why it was declined; null otherwise
     * @param mayBeAsked  the customer may say yes
     */
    public record RaiseView(
            Money total, RaiseStatus state, @Nullable String reason, boolean mayBeAsked) {}

    public enum RaiseStatus {
        OFFERED,
        ASKED,
        DOUBT,
        DECLINED
    }

    /** @param at when it was asked for */
    public record RefundView(Money amount, Instant at, RefundStatus state) {}

    public enum RefundStatus {
        ASKED,
        DONE,
        FAILED
    }

    @Override
    public String name() {
        return "payment";
    }

    @Override
    public Record project(History history, Side viewer, Instant now) {
        PaymentState state = PaymentState.of(history);
        Optional<HoldPlaced> hold = hold(state);
        Status status = status(state);
        Optional<CardSaved> kept =
                status == Status.SAVED ? state.savedCard().flatMap(HoldAttempt::saved) : Optional.empty();
        return new View(
                state.isNeeded(),
                status,
                hold.map(HoldPlaced::amount).orElse(null),
                state.captured().map(Captured::amount).orElse(null),
                state.refunded(),
                hold.map(HoldPlaced::cardBrand)
                        .or(() -> kept.map(CardSaved::cardBrand))
                        .orElse(null),
                hold.map(HoldPlaced::cardLastFour)
                        .or(() -> kept.map(CardSaved::cardLastFour))
                        .orElse(null),
                state.standingHold().map(HoldPlaced::heldUntil).orElse(null),
                viewer == Side.CUSTOMER ? declineReason(state, status) : null,
                status == Status.CHALLENGE && viewer == Side.CUSTOMER ? challenge(state) : null,
                Optional.ofNullable(state.receipt()).map(ReceiptIssued::number).orElse(null),
                state.refunds().stream().map(PaymentProjection::refund).toList(),
                status == Status.SAVED ? LaterPlan.dueAt(state, now).orElse(null) : null,
                LaterPlan.isRenewable(state, now),
                state.undecidedHold()
                        .filter(attempt -> HoldPlan.isReplaceable(attempt, now))
                        .isPresent(),
                raise(state));
    }

    private static @Nullable RaiseView raise(PaymentState state) {
        Optional<RaiseOffered> offer = state.consultation().isOpen() ? state.raiseOffer() : Optional.empty();
        if (offer.isEmpty()) {
            return null;
        }
        Money total = offer.get().total();
        List<RaiseOperation> asked = state.raisesFor(offer.get());
        if (asked.isEmpty()) {
            return new RaiseView(total, RaiseStatus.OFFERED, null, true);
        }
        RaiseOperation last = asked.get(asked.size() - 1);
        if (last.isUndecided()) {
            boolean doubt = last.trail().doubtSince().isPresent();
            return new RaiseView(total, doubt ? RaiseStatus.DOUBT : RaiseStatus.ASKED, null, false);
        }
        String reason = last.trail()
                .last(RaiseDeclined.class)
                .map(RaiseDeclined::reason)
                .orElse(null);
        return new RaiseView(total, RaiseStatus.DECLINED, reason, asked.size() < PaymentDecider.RAISES_AN_OFFER);
    }

    private static Status status(PaymentState state) {
        if (!state.isNeeded()) {
            return Status.NONE;
        }
        if (state.capture() != null) {
            return captureStatus(state.capture());
        }
        if (state.waived() != null) {
            return Status.WAIVED;
        }
        if (state.standingHold().isPresent()) {
            return state.due() != null && state.due().gross().isPositive() ? Status.CAPTURING : Status.HELD;
        }
        if (state.due() != null && state.due().gross().isPositive()) {
            return Status.FAILED;
        }
        return state.currentAttempt()
                .map(attempt -> attemptStatus(state, attempt))
                .orElse(Status.NONE);
    }

    private static Status captureStatus(CaptureOperation capture) {
        if (capture.done().isPresent()) {
            return Status.CAPTURED;
        }
        if (capture.trail().doubtSince().isPresent()) {
            return Status.DOUBT;
        }
        return capture.refusedAt().isPresent() ? Status.FAILED : Status.CAPTURING;
    }

    private static Status attemptStatus(PaymentState state, HoldAttempt attempt) {
        if (attempt.placed().isPresent()) {
            // Held once and standing no longer: given back at the end, or run out before the call.
            boolean given = state.release(Operations.release(attempt.operation()))
                    .filter(ReleaseOperation::isDone)
                    .isPresent();
            return state.consultation().isOpen() ? Status.NONE : given ? Status.RELEASED : Status.HELD;
        }
        if (attempt.saved().isPresent()) {
            return state.consultation().isOpen() ? Status.SAVED : Status.NONE;
        }
        if (attempt.declined().isPresent()) {
            return state.consultation().isOpen() ? Status.DECLINED : Status.NONE;
        }
        if (attempt.trail().doubtSince().isPresent()) {
            return Status.DOUBT;
        }
        return attempt.openChallenge().isPresent() ? Status.CHALLENGE : Status.CHECKING;
    }

    private static @Nullable String declineReason(PaymentState state, Status status) {
        Optional<HoldAttempt> attempt = state.currentAttempt();
        if (status == Status.NONE && attempt.flatMap(HoldAttempt::placed).isPresent()) {
            return Reasons.EXPIRED;
        }
        return status == Status.DECLINED
                ? attempt.flatMap(HoldAttempt::declined)
                        .map(HoldDeclined::reason)
                        .orElse(null)
                : null;
    }

    private static @Nullable Challenge challenge(PaymentState state) {
        return state.currentAttempt()
                .flatMap(attempt -> attempt.openChallenge()
                        .map(ChallengeRequired::action)
                        .map(action -> new Challenge(
                                attempt.operation(), attempt.request().provider(), action)))
                .orElse(null);
    }

    /** The hold to show: the one that stands, or else the last one once everything is over. */
    private static Optional<HoldPlaced> hold(PaymentState state) {
        if (state.standingHold().isPresent() || state.consultation().isOpen()) {
            return state.standingHold();
        }
        return state.currentAttempt().flatMap(HoldAttempt::placed);
    }

    private static RefundView refund(RefundOperation refund) {
        RefundStatus failedOrAsked = refund.isFailed() ? RefundStatus.FAILED : RefundStatus.ASKED;
        return new RefundView(
                refund.request().amount(),
                refund.trail().requestedAt(),
                refund.isDone() ? RefundStatus.DONE : failedOrAsked);
    }
}
