package org.connectme.agent.core;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The place where a bundle that is being replaced leaves something for its next version. The launcher offers it, as an
 * {@link AtomicReference} with the bundle's symbolic name in its property {@value #OF}, for as long as the
 * replacement lasts, and closes what is left over then. Outside of a replacement there is none: who stops then ends.
 */
public final class Succession {

    /** Property of the service: the symbolic name of the bundle that is being replaced. */
    public static final String OF = "connectme.succession";

    private Succession() {}

    /** Whether this bundle is being replaced now. */
    public static boolean isUnderWay(BundleContext context) {
        return with(context, place -> Optional.of(true)).isPresent();
    }

    /** @return false if nobody takes this bundle's place: it is the caller's to let go of it */
    public static boolean leave(BundleContext context, AutoCloseable estate) {
        return with(context, place -> place.compareAndSet(null, estate) ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /** What the version before left, if it is of this type; from here on it is the caller's. */
    public static <T> Optional<T> take(BundleContext context, Class<T> type) {
        return with(context, place -> {
            Object left = place.get();
            boolean isTaken = type.isInstance(left) && place.compareAndSet(left, null);
            return isTaken ? Optional.of(type.cast(left)) : Optional.empty();
        });
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static <T> Optional<T> with(BundleContext context, Function<AtomicReference<Object>, Optional<T>> use) {
        String filter = "(" + OF + "=" + context.getBundle().getSymbolicName() + ")";
        try {
            Collection<ServiceReference<AtomicReference>> all =
                    context.getServiceReferences(AtomicReference.class, filter);
            for (ServiceReference<AtomicReference> reference : all) {
                AtomicReference<Object> place = context.getService(reference);
                if (place != null) {
                    try {
                        return use.apply(place);
                    } finally {
                        context.ungetService(reference);
                    }
                }
            }
            return Optional.empty();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("A symbolic name needs no quoting", e);
        }
    }
}
