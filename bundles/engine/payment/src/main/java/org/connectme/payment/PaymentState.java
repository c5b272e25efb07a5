package org.connectme.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.core.Bill;
import org.connectme.core.Money;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.Asked;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PaymentEvent.OfOperation;
import org.connectme.core.event.PaymentEvent.RaiseOffered;
import org.connectme.core.event.PaymentEvent.RaiseRequested;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.jspecify.annotations.Nullable;

/**
 * Where the money of one consultation stands: the plain sum of its journal.
 *
 * @param holds    every attempt, in the order asked for; at most one of them is undecided
 * @param raises   every raise that was asked for
 * @param offers   every raise the customer was asked about
 * @param capture  null before it was asked for
 * @param due      null before the end, and where nothing was metered
 * @param waived   what was due but is less than the service takes
 * @param receipt  null before the capture
 */
record PaymentState(
        Consultation consultation,
        List<HoldAttempt> holds,
        List<RaiseOperation> raises,
        List<RaiseOffered> offers,
        List<ReleaseOperation> releases,
        @Nullable CaptureOperation capture,
        List<RefundOperation> refunds,
        @Nullable Bill due,
        @Nullable AmountWaived waived,
        @Nullable ReceiptIssued receipt) {

    static PaymentState of(History history) {
        Folding folding = new Folding();
        history.entries().forEach(folding::add);
        return folding.result(Consultation.of(history));
    }

    /** The plan costs something, so a card is to be held. */
    boolean isNeeded() {
        return consultation.offer() != null && !consultation.offer().plan().isFree();
    }

    /** The hold that the consultation rests on. Empty from the moment its release is asked for. */
    Optional<HoldPlaced> standingHold() {
        return Optional.ofNullable(consultation.hold()).filter(hold -> !isReleasing(hold.reference()));
    }

    /** Holds that stand at the service and that nobody rests on: placed for an earlier offer. */
    List<HoldPlaced> strayHolds() {
        return holds.stream()
                .flatMap(hold -> hold.placed().stream())
                .filter(hold -> consultation.hold() == null
                        || !hold.reference().equals(consultation.hold().reference()))
                .filter(hold -> !isReleasing(hold.reference()))
                .toList();
    }

    /** The kept card from which a hold will be placed: the newest under the offer, unless another was held since. */
    Optional<HoldAttempt> savedCard() {
        return holds.stream()
                .filter(hold -> !hold.forEarlierOffer() && !hold.request().customerAway())
                .filter(hold -> hold.saved().isPresent() || hold.placed().isPresent())
                .reduce((earlier, later) -> later)
                .filter(hold -> hold.saved()
                        .filter(card -> !isReleasing(card.reference()))
                        .isPresent());
    }

    /** Kept cards that are of no use any more, and that the service is not asked to forget yet. */
    List<HoldAttempt> strayCards() {
        Optional<HoldAttempt> inUse = consultation.isOpen() ? savedCard() : Optional.empty();
        return holds.stream()
                .filter(hold -> hold.saved()
                        .filter(card -> !isReleasing(card.reference()))
                        .isPresent())
                .filter(hold -> inUse.isEmpty() || !hold.equals(inUse.get()))
                .toList();
    }

    int holdsWithCustomerAway() {
        return (int)
                holds.stream().filter(hold -> hold.request().customerAway()).count();
    }

    Optional<RaiseOperation> raise(String operation) {
        return raises.stream()
                .filter(raise -> raise.request().operation().equals(operation))
                .findFirst();
    }

    Optional<RaiseOperation> undecidedRaise() {
        return raises.stream().filter(RaiseOperation::isUndecided).findFirst();
    }

    /** The raise the customer was asked about, as long as it would still raise the hold. */
    Optional<RaiseOffered> raiseOffer() {
        return standingHold()
                .flatMap(hold -> offers.stream()
                        .filter(offer -> offer.reference().equals(hold.reference()))
                        .filter(offer -> offer.total().compareTo(hold.amount()) > 0)
                        .reduce((earlier, later) -> later));
    }

    /** What was asked of the service because of this offer. */
    List<RaiseOperation> raisesFor(RaiseOffered offer) {
        return raises.stream()
                .filter(raise -> raise.request().reference().equals(offer.reference())
                        && raise.request().total().equals(offer.total()))
                .toList();
    }

    Optional<HoldAttempt> undecidedHold() {
        return holds.stream().filter(HoldAttempt::isUndecided).findFirst();
    }

    /** The newest attempt under the offer that stands. */
    Optional<HoldAttempt> currentAttempt() {
        return holds.stream().filter(hold -> !hold.forEarlierOffer()).reduce((earlier, later) -> later);
    }

    Optional<HoldAttempt> hold(String operation) {
        return holds.stream().filter(hold -> hold.operation().equals(operation)).findFirst();
    }

    Optional<ReleaseOperation> release(String operation) {
        return releases.stream()
                .filter(release -> release.request().operation().equals(operation))
                .findFirst();
    }

    Optional<RefundOperation> refund(String operation) {
        return refunds.stream()
                .filter(refund -> refund.request().operation().equals(operation))
                .findFirst();
    }

    boolean isReleasing(String reference) {
        return releases.stream()
                .anyMatch(release -> release.request().reference().equals(reference));
    }

    /** The hold of this name at the service, whether it stands or not. */
    Optional<HoldPlaced> placed(String reference) {
        return holds.stream()
                .flatMap(hold -> hold.placed().stream())
                .filter(hold -> hold.reference().equals(reference))
                .findFirst();
    }

    /** An attempt that is still of use: its answer opens the door. */
    boolean isWanted(HoldAttempt hold) {
        return consultation.isOpen() && !hold.forEarlierOffer();
    }

    /** Over, and certainly without anything to pay. Until the bill is there, a metered consultation is not. */
    boolean isNothingDue() {
        if (consultation.cancelled() != null) {
            return true;
        }
        ConsultationEnded ended = consultation.ended();
        if (ended == null) {
            return false;
        }
        if (due != null) {
            return !due.gross().isPositive();
        }
        return ended.reason() == EndReason.NOT_KEPT || consultation.meterStartedAt() == null;
    }

    Optional<Captured> captured() {
        return Optional.ofNullable(capture).flatMap(CaptureOperation::done);
    }

    /** Given back for certain; null before anything was captured. */
    @Nullable
    Money refunded() {
        return sumOfRefunds(false);
    }

    /** Given back, or on its way back; null before anything was captured. */
    @Nullable
    Money refundedOrAsked() {
        return sumOfRefunds(true);
    }

    private @Nullable Money sumOfRefunds(boolean withUndecided) {
        return captured()
                .map(taken -> refunds.stream()
                        .filter(refund -> refund.isDone() || (withUndecided && refund.isUndecided()))
                        .map(refund -> refund.request().amount())
                        .reduce(Money.zero(taken.amount().currency()), Money::plus))
                .orElse(null);
    }

    /** The fold's working state; never leaves {@link #of}. */
    private static final class Folding {

        private record Request(Event event, Instant at, int offers) {}

        private final List<Request> requests = new ArrayList<>();
        private final List<RaiseOffered> raiseOffers = new ArrayList<>();
        private final Map<String, List<Entry>> trails = new HashMap<>();
        private int offers;
        private @Nullable Bill due;
        private @Nullable AmountWaived waived;
        private @Nullable ReceiptIssued receipt;

        void add(Entry entry) {
            Event event = entry.event();
            if (event instanceof OfferChanged) {
                offers++;
            } else if (event instanceof AmountDue e) {
                due = due == null ? e.bill() : due;
            } else if (event instanceof AmountWaived e) {
                waived = e;
            } else if (event instanceof ReceiptIssued e) {
                receipt = e;
            } else if (event instanceof RaiseOffered e) {
                raiseOffers.add(e);
            } else if (event instanceof Asked) {
                requests.add(new Request(event, entry.at(), offers));
            } else if (event instanceof OfOperation e) {
                trails.computeIfAbsent(e.operation(), key -> new ArrayList<>()).add(entry);
            }
        }

        PaymentState result(Consultation consultation) {
            List<HoldAttempt> holds = new ArrayList<>();
            List<RaiseOperation> raises = new ArrayList<>();
            List<ReleaseOperation> releases = new ArrayList<>();
            List<RefundOperation> refunds = new ArrayList<>();
            @Nullable CaptureOperation capture = null;
            for (Request request : requests) {
                if (request.event() instanceof HoldRequested e) {
                    holds.add(new HoldAttempt(e, request.offers() < offers, trail(e.operation(), request)));
                } else if (request.event() instanceof RaiseRequested e) {
                    raises.add(new RaiseOperation(e, trail(e.operation(), request)));
                } else if (request.event() instanceof ReleaseRequested e) {
                    releases.add(new ReleaseOperation(e, trail(e.operation(), request)));
                } else if (request.event() instanceof RefundRequested e) {
                    refunds.add(new RefundOperation(e, trail(e.operation(), request)));
                } else if (request.event() instanceof CaptureRequested e) {
                    capture = new CaptureOperation(e, trail(e.operation(), request));
                }
            }
            return new PaymentState(
                    consultation,
                    List.copyOf(holds),
                    List.copyOf(raises),
                    List.copyOf(raiseOffers),
                    List.copyOf(releases),
                    capture,
                    List.copyOf(refunds),
                    due,
                    waived,
                    receipt);
        }

        private Trail trail(String operation, Request request) {
            return new Trail(request.at(), trails.getOrDefault(operation, List.of()));
        }
    }
}
