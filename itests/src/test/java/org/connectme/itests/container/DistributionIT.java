package org.connectme.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** The distribution as it is shipped, asked from inside. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DistributionIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] options() {
        return ShippedContainer.options();
    }

    @Test
    public void everyBundleIsActive() {
        assertEquals(List.of(), notActive(bundle -> true));
    }

    /** Without it a folder of bundles is sometimes looked for under the name "$[env:...]". */
    @Test
    public void settingsWaitForWhatReadsTheEnvironmentInThem() throws Exception {
        String awaited = context.getProperty("felix.cm.config.plugins");
        assertNotNull("a plugin that settings wait for", awaited);
        assertNotNull(
                "it is there",
                context.getAllServiceReferences(
                        "org.osgi.service.cm.ConfigurationPlugin", "(config.plugin.id=" + awaited + ")"));
    }

    @Test
    public void itBecomesReady() throws Exception {
        assertEquals(200, statusWithin(BOUND, "/health/ready"));
    }

    @Test
    public void eachBundleOfOursStopsAndStartsWhileAllOthersStayActive() throws BundleException {
        List<Bundle> replaceable = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.connectme."))
                .filter(bundle -> !exportsPackages(bundle))
                .toList();
        assertTrue("there are bundles to replace", replaceable.size() >= 2);
        for (Bundle bundle : replaceable) {
            bundle.stop();
            assertEquals(
                    "while " + bundle.getSymbolicName() + " is stopped",
                    List.of(),
                    notActive(other -> !other.equals(bundle)));
            bundle.start();
            assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
        }
    }

    private List<String> notActive(Predicate<Bundle> which) {
        return Arrays.stream(context.getBundles())
                .filter(which)
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName)
                .toList();
    }

    private static boolean exportsPackages(Bundle bundle) {
        return bundle.getHeaders().get(Constants.EXPORT_PACKAGE) != null;
    }

    /** Asks until the answer is 200 or the time is over, and returns the last answer's status; 0 for none. */
    private int statusWithin(Duration bound, String path) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + context.getProperty("org.osgi.service.http.port") + path);
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
        long end = System.nanoTime() + bound.toNanos();
        int status = 0;
        while (status != 200 && System.nanoTime() < end) {
            try {
                status = client.send(request, BodyHandlers.discarding()).statusCode();
            } catch (IOException e) {
                status = 0; // does not listen yet
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return status;
    }
}
