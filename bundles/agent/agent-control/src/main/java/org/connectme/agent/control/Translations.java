package org.connectme.agent.control;

import org.connectme.agent.core.ControlInput;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Begins a translation for each control. */
@Component
public final class Translations implements ControlInput.Factory {

    @Activate
    public Translations() {}

    @Override
    public ControlInput begin() {
        return new Translation(System::nanoTime);
    }
}
