package org.connectme.payment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.ClientForm;
import org.connectme.payment.spi.Descriptor;
import org.connectme.payment.spi.PaymentProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The payment providers that are here now, by id; of two versions of one the newer. Also every form that was ever
 * here, so that a page in the middle of a payment can still load its parts. Thread-safe.
 */
@Component(service = ProviderRegistry.class)
public final class ProviderRegistry {

    private static final Logger logger = LoggerFactory.getLogger(ProviderRegistry.class);

    private static final int LARGEST_MODULE = 256 * 1024;

    private final Admissions admissions;
    private final List<Registered> present = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> modules = new ConcurrentHashMap<>();

    /** @param admissions which of them may be offered */
    @Activate
    public ProviderRegistry(@Reference Admissions admissions) {
        this.admissions = admissions;
    }

    /** A provider with what it said of itself when it came. */
    record Registered(PaymentProvider provider, Descriptor descriptor, ClientForm form) {

        /** Empty also if it breaks: one bad plug-in must not take the others with it. */
        Optional<Capabilities> capabilities(String currency) {
            try {
                return provider.capabilities(currency);
            } catch (RuntimeException | LinkageError e) {
                logger.warn(
                        "Payment provider {} {} does not say what it can", descriptor.id(), descriptor.version(), e);
                return Optional.empty();
            }
        }

        /** In any currency. */
        boolean can(Ability ability) {
            return Currency.getAvailableCurrencies().stream()
                    .flatMap(currency -> capabilities(currency.getCurrencyCode()).stream())
                    .anyMatch(service -> service.can(ability));
        }

        boolean serves(String reference) {
            try {
                return provider.serves(reference);
            } catch (RuntimeException | LinkageError e) {
                logger.warn(
                        "Payment provider {} {} does not say what it serves", descriptor.id(), descriptor.version(), e);
                return false;
            }
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bind(PaymentProvider provider) {
        Registered registered;
        try {
            registered = new Registered(provider, provider.descriptor(), provider.form());
        } catch (RuntimeException e) {
            logger.error("Payment provider {} does not describe itself and is left out", provider.getClass(), e);
            return;
        }
        Descriptor descriptor = registered.descriptor();
        if (registered.form().module().length > LARGEST_MODULE) {
            logger.error("Payment provider {} is left out: its form is too large", provider.getClass());
            return;
        }
        modules.put(
                key(descriptor.id(), descriptor.version()),
                registered.form().module().clone());
        present.add(registered);
        logger.info("Payment provider {} {} is here", descriptor.id(), descriptor.version());
    }

    /** By value: an update may bind the new one before it unbinds the old. */
    public void unbind(PaymentProvider provider) {
        present.removeIf(registered -> registered.provider() == provider);
    }

    /** For something new: the newest version that may be offered, or else the newest. */
    Optional<Registered> find(String id) {
        return admitted(id).or(() -> newest(id, registered -> true));
    }

    /** The newest version that may be offered. */
    Optional<Registered> admitted(String id) {
        return newest(id, registered -> admissions.isAdmitted(registered.provider()));
    }

    /**
     * The newest version that goes on with what it or another version of it began; one that may not be offered only if
     * no other does.
     */
    Optional<Registered> serving(String id, String reference) {
        return newest(id, registered -> admissions.isAdmitted(registered.provider()) && registered.serves(reference))
                .or(() -> newest(id, registered -> registered.serves(reference)));
    }

    /** In no order. */
    List<Registered> all() {
        return List.copyOf(present);
    }

    private Optional<Registered> newest(String id, Predicate<Registered> which) {
        return present.stream()
                .filter(registered -> registered.descriptor().id().equals(id))
                .filter(which)
                .max(Comparator.comparing(registered -> registered.descriptor().version(), Versions.ORDER));
    }

    Optional<byte[]> module(String id, String version) {
        return Optional.ofNullable(modules.get(key(id, version))).map(byte[]::clone);
    }

    private static String key(String id, String version) {
        return id + "/" + version;
    }

    /** Versions by their numbers where they are numbers: 1.10 is newer than 1.9. */
    private static final class Versions {

        static final Comparator<String> ORDER = Versions::compare;

        private static int compare(String one, String other) {
            List<String> left = parts(one);
            List<String> right = parts(other);
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                int order = comparePart(left.get(i), right.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(left.size(), right.size());
        }

        private static int comparePart(String left, String right) {
            boolean numbers = left.matches("\\d{1,18}") && right.matches("\\d{1,18}");
            return numbers ? Long.compare(Long.parseLong(left), Long.parseLong(right)) : left.compareTo(right);
        }

        private static List<String> parts(String version) {
            return new ArrayList<>(List.of(version.split("[.+_-]")));
        }
    }
}
