package org.connectme.web.customer;

import org.connectme.wire.http.Assets;
import org.connectme.wire.http.BundleAssets;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The guide's nine topics. */
@Component(service = Assets.class)
public final class HelpPage extends BundleAssets {

    @Activate
    public HelpPage(BundleContext context) {
        super(context.getBundle(), "web", "/help");
    }
}
