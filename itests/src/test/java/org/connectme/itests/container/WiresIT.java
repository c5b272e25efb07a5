package org.connectme.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/** Who may import from whom, asked of the wires that the container resolved. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WiresIT {

    private static final String OURS = "org.connectme.";
    private static final Set<String> CONTRACTS =
            Set.of("core", "wire", "payment.spi", "recording.spi", "mail.spi", "pdf.spi", "database");

    /** What providers may use: their own contract, and the database if they keep something. */
    private static final Map<String, Set<String>> PROVIDERS = Map.of(
            "payment.sandbox", Set.of("payment.spi", "database"),
            "payment.stripe", Set.of("payment.spi"),
            "recording.files", Set.of("recording.spi"),
            "recording.s3", Set.of("recording.spi"),
            "mail.smtp", Set.of("mail.spi", "database"),
            "pdf.openhtml", Set.of("pdf.spi"),
            "database.embedded", Set.of("database"),
            "broker.embedded", Set.of());

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] options() {
        return ShippedContainer.options();
    }

    @Test
    public void everybodyImportsFromContractsOnly() {
        Map<String, Set<String>> imports = imports();
        assertTrue("our bundles are there: " + imports.keySet(), imports.size() > CONTRACTS.size());
        imports.forEach((bundle, from) -> assertEquals(bundle + " imports from", Set.of(), without(from, CONTRACTS)));
    }

    @Test
    public void aContractForPartnersStandsAlone() {
        for (String contract : List.of("payment.spi", "recording.spi", "mail.spi", "pdf.spi", "core", "database")) {
            assertEquals(contract + " imports from", Set.of(), imports().get(contract));
        }
    }

    @Test
    public void aProviderImportsItsOwnContractAndTheDatabaseOnly() {
        Map<String, Set<String>> imports = imports();
        PROVIDERS.forEach((provider, allowed) ->
                assertEquals(provider + " imports from", Set.of(), without(imports.get(provider), allowed)));
    }

    /** Of each bundle of ours, by its name without the prefix, the bundles of ours that it takes packages from. */
    private Map<String, Set<String>> imports() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith(OURS))
                .collect(Collectors.toMap(
                        WiresIT::name,
                        bundle ->
                                bundle
                                        .adapt(BundleWiring.class)
                                        .getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)
                                        .stream()
                                        .map(wire -> wire.getProvider().getBundle())
                                        .filter(provider ->
                                                provider.getSymbolicName().startsWith(OURS))
                                        .filter(provider -> !provider.equals(bundle))
                                        .map(WiresIT::name)
                                        .collect(Collectors.toCollection(TreeSet::new)),
                        (first, second) -> first,
                        TreeMap::new));
    }

    private static Set<String> without(@Nullable Set<String> all, Set<String> allowed) {
        assertNotNull("the bundle is there", all);
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(allowed);
        return rest;
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName().substring(OURS.length());
    }
}
