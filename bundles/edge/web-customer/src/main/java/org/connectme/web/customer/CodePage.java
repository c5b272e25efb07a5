package org.connectme.web.customer;

import org.connectme.wire.http.Assets;
import org.connectme.wire.http.BundleAssets;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Where an access code is entered. */
@Component(service = Assets.class)
public final class CodePage extends BundleAssets {

    @Activate
    public CodePage(BundleContext context) {
        super(context.getBundle(), "web", "/");
    }
}
