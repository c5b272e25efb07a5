package org.connectme.web.customer;

import org.connectme.wire.http.Assets;
import org.connectme.wire.http.BundleAssets;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Where the desktop app is fetched. */
@Component(service = Assets.class)
public final class DownloadPage extends BundleAssets {

    @Activate
    public DownloadPage(BundleContext context) {
        super(context.getBundle(), "web", "/download");
    }
}
