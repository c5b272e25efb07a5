package org.connectme.deployment;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentConstants;

/**
 * Makes every service of a bundle's components once and holds it until closed. A component is otherwise made when its
 * service is first asked for, which is after the older version has gone: too late to find that it cannot be made, and
 * time that callers would wait. Used by one thread.
 */
final class Trial implements AutoCloseable {

    private final BundleContext context;
    private final List<ServiceReference<?>> held = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    Trial(BundleContext context, Bundle bundle) {
        this.context = context;
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        if (registered == null) {
            return;
        }
        for (ServiceReference<?> reference : registered) {
            if (reference.getProperty(ComponentConstants.COMPONENT_NAME) instanceof String component) {
                make(reference, component);
            }
        }
    }

    private void make(ServiceReference<?> reference, String component) {
        if (context.getService(reference) == null) {
            failed.add(component);
        } else {
            held.add(reference);
        }
    }

    /** Names of the components that could not be made; why is in the log. */
    List<String> failed() {
        return failed;
    }

    @Override
    public void close() {
        held.forEach(context::ungetService);
    }
}
