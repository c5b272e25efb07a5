package org.connectme.deployment;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.connectme.deployment.Succession.Outcome;
import org.connectme.deployment.Tenure.Decision;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who runs of a bundle's versions, one step at a time. Used by one thread. */
final class Settling {

    private static final Logger logger = LoggerFactory.getLogger(Settling.class);

    /** How long nobody may do a bundle's work while its newest version is expected to come up. */
    private static final Duration VACANCY = Duration.ofSeconds(1);

    private final BundleContext server;
    private final Components components;
    private final Tenure tenure;
    private final Duration patience;
    private final BiConsumer<Bundle, Outcome> decided;
    private final Map<Long, Long> waitedForSinceNanos = new HashMap<>();
    private final Set<Long> givenUp = new HashSet<>();

    /**
     * @param server   the framework's own context
     * @param patience how long a newer version may take until it works
     */
    Settling(
            BundleContext server,
            ServiceComponentRuntime runtime,
            Tenure tenure,
            Duration patience,
            BiConsumer<Bundle, Outcome> decided) {
        this.server = server;
        this.components = new Components(runtime);
        this.tenure = tenure;
        this.patience = patience;
        this.decided = decided;
    }

    /** @return whether it has started or stopped one, which may take a moment to show */
    boolean settle(Versions versions) throws BundleException {
        List<Bundle> meant = versions.meantToRun();
        if (meant.isEmpty()) {
            return false;
        }
        Bundle newest = meant.get(0);
        if (Reserve.holds(newest)) {
            return comeBack(newest);
        }
        if (!isDueToRun(newest)) {
            return false;
        }
        Optional<Bundle> used = versions.used();
        if (used.isPresent() && meant.size() > 1) {
            return putOut(meant, used.get());
        }
        List<Bundle> older = meant.subList(1, meant.size());
        if (!Versions.isRunning(newest)) {
            return !older.isEmpty() && start(newest, older);
        }
        for (Bundle runner : older.stream().filter(Versions::isRunning).toList()) {
            List<String> missing = components.missing(newest, components.of(runner));
            if (!missing.isEmpty()) {
                return await(newest, List.of(runner), "These components do not stand: " + missing);
            }
            Decision decision = tenure.of(newest, runner);
            if (decision != Decision.GOES_ON_BESIDE) {
                return follow(newest, runner, decision);
            }
        }
        waitedForSinceNanos.remove(newest.getBundleId());
        decided.accept(newest, new Outcome.Stands());
        return false;
    }

    private boolean comeBack(Bundle bundle) throws BundleException {
        Reserve.giveBack(bundle);
        logger.info("{} {} is back", bundle.getSymbolicName(), bundle.getVersion());
        return true;
    }

    /** A contract's newer version that nobody uses now would be chosen by some at the next start of the server. */
    private boolean putOut(List<Bundle> versions, Bundle used) throws BundleException {
        for (Bundle bundle : versions) {
            if (bundle.getBundleId() > used.getBundleId() && !Versions.isUsed(bundle)) {
                bundle.uninstall();
                logger.warn(
                        "{} {} is put out again: others use the packages of {}. It takes a start of the server with a"
                                + " distribution that has it.",
                        bundle.getSymbolicName(),
                        bundle.getVersion(),
                        used.getVersion());
                return true;
            }
        }
        return false;
    }

    private boolean start(Bundle newest, List<Bundle> older) throws BundleException {
        try {
            newest.start();
            return true;
        } catch (BundleException e) {
            return await(newest, older, "It does not start: " + reason(e));
        }
    }

    private static String reason(BundleException e) {
        return e.getCause() == null ? e.getMessage() : e.getMessage() + ' ' + e.getCause();
    }

    private boolean follow(Bundle newest, Bundle runner, Decision decision) throws BundleException {
        return switch (decision) {
            case GOES -> swap(newest, runner);
            case REMAINS ->
                await(
                        newest,
                        List.of(runner),
                        "It has not passed its checks as a payment plug-in; connectme:payment-providers tells which.");
            case WAITS, GOES_ON_BESIDE -> false;
        };
    }

    private boolean swap(Bundle newest, Bundle runner) throws BundleException {
        try (Trial trial = new Trial(server, newest)) {
            if (!trial.failed().isEmpty()) {
                return await(newest, List.of(runner), "These components cannot be made: " + trial.failed());
            }
            Reserve.take(runner);
        }
        logger.info("{} {} took over from {}", newest.getSymbolicName(), newest.getVersion(), runner.getVersion());
        return true;
    }

    private boolean await(Bundle newest, List<Bundle> older, String problem) throws BundleException {
        long now = System.nanoTime();
        long waited = now - waitedForSinceNanos.computeIfAbsent(newest.getBundleId(), id -> now);
        if (waited >= patience.toNanos()) {
            giveUp(newest, problem);
            return true;
        }
        boolean vacant = !Versions.isRunning(newest) && older.stream().noneMatch(Versions::isRunning);
        Optional<Bundle> substitute = older.stream().filter(Reserve::holds).findFirst();
        if (vacant && waited >= VACANCY.toNanos() && substitute.isPresent()) {
            return comeBack(substitute.get());
        }
        return false;
    }

    /** Stops it for good: it is tried again when its content is replaced, or when an operator starts it. */
    void giveUp(Bundle bundle, String why) throws BundleException {
        waitedForSinceNanos.remove(bundle.getBundleId());
        givenUp.add(bundle.getBundleId());
        logger.warn("{} {} does not work and is stopped. {}", bundle.getSymbolicName(), bundle.getVersion(), why);
        bundle.stop();
        decided.accept(bundle, new Outcome.GivenUp(why));
    }

    /** Its content was replaced. */
    void tryAgain(Bundle bundle) throws BundleException {
        if (givenUp.remove(bundle.getBundleId())) {
            bundle.start();
        }
    }

    void forget(Bundle bundle) {
        waitedForSinceNanos.remove(bundle.getBundleId());
        givenUp.remove(bundle.getBundleId());
        if (Versions.of(server, bundle.getSymbolicName()).bundles().isEmpty()) {
            logger.warn(
                    "{} {} was removed, and no other version is there.", bundle.getSymbolicName(), bundle.getVersion());
        }
    }

    /** Whether the server's own start has come to where this bundle starts. */
    private boolean isDueToRun(Bundle bundle) {
        return server.getBundle().adapt(FrameworkStartLevel.class).getStartLevel() >= Reserve.level(bundle);
    }
}
