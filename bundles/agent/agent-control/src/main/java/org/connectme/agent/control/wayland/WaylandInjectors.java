package org.connectme.agent.control.wayland;

import org.connectme.agent.core.Injector;
import org.connectme.agent.core.InjectorFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Input on Wayland: by the lease of the desktop that its picture came with. */
@Component
public final class WaylandInjectors implements InjectorFactory {

    private final WaylandDesk desk;

    @Activate
    public WaylandInjectors(@Reference WaylandDesk desk) {
        this.desk = desk;
    }

    @Override
    public boolean serves() {
        return desk.serves();
    }

    @Override
    public void expect(boolean control) {
        desk.control(control);
    }

    @Override
    public Injector open() {
        return new WaylandInjector(desk);
    }
}
