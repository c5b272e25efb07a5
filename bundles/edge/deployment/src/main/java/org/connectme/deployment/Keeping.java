package org.connectme.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.connectme.core.account.PaymentOversight;
import org.connectme.core.account.PaymentOversight.Need;
import org.connectme.deployment.Copies.Copy;
import org.connectme.deployment.PlugIns.PlugIn;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a copy of each payment plug-in that is here, brings one back that was removed while open money needs it, and
 * lets it go when none does. What it knows is in the folder {@code kept} and in the framework. Works on one thread of its
 * own; its methods may be called from any.
 */
@Component(service = Keeping.class, immediate = true)
public final class Keeping {

    private static final Logger logger = LoggerFactory.getLogger(Keeping.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int LOOKS_BETWEEN = 12;
    private static final Duration BOUND = Duration.ofSeconds(60);

    /** A plug-in that is being replaced, or a server that starts, has its plug-ins by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BundleContext context;
    private final PlugIns plugIns;
    private final Copies copies;
    private final Path deploy;
    private final Duration lookEvery;
    private final Duration patience;
    private final ScheduledExecutorService clock;
    private final Map<String, Long> waitsSinceNanos = new HashMap<>();
    private final ServiceRegistration<CollisionHook> givesWay;
    private long askAtNanos = System.nanoTime();

    @Activate
    public Keeping(BundleContext context) {
        this(
                context,
                Path.of(Optional.ofNullable(System.getenv("CONNECTME_HOME")).orElse(".")),
                LOOK_EVERY,
                PATIENCE);
    }

    /** @param home with the folders {@code deploy} and {@code kept} */
    Keeping(BundleContext context, Path home, Duration lookEvery, Duration patience) {
        this.context = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        this.plugIns = new PlugIns(context);
        this.copies = new Copies(home.resolve("kept").toAbsolutePath());
        this.deploy = home.resolve("deploy").toAbsolutePath();
        this.lookEvery = lookEvery;
        this.patience = patience;
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "deployment-keeping");
            thread.setDaemon(true);
            return thread;
        });
        // Its own copy never keeps the operator from putting a plug-in back.
        this.givesWay = context.registerService(
                CollisionHook.class, (operation, target, same) -> same.removeIf(Keeping::isBroughtBack), null);
        clock.scheduleWithFixedDelay(this::look, 0, lookEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public void stop() {
        givesWay.unregister();
        clock.shutdown();
    }

    /**
     * Removes a plug-in for good. A copy that would bring it back goes, too.
     *
     * @param name    symbolic name of its bundle
     * @param isForced also if open money needs it
     * @return what was done, for the operator
     * @throws IllegalArgumentException if there is no such plug-in; the message is for the operator
     * @throws IllegalStateException if open money needs it; the message is for the operator
     */
    public String remove(String name, Version version, boolean isForced) {
        PlugIn plugIn = plugIns.here().stream()
                .filter(each -> name.equals(each.bundle().getSymbolicName())
                        && version.equals(each.bundle().getVersion()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("No payment plug-in " + name + ' ' + version + " runs."));
        Optional<List<Need>> needs = plugIns.needs();
        int consultations = needs.stream()
                .flatMap(List::stream)
                .filter(plugIn::isNeededFor)
                .mapToInt(Need::consultations)
                .sum();
        if (!isForced && (needs.isEmpty() || consultations > 0)) {
            throw new IllegalStateException((needs.isEmpty()
                            ? "It is not known now whether open money needs it."
                            : "Money of " + consultations + " consultations needs it.")
                    + " With --force it goes all the same, and what needs it waits until it is back.");
        }
        onItsThread(() -> removeForGood(plugIn));
        logger.warn("{} {} was removed; money of {} consultations waits for it", name, version, consultations);
        return name + ' ' + version + " is gone. Money of " + consultations + " consultations waits for it.";
    }

    /** So that it is not copied while it goes. */
    private void onItsThread(Removal removal) {
        try {
            clock.submit(() -> {
                        removal.run();
                        return null;
                    })
                    .get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted; whether it was removed is in the log.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("It could not be removed: " + e, e);
        }
    }

    private interface Removal {
        void run() throws IOException, BundleException;
    }

    private void removeForGood(PlugIn plugIn) throws IOException, BundleException {
        for (Copy copy : copies.all()) {
            if (copy.isOf(plugIn.bundle())) {
                Files.delete(copy.file());
            }
        }
        String location = plugIn.bundle().getLocation();
        if (location.startsWith("file:")) {
            Path file = Path.of(URI.create(location)).toAbsolutePath();
            if (file.startsWith(deploy)) {
                Files.deleteIfExists(file);
            }
        }
        plugIn.bundle().uninstall();
    }

    private void look() {
        try {
            for (PlugIn plugIn : plugIns.here()) {
                if (!isBroughtBack(plugIn.bundle()) && !copies.has(plugIn)) {
                    copies.add(plugIn);
                }
            }
            for (Bundle bundle : back()) {
                giveWay(bundle);
            }
            List<Copy> absent = absent();
            List<Bundle> back = back();
            if (absent.isEmpty() && back.isEmpty()) {
                waitsSinceNanos.clear();
            } else if (System.nanoTime() - askAtNanos >= 0) {
                plugIns.needs().ifPresent(needs -> settle(absent, back, needs));
                // To bring one back is urgent; to let one go is not, and asking reads many journals.
                long pause = absent.isEmpty() ? LOOKS_BETWEEN * lookEvery.toNanos() : 0;
                askAtNanos = System.nanoTime() + pause;
            }
        } catch (IOException | BundleException | RuntimeException e) { // it is looked again in a moment
            logger.error("Payment plug-ins that may still be needed could not be seen to", e);
        }
    }

    private void settle(List<Copy> absent, List<Bundle> back, List<Need> needs) {
        try {
            bringBack(absent, needs);
            letGo(back, absent, needs);
        } catch (IOException | BundleException e) {
            logger.error("A payment plug-in could not be brought back, or let go", e);
        }
    }

    /** Of plug-ins that are not installed. */
    private List<Copy> absent() throws IOException {
        List<Copy> absent = new ArrayList<>(copies.all());
        absent.removeIf(copy -> Arrays.stream(context.getBundles()).anyMatch(copy::isOf));
        return absent;
    }

    /**
     * To the same plug-in that the operator put back. File Install finds a bundle of that name and version and takes the
     * copy for it; so the operator's own is installed here, from where File Install would have it.
     */
    private void giveWay(Bundle copy) throws IOException, BundleException {
        Optional<Path> own = inDeploy(copy);
        if (own.isEmpty() && !hasTwin(copy)) {
            return;
        }
        String what = copy.getSymbolicName() + ' ' + copy.getVersion();
        copy.uninstall();
        if (own.isPresent() && !hasTwin(copy)) {
            try (InputStream content = Files.newInputStream(own.get())) {
                context.installBundle(own.get().toUri().normalize().toString(), content)
                        .start();
            }
        }
        logger.info("{} is in its place again; the copy of it is gone", what);
    }

    /** The operator's file of the same plug-in. */
    private Optional<Path> inDeploy(Bundle bundle) throws IOException {
        if (!Files.isDirectory(deploy)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(deploy)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .filter(file -> isOf(file, bundle))
                    .findFirst();
        }
    }

    private static boolean isOf(Path file, Bundle bundle) {
        try {
            Candidate candidate = Candidate.read(file);
            return candidate.name().equals(bundle.getSymbolicName())
                    && candidate.version().equals(bundle.getVersion());
        } catch (IllegalArgumentException e) {
            // Half written, or no bundle: File Install says so.
            return false;
        }
    }

    private List<Bundle> back() {
        return Arrays.stream(context.getBundles())
                .filter(Keeping::isBroughtBack)
                .toList();
    }

    static boolean isBroughtBack(Bundle bundle) {
        return bundle.getLocation().startsWith(PaymentOversight.BROUGHT_BACK);
    }

    /** The newest first, and the next older one if that does not go on with it. */
    private void bringBack(List<Copy> absent, List<Need> needs) throws IOException, BundleException {
        Map<String, Integer> waiting = new HashMap<>();
        needs.stream()
                .filter(need -> need.version().isEmpty())
                .forEach(need -> waiting.put(need.provider(), need.consultations()));
        waitsSinceNanos.keySet().retainAll(waiting.keySet());
        long now = System.nanoTime();
        for (Map.Entry<String, Integer> each : waiting.entrySet()) {
            Optional<Copy> copy = absent.stream()
                    .filter(one -> one.id().equals(each.getKey()))
                    .findFirst();
            long waits = now - waitsSinceNanos.computeIfAbsent(each.getKey(), id -> now);
            if (copy.isPresent() && waits >= patience.toNanos()) {
                waitsSinceNanos.put(each.getKey(), now);
                bringBack(copy.get(), each.getValue());
            }
        }
    }

    private void bringBack(Copy copy, int consultations) throws IOException, BundleException {
        logger.warn(
                "{} {} was removed, but money of {} consultations needs it: it is brought back until none does. To have it"
                        + " gone all the same: connectme:plugin-remove --force {} {}",
                copy.name(),
                copy.version(),
                consultations,
                copy.name(),
                copy.version());
        try (InputStream content = Files.newInputStream(copy.file())) {
            context.installBundle(copy.location(), content).start();
        }
    }

    /** What was brought back and is not needed any more, and copies of no use. */
    private void letGo(List<Bundle> back, List<Copy> absent, List<Need> needs) throws IOException, BundleException {
        for (Bundle bundle : back) {
            String id = bundle.getLocation()
                    .substring(PaymentOversight.BROUGHT_BACK.length())
                    .split("/", 2)[0];
            if (!isNeeded(bundle, id, needs)) {
                bundle.uninstall();
                logger.info(
                        "{} {} is not kept any more: no open money needs it",
                        bundle.getSymbolicName(),
                        bundle.getVersion());
            }
        }
        for (Copy copy : absent) {
            boolean mayBe = needs.stream()
                    .anyMatch(need ->
                            need.provider().equals(copy.id()) && need.version().isEmpty());
            if (!mayBe) {
                Files.deleteIfExists(copy.file());
            }
        }
    }

    /** While money of the provider's waits, nothing of it goes. */
    private boolean isNeeded(Bundle bundle, String id, List<Need> needs) {
        Optional<PlugIn> plugIn = plugIns.of(bundle);
        return needs.stream()
                .anyMatch(need -> need.provider().equals(id)
                        && (need.version().isEmpty()
                                || plugIn.filter(here -> here.isNeededFor(need)).isPresent()));
    }

    /** The same plug-in, and not brought back, is installed. */
    private boolean hasTwin(Bundle copy) {
        return Arrays.stream(context.getBundles())
                .anyMatch(other -> !isBroughtBack(other)
                        && copy.getSymbolicName().equals(other.getSymbolicName())
                        && copy.getVersion().equals(other.getVersion()));
    }
}
