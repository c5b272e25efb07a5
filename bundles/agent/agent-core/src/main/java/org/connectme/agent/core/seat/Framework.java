package org.connectme.agent.core.seat;

import org.osgi.framework.BundleContext;

/** What the launcher says by properties of the framework. */
final class Framework {

    private Framework() {}

    /** @throws IllegalStateException if the launcher did not say it */
    static String required(BundleContext context, String property) {
        String value = context.getProperty(property);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("The framework's property " + property + " is missing");
        }
        return value;
    }
}
