package org.connectme.deployment;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the newer of two versions of a bundle take over once it stands, and the older again when the newer goes. What
 * was stopped here is remembered in memory only: after a start of the server both versions start, and it is decided
 * anew. Works on one thread of its own.
 */
@Component(immediate = true)
public final class Succession implements BundleListener {

    private static final Logger logger = LoggerFactory.getLogger(Succession.class);

    private static final String OURS = "org.connectme.";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** At 20 ms between two swaps Felix once failed to take its global lock. */
    private static final long APART_MILLIS = 200;

    private final BundleContext context;
    private final Components components;
    private final ScheduledExecutorService executor;
    private final Map<Long, Long> seenAtNanos = new HashMap<>();
    private final Set<Long> retired = new HashSet<>();
    private final Set<Long> told = new HashSet<>();

    @Activate
    public Succession(BundleContext context, @Reference ServiceComponentRuntime runtime) {
        this.context = context;
        this.components = new Components(runtime);
        this.executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "deployment");
            thread.setDaemon(true);
            return thread;
        });
        context.addBundleListener(this);
        later();
    }

    @Deactivate
    public void stop() {
        context.removeBundleListener(this);
        executor.shutdown();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        boolean matters =
                (event.getType() & (BundleEvent.STARTED | BundleEvent.STOPPED | BundleEvent.UNINSTALLED)) != 0;
        if (matters && isOurs(event.getBundle())) {
            later();
        }
    }

    private void later() {
        try {
            executor.schedule(this::look, APART_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            logger.debug("No more swaps: this bundle is stopping.", e);
        }
    }

    /** Swaps one bundle at most; what is left is looked at again a moment later. */
    private void look() {
        boolean isUnfinished = false;
        for (List<Bundle> versions : versions().values()) {
            Step step = trySettle(versions);
            isUnfinished |= step != Step.NOTHING_TO_DO;
            if (step == Step.SWAPPED) {
                break;
            }
        }
        if (isUnfinished) {
            later();
        }
    }

    private enum Step {
        NOTHING_TO_DO,
        WAITING,
        SWAPPED
    }

    private Step trySettle(List<Bundle> versions) {
        try {
            return settle(versions);
        } catch (BundleException | RuntimeException e) {
            // The next event of any of our bundles brings the next attempt.
            logger.error("{} could not be replaced.", versions.get(0).getSymbolicName(), e);
            return Step.NOTHING_TO_DO;
        }
    }

    /** @param versions of one bundle, the newest first */
    private Step settle(List<Bundle> versions) throws BundleException {
        List<Bundle> running = versions.stream()
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .toList();
        if (running.isEmpty()) {
            return bringBack(versions);
        }
        if (running.size() == 1 || isContract(running.get(0))) {
            return Step.NOTHING_TO_DO;
        }
        Bundle newer = running.get(0);
        Bundle older = running.get(1);
        List<String> missing = components.missing(newer, older);
        if (missing.isEmpty()) {
            retire(older, newer);
            return Step.SWAPPED;
        }
        long waited = System.nanoTime() - seenAtNanos.computeIfAbsent(newer.getBundleId(), id -> System.nanoTime());
        if (waited < PATIENCE.toNanos()) {
            return Step.WAITING;
        }
        logger.warn(
                "{} {} does not work and is stopped; {} goes on. These components do not stand: {}",
                newer.getSymbolicName(),
                newer.getVersion(),
                older.getVersion(),
                missing);
        newer.stop();
        return Step.SWAPPED;
    }

    /** For this run only: the next start of the server decides anew. */
    private void retire(Bundle older, Bundle newer) throws BundleException {
        older.stop(Bundle.STOP_TRANSIENT);
        retired.add(older.getBundleId());
        logger.info("{} {} took over from {}", newer.getSymbolicName(), newer.getVersion(), older.getVersion());
    }

    private Step bringBack(List<Bundle> versions) throws BundleException {
        for (Bundle bundle : versions) {
            if (isServerRunning() && retired.remove(bundle.getBundleId())) {
                bundle.start(Bundle.START_TRANSIENT);
                logger.info("{} {} is back", bundle.getSymbolicName(), bundle.getVersion());
                return Step.SWAPPED;
            }
        }
        return Step.NOTHING_TO_DO;
    }

    /** Others are wired to its packages and would keep the old ones. */
    private boolean isContract(Bundle newer) {
        BundleRevision revision = newer.adapt(BundleRevision.class);
        boolean isContract = revision != null
                && !revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                        .isEmpty();
        if (isContract && told.add(newer.getBundleId())) {
            logger.warn(
                    "{} {} exports packages: nobody uses it before the next start of the server.",
                    newer.getSymbolicName(),
                    newer.getVersion());
        }
        return isContract;
    }

    private boolean isServerRunning() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE;
    }

    private Map<String, List<Bundle>> versions() {
        return Arrays.stream(context.getBundles())
                .filter(Succession::isOurs)
                .sorted(Comparator.comparing(Bundle::getVersion).reversed())
                .collect(Collectors.groupingBy(Bundle::getSymbolicName));
    }

    private static boolean isOurs(Bundle bundle) {
        return bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith(OURS);
    }
}
