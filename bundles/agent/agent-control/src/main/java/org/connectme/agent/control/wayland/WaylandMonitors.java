package org.connectme.agent.control.wayland;

import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.Monitors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The monitor that the person picks in the system's dialog; which ones there are, nobody is told. */
@Component
public final class WaylandMonitors implements Monitors {

    static final String ID = "lent";

    /** Before it is lent nobody knows how large it is. */
    private static final Monitor UNKNOWN = new Monitor(ID, "", 0, 0, 1, 1, false);

    private final WaylandDesk desk;

    @Activate
    public WaylandMonitors(@Reference WaylandDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<Monitor> list() {
        return desk.serves() ? List.of(desk.lease().flatMap(Lease::monitor).orElse(UNKNOWN)) : List.of();
    }

    @Override
    public Runnable watch(Runnable changed) {
        return desk.watch(changed);
    }

    @Override
    public void ask(String id) {
        if (id.equals(ID)) {
            desk.ask();
        }
    }

    @Override
    public Lending lending(String id) {
        return id.equals(ID) ? desk.lending() : Lending.LENT;
    }

    @Override
    public void giveBack() {
        desk.giveBack();
    }

    @Override
    public Optional<View> view(String id) {
        return id.equals(ID) ? desk.lease().flatMap(Lease::view) : Optional.empty();
    }
}
