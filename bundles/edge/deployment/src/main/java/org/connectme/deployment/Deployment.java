package org.connectme.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.connectme.deployment.Components.Standing;
import org.connectme.deployment.Succession.Outcome;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a newer version into the folder {@code deploy}, waits until the {@link Succession} has decided about it, and
 * takes it out again unless nothing was lost. One at a time; blocks until it is decided; any thread.
 */
@Component(service = Deployment.class)
public final class Deployment {

    private static final Logger logger = LoggerFactory.getLogger(Deployment.class);

    /** The succession's patience, and time for the folder to be looked at and for a slow start. */
    private static final Duration BOUND = Duration.ofSeconds(90);

    private final BundleContext context;
    private final Succession succession;
    private final Components components;
    private final Calls calls;
    private final Path folder;
    private final ReentrantLock underWay = new ReentrantLock();

    @Activate
    public Deployment(
            BundleContext context, @Reference Succession succession, @Reference ServiceComponentRuntime runtime) {
        this(
                context,
                succession,
                runtime,
                Path.of(Optional.ofNullable(System.getenv("CONNECTME_HOME")).orElse("."), "deploy"));
    }

    Deployment(BundleContext context, Succession succession, ServiceComponentRuntime runtime, Path folder) {
        this.context = context;
        this.succession = succession;
        this.components = new Components(runtime);
        this.calls = new Calls(context);
        this.folder = folder.toAbsolutePath();
    }

    /**
     * What {@link #deploy} would do, line by line.
     *
     * @throws IllegalArgumentException if it could do nothing; the message is for the operator
     */
    public List<String> plan(Path file) {
        Plan plan = Plan.of(context, Candidate.read(file));
        return plan.describe(calls.now());
    }

    /**
     * @param tell hears what will be done, and what was found
     * @throws IllegalArgumentException if it cannot be done; nothing has changed
     * @throws IllegalStateException    if it was done and undone again; the message says why
     */
    public void deploy(Path file, Consumer<String> tell) {
        if (!underWay.tryLock()) {
            throw new IllegalArgumentException("Another deployment is under way. One goes at a time.");
        }
        try {
            Plan plan = Plan.of(context, Candidate.read(file));
            Witness before = calls.now();
            plan.describe(before).forEach(tell);
            if (plan.refusal() != null) {
                throw new IllegalArgumentException("Nothing was done.");
            }
            deploy(plan, before, tell);
        } finally {
            underWay.unlock();
        }
    }

    private void deploy(Plan plan, Witness before, Consumer<String> tell) {
        Candidate candidate = plan.candidate();
        Standing standing = components.of(plan.running());
        CompletableFuture<Outcome> outcome = succession.outcome(candidate.name(), candidate.version());
        Path placed = folder.resolve(candidate.fileName());
        try {
            place(candidate.file(), placed);
        } catch (IOException e) {
            outcome.cancel(false);
            throw new IllegalArgumentException("It could not be put into " + folder + ": " + e, e);
        }
        List<String> problems = problems(outcome, plan, before, standing, tell);
        if (problems.isEmpty()) {
            tell.accept("Nothing was lost. To go back, take " + placed + " away.");
            return;
        }
        boolean isBack = putBack(plan, placed, problems);
        throw new IllegalStateException(String.join("\n", problems) + "\n" + candidate.name() + ' '
                + plan.running().getVersion()
                + (isBack ? " goes on." : " has not come back within " + BOUND.toSeconds() + " s; see the log."));
    }

    private List<String> problems(
            CompletableFuture<Outcome> outcome, Plan plan, Witness before, Standing standing, Consumer<String> tell) {
        Optional<Outcome> decided = await(outcome);
        if (decided.isEmpty()) {
            return List.of("The server has not taken it from " + folder + " within " + BOUND.toSeconds() + " s.");
        }
        if (decided.get() instanceof Outcome.GivenUp givenUp) {
            return List.of(givenUp.why());
        }
        Bundle newer = installed(plan.candidate()).orElseThrow();
        List<String> missing = components.missing(newer, standing);
        if (!missing.isEmpty()) {
            return List.of("These components fell when it had taken over: " + missing);
        }
        tell.accept(newer.getVersion() + " has taken over; its "
                + components.of(newer).standing().size() + " components stand.");
        return prove(plan, before, tell);
    }

    private List<String> prove(Plan plan, Witness before, Consumer<String> tell) {
        try {
            Proof proof = calls.prove(before, plan.cutsSockets());
            proof.findings().forEach(tell);
            return proof.problems();
        } catch (RuntimeException e) {
            // Whatever keeps the journals from being read, the new version is what has changed.
            logger.error(
                    "The journals cannot be read after {} took over",
                    plan.candidate().name(),
                    e);
            return List.of("It cannot be proved that nothing was lost: " + e.getMessage());
        }
    }

    /** @return whether the older one runs again */
    private boolean putBack(Plan plan, Path placed, List<String> problems) {
        logger.warn(
                "{} {} is put back: {}",
                plan.candidate().name(),
                plan.candidate().version(),
                problems);
        installed(plan.candidate())
                .filter(Versions::isRunning)
                .ifPresent(newer -> succession.giveUp(newer, String.join(" ", problems)));
        try {
            Files.deleteIfExists(placed);
        } catch (IOException e) {
            throw new UncheckedIOException("The file could not be taken out of deploy", e);
        }
        Version older = plan.running().getVersion();
        return await(succession.outcome(plan.candidate().name(), older))
                .filter(Outcome.Stands.class::isInstance)
                .isPresent();
    }

    private Optional<Bundle> installed(Candidate candidate) {
        return Versions.of(context, candidate.name()).bundles().stream()
                .filter(bundle -> bundle.getVersion().equals(candidate.version()))
                .findFirst();
    }

    /** The folder is watched: the file must be whole when it appears there. */
    private void place(Path file, Path placed) throws IOException {
        Path copy = Files.createTempFile(folder.getParent(), "deploy", ".jar");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, placed, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static Optional<Outcome> await(CompletableFuture<Outcome> outcome) {
        try {
            return Optional.of(outcome.get(BOUND.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            outcome.cancel(false);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted; whether it took over is in the log.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
