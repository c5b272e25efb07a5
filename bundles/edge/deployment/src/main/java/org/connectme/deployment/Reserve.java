package org.connectme.deployment;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Where an older version waits in case the newer one goes: on a start level that the server never reaches. So the
 * framework itself keeps it stopped, over restarts and against whoever starts what he finds stopped, and nobody has to
 * remember it. Stateless; any thread.
 */
final class Reserve {

    /** Added to the level it would start on, which is thereby kept. */
    private static final int ABOVE_ALL = 1000;

    private Reserve() {}

    static boolean holds(Bundle bundle) {
        return level(bundle) > ABOVE_ALL;
    }

    /** The level first: File Install may start it again in between. */
    static void take(Bundle bundle) throws BundleException {
        bundle.adapt(BundleStartLevel.class).setStartLevel(level(bundle) + ABOVE_ALL);
        bundle.stop(Bundle.STOP_TRANSIENT);
    }

    static void giveBack(Bundle bundle) throws BundleException {
        bundle.adapt(BundleStartLevel.class).setStartLevel(level(bundle) - ABOVE_ALL);
        bundle.start();
    }

    static int level(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).getStartLevel();
    }
}
