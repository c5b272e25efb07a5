package org.connectme.agent.control;

import java.util.function.LongSupplier;
import org.connectme.agent.core.ControlInput;

/** The app's translation of messages into input, as it is shipped, by a clock of one's own. */
public record LooseInput(LongSupplier nanoTime) implements ControlInput.Factory {

    @Override
    public ControlInput begin() {
        return new Translation(nanoTime);
    }
}
