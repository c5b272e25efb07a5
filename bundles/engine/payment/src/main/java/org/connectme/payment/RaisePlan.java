package org.connectme.payment;

import java.util.Optional;
import org.connectme.core.Money;
import org.connectme.core.event.MeterEvent.CeilingNear;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.RaiseOffered;
import org.connectme.core.journal.History;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Capabilities;

/** When the customer is asked whether the hold may be raised, and to what. Pure. */
final class RaisePlan {

    private RaisePlan() {}

    /** The hold is nearly used up, and the customer was not asked about it yet. */
    static boolean isDue(PaymentState state, History history) {
        Optional<HoldPlaced> hold = state.standingHold();
        return state.consultation().isOpen()
                && hold.isPresent()
                && state.raiseOffer().isEmpty()
                && state.capture() == null
                && history.last(CeilingNear.class)
                        .filter(near -> near.ceiling().equals(hold.get().amount()))
                        .isPresent();
    }

    /** @return empty where the service cannot, or takes no more */
    static Optional<RaiseOffered> offer(PaymentState state, Capabilities service) {
        HoldPlaced hold = state.standingHold().orElseThrow();
        Money step = state.consultation().offer().plan().holdAmount();
        long most = Math.min(hold.amount().plus(step).minorUnits(), service.maximum());
        Money total = new Money(most - most % service.quantum(), step.currency());
        boolean can = service.can(Ability.RAISE) && service.can(Ability.PARTIAL_CAPTURE);
        return can && total.compareTo(hold.amount()) > 0
                ? Optional.of(new RaiseOffered(hold.reference(), total))
                : Optional.empty();
    }
}
