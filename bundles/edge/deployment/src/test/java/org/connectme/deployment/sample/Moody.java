package org.connectme.deployment.sample;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts unless the system property {@value #REFUSES} is set. */
public final class Moody implements BundleActivator {

    public static final String REFUSES = "connectme.test.moody.refuses";

    @Override
    public void start(BundleContext context) {
        if (System.getProperty(REFUSES) != null) {
            throw new IllegalStateException("as the test wants it");
        }
    }

    @Override
    public void stop(BundleContext context) {
        // nothing was begun
    }
}
