package org.connectme.web.console;

import org.connectme.wire.http.Assets;
import org.connectme.wire.http.BundleAssets;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The consultant's console and its files. */
@Component(service = Assets.class)
public final class ConsolePages extends BundleAssets {

    @Activate
    public ConsolePages(BundleContext context) {
        super(context.getBundle(), "web", "/console");
    }
}
