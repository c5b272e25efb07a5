package org.connectme.consultation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.Answered;
import org.connectme.core.event.PaymentEvent.Asked;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.CardSaved;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.journal.History;
import org.jspecify.annotations.Nullable;

/**
 * Whether any money of a consultation is still on its way: an operation without an answer, a hold or a card that stands,
 * a bill or a receipt that is owed. A fold that is done when {@link #isIn} returns.
 */
final class OpenMoney {

    /** What the service was asked and has not answered, by operation. */
    private final Map<String, Asked> asked = new HashMap<>();
    /** What stands on a card, by the service's reference. */
    private final Set<String> standing = new HashSet<>();

    private boolean owesBill;
    private boolean isOwed;
    private boolean owesReceipt;

    private OpenMoney() {}

    static boolean isIn(History history) {
        OpenMoney money = new OpenMoney();
        history.entries().forEach(entry -> money.add(entry.event()));
        return money.owesBill
                || money.isOwed
                || money.owesReceipt
                || !money.asked.isEmpty()
                || !money.standing.isEmpty();
    }

    private void add(Event event) {
        if (event instanceof Asked operation) {
            asked.put(operation.operation(), operation);
        } else if (event instanceof Answered operation) {
            answer(asked.remove(operation.operation()), operation);
        } else if (event instanceof ConsultationEnded) {
            owesBill = true;
        } else if (event instanceof AmountDue due) {
            owesBill = false;
            isOwed = due.bill().gross().isPositive();
        } else if (event instanceof AmountWaived) {
            isOwed = false;
        } else if (event instanceof ReceiptIssued) {
            owesReceipt = false;
        }
    }

    private void answer(@Nullable Asked question, Answered answer) {
        if (answer instanceof HoldPlaced hold) {
            standing.add(hold.reference());
        } else if (answer instanceof CardSaved card) {
            standing.add(card.reference());
        } else if (answer instanceof Captured && question instanceof CaptureRequested capture) {
            standing.remove(capture.reference());
        } else if (answer instanceof Released && question instanceof ReleaseRequested release) {
            standing.remove(release.reference());
        }
        if (answer instanceof Captured) {
            isOwed = false;
            owesReceipt = true;
        }
    }
}
