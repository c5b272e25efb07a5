package org.connectme.core.command;

import org.connectme.core.Money;
import org.jspecify.annotations.Nullable;

/** Commands about the meter. */
public sealed interface MeterCommand extends Command {

    /** START CHARGES, also to go on after a pause. */
    record StartMeter() implements MeterCommand {}

    record PauseMeter() implements MeterCommand {}

    /** The customer's own limit, gross; null takes it back. */
    record SetLimit(@Nullable Money limit) implements MeterCommand {}
}
