package org.connectme.gateway.http;

import java.util.concurrent.TimeUnit;
import org.connectme.wire.http.Endpoint;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The {@link Endpoint}s there are. */
@Component(service = Endpoints.class)
public final class Endpoints {

    private final PrefixRegistry<Endpoint> registry = new PrefixRegistry<>(
            (prefix, path) -> prefix.endsWith("/") ? path.startsWith(prefix) : path.equals(prefix));

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addEndpoint(Endpoint endpoint) {
        registry.add(endpoint.prefix(), endpoint);
    }

    public void removeEndpoint(Endpoint endpoint) {
        registry.remove(endpoint);
    }

    boolean isServed(String prefix) {
        return registry.isServed(prefix);
    }

    PrefixRegistry.Lookup<Endpoint> find(String path, long patience, TimeUnit unit) throws InterruptedException {
        return registry.find(path, patience, unit);
    }
}
