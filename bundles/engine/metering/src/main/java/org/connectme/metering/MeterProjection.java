package org.connectme.metering;

import java.time.Instant;
import java.util.Optional;
import org.connectme.core.Bill;
import org.connectme.core.Side;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Projection;
import org.connectme.metering.Metering.State;
import org.osgi.service.component.annotations.Component;

/** The part "meter" of a page's state. Stateless; any thread. */
@Component
public final class MeterProjection implements Projection {

    @Override
    public String name() {
        return "meter";
    }

    @Override
    public Record project(History history, Side viewer, Instant now) {
        Metering metering = Metering.of(history, now);
        boolean isEnded = metering.state() == State.ENDED;
        Bill bill = isEnded ? written(history).orElse(metering.bill()) : metering.bill();
        Optional<Refusal> refusal =
                viewer == Side.CONSULTANT ? MeterDecider.startRefusal(history, metering, now) : Optional.empty();
        boolean hasHold = Consultation.of(history).hold() != null || isEnded;
        boolean canStart = viewer == Side.CONSULTANT && refusal.isEmpty() && !metering.switchedOn();
        return new MeterView(
                metering.state(),
                metering.reason(),
                metering.startedAt(),
                metering.at(),
                bill.billableMillis(),
                bill.durationMillis(),
                bill.gross(),
                bill.tax(),
                hasHold ? metering.ceiling() : null,
                metering.limit(),
                metering.isNearCeiling() || metering.state() == State.STOPPED,
                canStart,
                refusal.map(Refusal::code).orElse(null),
                isEnded ? bill : null);
    }

    /** The bill that the capture goes by, once it is written. */
    private static Optional<Bill> written(History history) {
        return history.last(AmountDue.class).map(AmountDue::bill);
    }
}
