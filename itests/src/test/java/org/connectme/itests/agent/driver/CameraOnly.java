package org.connectme.itests.agent.driver;

import java.util.Dictionary;
import java.util.Hashtable;
import org.connectme.agent.media.Cameras;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Gives the app a camera, which no machine that only tests has. */
public final class CameraOnly implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> first = new Hashtable<>();
        first.put(Constants.SERVICE_RANKING, 100);
        context.registerService(Cameras.class, new MadeUpCamera(), first);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }
}
