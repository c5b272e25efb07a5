package org.connectme.web.customer;

import org.connectme.wire.http.Assets;
import org.connectme.wire.http.BundleAssets;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The customer's way; the files of all the customer's pages lie below it. */
@Component(service = Assets.class)
public final class JoinPages extends BundleAssets {

    @Activate
    public JoinPages(BundleContext context) {
        super(context.getBundle(), "web", "/join");
    }
}
