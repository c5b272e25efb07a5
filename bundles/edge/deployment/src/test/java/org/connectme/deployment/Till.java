package org.connectme.deployment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.connectme.core.account.PaymentOversight;
import org.connectme.payment.spi.Descriptor;
import org.connectme.payment.spi.PaymentProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Open money in memory: references of payments, each of one consultation, served by whoever is here. */
final class Till implements PaymentOversight {

    final Set<String> money = ConcurrentHashMap.newKeySet();
    final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();
    volatile boolean away;
    private final BundleContext context;

    Till(BundleContext context) {
        this.context = context;
    }

    private record Here(PaymentProvider provider, Descriptor descriptor, Verdict verdict) {}

    private List<Here> here() {
        List<Here> here = new ArrayList<>();
        try {
            for (ServiceReference<PaymentProvider> reference :
                    context.getServiceReferences(PaymentProvider.class, null)) {
                PaymentProvider provider = context.getService(reference);
                if (provider != null) {
                    boolean isBack = reference.getBundle().getLocation().startsWith(BROUGHT_BACK);
                    Descriptor descriptor = provider.descriptor();
                    here.add(new Here(
                            provider,
                            descriptor,
                            isBack
                                    ? Verdict.BROUGHT_BACK
                                    : verdicts.getOrDefault(descriptor.version(), Verdict.PASSED)));
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        here.sort(Comparator.comparing((Here each) -> each.verdict() == Verdict.PASSED)
                .thenComparing(each -> Version.parseVersion(each.descriptor().version()))
                .reversed());
        return here;
    }

    @Override
    public List<Provider> providers() {
        return here().stream()
                .map(each -> new Provider(
                        each.descriptor().id(),
                        each.descriptor().version(),
                        "Pretend",
                        true,
                        each.verdict() == Verdict.PASSED,
                        Optional.empty(),
                        each.verdict(),
                        List.of()))
                .toList();
    }

    @Override
    public List<Need> needs() {
        if (away) {
            throw new IllegalStateException("The database is away");
        }
        Map<Optional<String>, Integer> counts = new HashMap<>();
        for (String reference : money) {
            Optional<String> version = here().stream()
                    .filter(each -> each.provider().serves(reference))
                    .map(each -> each.descriptor().version())
                    .findFirst();
            counts.merge(version, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(count -> new Need("pretend", count.getKey(), count.getValue()))
                .toList();
    }

    @Override
    public List<Open> open() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Reconciliation reconcile(String provider, LocalDate day) {
        throw new UnsupportedOperationException();
    }
}
