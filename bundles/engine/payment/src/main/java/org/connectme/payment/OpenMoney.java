package org.connectme.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.account.PaymentOversight.Open;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.payment.ProviderCalls.Served;
import org.jspecify.annotations.Nullable;

/** What of one consultation's money has not come to its end. Pure but for who is here. */
final class OpenMoney {

    private final ConsultationId id;
    private final PaymentState state;
    private final Predicate<Served> isHere;
    private final List<Open> found = new ArrayList<>();
    private final Set<Served> served = new HashSet<>();

    private OpenMoney(ConsultationId id, PaymentState state, Predicate<Served> isHere) {
        this.id = id;
        this.state = state;
        this.isHere = isHere;
    }

    /** @param isHere whether a plug-in is here that goes on with it */
    static List<Open> of(ConsultationId id, PaymentState state, Predicate<Served> isHere) {
        return List.copyOf(look(id, state, isHere).found);
    }

    /** Who must be here for all of it to come to its end, whoever is here now. */
    static Set<Served> needs(ConsultationId id, PaymentState state) {
        return Set.copyOf(look(id, state, served -> false).served);
    }

    private static OpenMoney look(ConsultationId id, PaymentState state, Predicate<Served> isHere) {
        OpenMoney money = new OpenMoney(id, state, isHere);
        state.holds().forEach(money::hold);
        state.raises().stream().filter(RaiseOperation::isUndecided).forEach(money::raise);
        money.standing();
        money.capture();
        state.releases().stream().filter(release -> !release.isDone()).forEach(money::release);
        state.refunds().stream().filter(RefundOperation::isUndecided).forEach(money::refund);
        return money;
    }

    private void hold(HoldAttempt hold) {
        boolean isNeverFound = hold.declined()
                        .map(HoldDeclined::reason)
                        .filter(reason -> reason.equals(Reasons.IN_DOUBT) || reason.equals(Reasons.UNANSWERED))
                        .isPresent()
                && state.release(Operations.release(hold.operation())).isEmpty();
        if (!hold.isUndecided() && !isNeverFound) {
            return;
        }
        Instant declined = hold.trail().lastAt(HoldDeclined.class).orElse(null);
        add(
                hold.operation(),
                hold.isToBeSaved() ? "save" : "hold",
                new Served(hold.request().provider(), hold.reference()),
                hold.request().amount(),
                hold.trail().requestedAt(),
                isNeverFound ? declined : hold.trail().doubtSince().orElse(null));
    }

    private void raise(RaiseOperation raise) {
        add(
                raise.request().operation(),
                "raise",
                Served.by(raise.request().provider(), raise.request().reference()),
                raise.request().total(),
                raise.trail().requestedAt(),
                raise.trail().doubtSince().orElse(null));
    }

    /** A hold or a kept card is no money on its way, unless nobody is left to go on with it. */
    private void standing() {
        Optional<HoldPlaced> hold = state.standingHold().filter(placed -> state.capture() == null);
        hold.map(placed -> Served.by(placed.provider(), placed.reference()))
                .filter(served -> !isHere.test(served))
                .ifPresent(served -> add(
                        hold.get().operation(),
                        "hold",
                        served,
                        hold.get().amount(),
                        since(hold.get().operation()),
                        null));
        state.savedCard()
                .flatMap(HoldAttempt::saved)
                .map(card -> Served.by(card.provider(), card.reference()))
                .filter(served -> !isHere.test(served))
                .ifPresent(served -> add(
                        state.savedCard().orElseThrow().operation(),
                        "save",
                        served,
                        null,
                        state.savedCard().orElseThrow().trail().requestedAt(),
                        null));
    }

    private Instant since(String operation) {
        return state.hold(operation).orElseThrow().trail().requestedAt();
    }

    private void capture() {
        CaptureOperation capture = state.capture();
        if (capture != null && capture.done().isEmpty()) {
            CaptureRequested request = capture.request();
            add(
                    request.operation(),
                    "capture",
                    Served.by(request.provider(), request.reference()),
                    request.amount(),
                    capture.trail().requestedAt(),
                    capture.trail().doubtSince().orElse(null));
        }
        SettlementPlan.toCapture(state)
                .ifPresent(hold -> add(
                        Operations.capture(id),
                        "capture",
                        Served.by(hold.provider(), hold.reference()),
                        state.due().gross(),
                        state.consultation().closedAt(),
                        null));
    }

    private void release(ReleaseOperation release) {
        add(
                release.request().operation(),
                "release",
                Served.by(release.request().provider(), release.request().reference()),
                state.placed(release.request().reference())
                        .map(HoldPlaced::amount)
                        .orElse(null),
                release.trail().requestedAt(),
                release.trail().doubtSince().orElse(null));
    }

    private void refund(RefundOperation refund) {
        CaptureOperation capture = state.capture();
        if (capture != null) {
            add(
                    refund.request().operation(),
                    "refund",
                    Served.by(capture.request().provider(), capture.request().reference()),
                    refund.request().amount(),
                    refund.trail().requestedAt(),
                    refund.trail().doubtSince().orElse(null));
        }
    }

    private void add(
            String operation,
            String what,
            Served served,
            @Nullable Money amount,
            Instant since,
            @Nullable Instant doubtSince) {
        this.served.add(served);
        found.add(new Open(id, operation, what, served.provider(), amount, since, doubtSince, !isHere.test(served)));
    }
}
