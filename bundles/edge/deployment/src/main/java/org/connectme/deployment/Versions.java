package org.connectme.deployment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;

/** All installed versions of one bundle but those that were brought back, the newest first. Asks the framework anew each time; any thread. */
record Versions(List<Bundle> bundles) {

    private static final String OURS = "org.connectme.";
    private static final Comparator<Bundle> OLDEST_FIRST =
            Comparator.comparing(Bundle::getVersion).thenComparing(Bundle::getBundleId);

    static boolean isOurs(Bundle bundle) {
        return bundle.getSymbolicName() != null
                && bundle.getSymbolicName().startsWith(OURS)
                && !Keeping.isBroughtBack(bundle);
    }

    /** Those of each bundle of ours. */
    static List<Versions> all(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(Versions::isOurs)
                .collect(Collectors.groupingBy(Bundle::getSymbolicName))
                .values()
                .stream()
                .map(Versions::sorted)
                .toList();
    }

    /** Empty if none is installed. */
    static Versions of(BundleContext context, String name) {
        return sorted(Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()) && !Keeping.isBroughtBack(bundle))
                .toList());
    }

    private static Versions sorted(List<Bundle> bundles) {
        return new Versions(bundles.stream().sorted(OLDEST_FIRST.reversed()).toList());
    }

    /** Those that the framework would start: an operator's stop, and that of a version that failed, end it. */
    List<Bundle> meantToRun() {
        return bundles.stream()
                .filter(bundle -> bundle.adapt(BundleStartLevel.class).isPersistentlyStarted())
                .toList();
    }

    /** A contract: others have wires to its packages, and would keep them if it were only stopped. */
    Optional<Bundle> used() {
        return bundles.stream().filter(Versions::isUsed).findFirst();
    }

    static boolean isRunning(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE;
    }

    static boolean isUsed(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring != null
                && wiring.getProvidedWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .anyMatch(wire -> !bundle.equals(wire.getRequirer().getBundle()));
    }

    @Override
    public String toString() {
        return bundles.isEmpty() ? "nothing" : bundles.get(0).getSymbolicName();
    }
}
