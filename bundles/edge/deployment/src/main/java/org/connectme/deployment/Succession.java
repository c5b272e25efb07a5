package org.connectme.deployment;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of the versions of a bundle that are meant to run, the newest that works runs, and the others wait in the {@link
 * Reserve}. A bundle is meant to run if the framework would start it; one that does not work, and one that an operator
 * stops, is not meant to run any more. So all that must be known after a restart is known by the framework.
 *
 * <p>Works on one thread of its own; its methods may be called from any.
 */
@Component(service = Succession.class, immediate = true)
public final class Succession implements BundleListener {

    private static final Logger logger = LoggerFactory.getLogger(Succession.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Whether open money needs a payment plug-in is asked again after this. */
    private static final Duration NEEDED_FOR = Duration.ofSeconds(30);

    /** At 20 ms between two swaps Felix once failed to take its global lock. */
    private static final long APART_MILLIS = 200;

    /** A bundle that cannot be resolved makes no event when it is to be started. */
    private static final long LOOK_ANYWAY_MILLIS = 1_000;

    private static final int WATCHED =
            BundleEvent.STARTED | BundleEvent.STOPPED | BundleEvent.UPDATED | BundleEvent.UNINSTALLED;

    private final BundleContext context;
    /** Stays usable when this very bundle is the one that is replaced. */
    private final BundleContext server;

    private final Settling settling;
    private final ScheduledThreadPoolExecutor executor;
    private final Map<String, CompletableFuture<Outcome>> outcomes = new ConcurrentHashMap<>();
    private long swappedAtNanos = System.nanoTime();

    @Activate
    public Succession(BundleContext context, @Reference ServiceComponentRuntime runtime) {
        this(context, runtime, PATIENCE, NEEDED_FOR);
    }

    Succession(BundleContext context, ServiceComponentRuntime runtime, Duration patience, Duration neededFor) {
        this.context = context;
        this.server = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        this.settling =
                new Settling(server, runtime, new Tenure(new PlugIns(context), neededFor), patience, this::decided);
        this.executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "deployment");
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        context.addBundleListener(this);
        executor.scheduleWithFixedDelay(() -> run(this::look), APART_MILLIS, LOOK_ANYWAY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public void stop() {
        context.removeBundleListener(this);
        executor.shutdown();
    }

    /** What became of a version. */
    public sealed interface Outcome {

        /** It runs and does all that is new; an older payment plug-in may go on beside it. */
        record Stands() implements Outcome {}

        /** It does not work and was stopped. @param why a sentence for the operator */
        record GivenUp(String why) implements Outcome {}
    }

    /** Completed, on a thread that must not be kept, once it is decided about that version; perhaps never. */
    public CompletableFuture<Outcome> outcome(String name, Version version) {
        CompletableFuture<Outcome> outcome =
                outcomes.computeIfAbsent(key(name, version), key -> new CompletableFuture<>());
        outcome.whenComplete((result, problem) -> outcomes.remove(key(name, version), outcome));
        lookIn(APART_MILLIS);
        return outcome;
    }

    /** Stops a version that has taken over but should not have; the next older one follows. Returns at once. */
    public void giveUp(Bundle bundle, String why) {
        later(() -> settling.giveUp(bundle, why), 0);
    }

    private void decided(Bundle bundle, Outcome outcome) {
        CompletableFuture<Outcome> awaited = outcomes.get(key(bundle.getSymbolicName(), bundle.getVersion()));
        if (awaited != null) {
            awaited.complete(outcome);
        }
    }

    private static String key(String name, Version version) {
        return name + '/' + version;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if ((event.getType() & WATCHED) == 0 || !Versions.isOurs(bundle)) {
            return;
        }
        if (event.getType() == BundleEvent.UPDATED) {
            later(() -> settling.tryAgain(bundle), 0);
        }
        if (event.getType() == BundleEvent.UNINSTALLED) {
            later(() -> settling.forget(bundle), 0);
        }
        lookIn(APART_MILLIS);
    }

    private interface Work {
        void run() throws BundleException;
    }

    private void lookIn(long millis) {
        later(this::look, millis);
    }

    private void later(Work work, long millis) {
        try {
            executor.schedule(() -> run(work), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            logger.debug("No more swaps: this bundle is stopping.", e);
        }
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (BundleException | RuntimeException e) {
            logger.error("A bundle could not be started or stopped", e);
        }
    }

    /** Swaps one bundle at most; what is left is looked at again a moment later. */
    private void look() {
        long tooSoonMillis = APART_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - swappedAtNanos);
        if (tooSoonMillis > 0) {
            lookIn(tooSoonMillis);
            return;
        }
        if (server.getBundle().getState() == Bundle.ACTIVE
                && Versions.all(server).stream().anyMatch(this::trySettle)) {
            swappedAtNanos = System.nanoTime();
            lookIn(APART_MILLIS);
        }
    }

    private boolean trySettle(Versions versions) {
        try {
            return settling.settle(versions);
        } catch (BundleException | RuntimeException e) {
            logger.error("{} could not be settled and is tried again", versions, e);
            return false;
        }
    }
}
