package org.connectme.agent.core.control;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.connectme.agent.core.Clipboard;
import org.connectme.agent.core.ClipboardFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clipboard while it is lent: then it is a service, before and after there is none. Confined to one thread, but for
 * the service, which asks for the consent again each time.
 */
final class ClipboardLoan {

    private static final Logger logger = LoggerFactory.getLogger(ClipboardLoan.class);

    private final BundleContext context;
    private final Parts parts;
    private final BooleanSupplier allowed;
    private @Nullable ClipboardFactory by;
    private @Nullable Clipboard lent;
    private @Nullable ServiceRegistration<Clipboard> registration;

    /** @param allowed asked before each use */
    ClipboardLoan(BundleContext context, Parts parts, BooleanSupplier allowed) {
        this.context = context;
        this.parts = parts;
        this.allowed = allowed;
    }

    boolean isLent() {
        return lent != null;
    }

    void follow(boolean lend) {
        ClipboardFactory factory = lend ? parts.clipboards().orElse(null) : null;
        if (factory == by) {
            return;
        }
        if (registration != null) {
            registration.unregister();
            registration = null;
            lent = null;
            logger.info("The clipboard is the customer's alone again");
        }
        by = factory;
        if (factory != null) {
            Clipboard guarded = new Guarded(factory.open(), allowed);
            lent = guarded;
            registration = context.registerService(Clipboard.class, guarded, new Hashtable<>());
            logger.info("The clipboard is lent");
        }
    }

    /** Empty when there is none to be had. */
    Optional<String> text() throws IOException {
        Clipboard open = lent;
        return open == null ? Optional.empty() : Optional.of(open.text());
    }

    /** False when there is none to be had. */
    boolean put(String text) throws IOException {
        Clipboard open = lent;
        if (open == null) {
            return false;
        }
        open.put(text);
        return true;
    }

    private record Guarded(Clipboard clipboard, BooleanSupplier allowed) implements Clipboard {

        @Override
        public String text() throws IOException {
            check();
            return clipboard.text();
        }

        @Override
        public void put(String text) throws IOException {
            check();
            clipboard.put(text);
        }

        private void check() throws IOException {
            if (!allowed.getAsBoolean()) {
                throw new IOException("Consent to the clipboard is over");
            }
        }
    }
}
