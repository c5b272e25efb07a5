package org.connectme.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.connectme.core.account.PaymentOversight;
import org.connectme.core.account.PaymentOversight.Need;
import org.connectme.core.account.PaymentOversight.Verdict;
import org.connectme.payment.spi.Descriptor;
import org.connectme.payment.spi.PaymentProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which running bundles are payment plug-ins, and what the payment engine says of them. Asks anew each time, because
 * either may be what is being replaced. What the engine says blocks on the database; any thread.
 */
final class PlugIns {

    private static final Logger logger = LoggerFactory.getLogger(PlugIns.class);

    private final BundleContext context;

    PlugIns(BundleContext context) {
        this.context = context;
    }

    /**
     * @param id      the provider's
     * @param version the plug-in's own, which need not be the bundle's
     */
    record PlugIn(Bundle bundle, String id, String version) {

        boolean isNeededFor(Need need) {
            return need.provider().equals(id)
                    && need.version().filter(version::equals).isPresent();
        }
    }

    List<PlugIn> here() {
        List<PlugIn> here = new ArrayList<>();
        try {
            for (ServiceReference<PaymentProvider> reference :
                    context.getServiceReferences(PaymentProvider.class, null)) {
                describe(reference).ifPresent(here::add);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return here;
    }

    Optional<PlugIn> of(Bundle bundle) {
        return here().stream().filter(plugIn -> plugIn.bundle().equals(bundle)).findFirst();
    }

    private Optional<PlugIn> describe(ServiceReference<PaymentProvider> reference) {
        Bundle bundle = reference.getBundle();
        PaymentProvider provider = bundle == null ? null : context.getService(reference);
        if (provider == null) {
            return Optional.empty();
        }
        try {
            Descriptor descriptor = provider.descriptor();
            return Optional.of(new PlugIn(bundle, descriptor.id(), descriptor.version()));
        } catch (RuntimeException | LinkageError e) { // somebody else's code, perhaps half gone
            logger.warn("{} {} does not say which plug-in it is", bundle.getSymbolicName(), bundle.getVersion(), e);
            return Optional.empty();
        } finally {
            context.ungetService(reference);
        }
    }

    /** What its checks have come to so far; empty while nobody can say. */
    Optional<Verdict> verdict(PlugIn plugIn) {
        return ask(oversight -> oversight.providers().stream()
                        .filter(provider -> provider.id().equals(plugIn.id())
                                && provider.version().equals(plugIn.version()))
                        .map(PaymentOversight.Provider::verdict)
                        .findFirst())
                .flatMap(Function.identity());
    }

    /** Empty while nobody can say. */
    Optional<List<Need>> needs() {
        return ask(PaymentOversight::needs);
    }

    private <A> Optional<A> ask(Function<PaymentOversight, A> question) {
        ServiceReference<PaymentOversight> reference = context.getServiceReference(PaymentOversight.class);
        PaymentOversight oversight = reference == null ? null : context.getService(reference);
        if (oversight == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(oversight));
        } catch (RuntimeException | LinkageError e) { // as without a database
            logger.warn("What open money needs is not known: {}", e.toString());
            return Optional.empty();
        } finally {
            context.ungetService(reference);
        }
    }
}
