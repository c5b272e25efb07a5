package org.connectme.signaling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.connectme.core.journal.Projection;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The {@link Projection}s there are. Any thread. */
@Component(service = Projections.class)
public final class Projections {

    private final List<Projection> all = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addProjection(Projection projection) {
        all.add(projection);
    }

    public void removeProjection(Projection projection) {
        all.removeIf(each -> each == projection);
    }

    /** By name; of each name the newest. */
    Map<String, Projection> byName() {
        Map<String, Projection> byName = new LinkedHashMap<>();
        all.forEach(each -> byName.put(each.name(), each));
        return byName;
    }
}
