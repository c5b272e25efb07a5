package org.connectme.consultation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.CardSaved;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PaymentEvent.RaiseDeclined;
import org.connectme.core.event.PaymentEvent.RaiseRequested;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.RefundFailed;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.journal.History;

/** Whether any money of a consultation is still on its way. A fold that is done when {@link #isIn} returns. */
final class OpenMoney {

    /** What the service was asked and has not answered, by operation; with the hold that it is about. */
    private final Map<String, String> asked = new HashMap<>();
    /** What stands on a card, by the service's reference. */
    private final Set<String> held = new HashSet<>();

    private boolean hasEnded;
    private boolean hasBill;
    private boolean isOwed;
    private boolean owesReceipt;

    private OpenMoney() {}

    static boolean isIn(History history) {
        OpenMoney money = new OpenMoney();
        history.entries().forEach(entry -> money.add(entry.event()));
        boolean owesBill = money.hasEnded && !money.hasBill;
        return owesBill || money.isOwed || money.owesReceipt || !money.asked.isEmpty() || !money.held.isEmpty();
    }

    private void add(Event event) {
        if (event instanceof ConsultationEnded) {
            hasEnded = true;
        } else if (event instanceof AmountDue due) {
            hasBill = true;
            isOwed = due.bill().gross().isPositive();
        } else if (event instanceof AmountWaived) {
            isOwed = false;
        } else if (event instanceof ReceiptIssued) {
            owesReceipt = false;
        } else if (event instanceof HoldRequested e) {
            asked.put(e.operation(), "");
        } else if (event instanceof HoldPlaced e) {
            asked.remove(e.operation());
            held.add(e.reference());
        } else if (event instanceof CardSaved e) {
            asked.remove(e.operation());
            held.add(e.reference());
        } else if (event instanceof HoldDeclined e) {
            asked.remove(e.operation());
        } else if (event instanceof RaiseRequested e) {
            asked.put(e.operation(), "");
        } else if (event instanceof HoldRaised e) {
            asked.remove(e.operation());
        } else if (event instanceof RaiseDeclined e) {
            asked.remove(e.operation());
        } else if (event instanceof CaptureRequested e) {
            asked.put(e.operation(), e.reference());
        } else if (event instanceof Captured e) {
            answered(e.operation());
            isOwed = false;
            owesReceipt = true;
        } else if (event instanceof ReleaseRequested e) {
            asked.put(e.operation(), e.reference());
        } else if (event instanceof Released e) {
            answered(e.operation());
        } else if (event instanceof RefundRequested e) {
            asked.put(e.operation(), "");
        } else if (event instanceof Refunded e) {
            asked.remove(e.operation());
        } else if (event instanceof RefundFailed e) {
            asked.remove(e.operation());
        }
    }

    private void answered(String operation) {
        String reference = asked.remove(operation);
        if (reference != null) {
            held.remove(reference);
        }
    }
}
