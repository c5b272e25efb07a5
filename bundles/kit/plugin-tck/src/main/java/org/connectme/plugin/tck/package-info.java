/** Proves a payment plug-in: extend {@link org.connectme.plugin.tck.PaymentProviderKit}. */
@Export
@Version("1.0.0")
@NullMarked
package org.connectme.plugin.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
