package org.connectme.core.event;

import org.connectme.core.Bill;
import org.connectme.core.Money;
import org.jspecify.annotations.Nullable;

/** The meter. Its running time is no event: it follows from these and from presence. */
public sealed interface MeterEvent extends Event {

    record MeterStarted() implements MeterEvent {}

    record MeterPaused() implements MeterEvent {}

    record MeterResumed() implements MeterEvent {}

    /** The customer's own limit, gross; null takes it back. */
    record LimitSet(@Nullable Money limit) implements MeterEvent {}

    /** Four fifths of the ceiling are used. */
    record CeilingNear(Money gross, Money ceiling) implements MeterEvent {}

    /** The ceiling or the customer's limit is used up; the call may go on and is free from here. */
    record MeterStopped(StopReason reason) implements MeterEvent {}

    /** What is due, once, after the end. */
    record AmountDue(Bill bill) implements MeterEvent {}

    enum StopReason {
        CEILING,
        LIMIT
    }
}
