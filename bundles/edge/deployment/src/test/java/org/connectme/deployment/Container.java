package org.connectme.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** A real container in a folder: Felix with Declarative Services, and File Install that watches {@code deploy}. */
final class Container implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int LEVEL_OF_THE_DISTRIBUTION = 60;
    private static final int LEVEL_OF_DEPLOY = 80;
    private static final List<String> PARTS = List.of(
            "org/apache/felix/scr/impl/Activator.class", "org/apache/felix/fileinstall/internal/FileInstall.class");

    private final Path home;
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private Framework framework;

    Container(Path home) throws IOException, BundleException {
        this.home = home;
        Files.createDirectories(deploy());
        this.framework = start();
        for (String part : PARTS) {
            String jar = Container.class.getClassLoader().getResource(part).toString();
            Bundle bundle = context().installBundle(jar.substring("jar:".length(), jar.indexOf('!')));
            bundle.adapt(BundleStartLevel.class).setStartLevel(1);
            bundle.start();
        }
    }

    private Framework start() throws BundleException {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, home.resolve("cache").toString());
        settings.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "100");
        settings.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.osgi.service.component;version=1.5.1,org.osgi.service.component.runtime;version=1.5,"
                        + "org.osgi.service.component.runtime.dto;version=1.5,org.osgi.util.promise;version=1.3,"
                        + "org.osgi.util.function;version=1.2,org.connectme.payment.spi");
        settings.put("felix.fileinstall.dir", deploy().toString());
        settings.put("felix.fileinstall.tmpdir", home.resolve("generated").toString());
        settings.put("felix.fileinstall.poll", "100");
        settings.put("felix.fileinstall.start.level", Integer.toString(LEVEL_OF_DEPLOY));
        settings.put("felix.fileinstall.active.level", Integer.toString(LEVEL_OF_DEPLOY));
        settings.put("felix.fileinstall.disableNio2", "true");
        settings.put("felix.log.level", "0");
        Framework made = new FrameworkFactory().newFramework(settings);
        made.init();
        made.getBundleContext().addBundleListener((SynchronousBundleListener) this::note);
        made.start();
        return made;
    }

    private void note(BundleEvent event) {
        Map<Integer, String> words = Map.of(
                BundleEvent.STARTED, "started",
                BundleEvent.STOPPED, "stopped",
                BundleEvent.UPDATED, "updated",
                BundleEvent.UNINSTALLED, "uninstalled");
        String word = words.get(event.getType());
        if (word != null && event.getBundle().getBundleId() != Constants.SYSTEM_BUNDLE_ID) {
            events.add(event.getBundle().getSymbolicName()
                    + ' '
                    + event.getBundle().getVersion()
                    + ' '
                    + word);
        }
    }

    void forgetEvents() {
        events.clear();
    }

    /** What has happened to bundles, such as "org.connectme.metering 1.0.1 started", up to that event. */
    List<String> eventsUntil(String last) {
        List<String> happened = new ArrayList<>();
        await(last, () -> {
            String next = events.poll();
            if (next != null) {
                happened.add(next);
            }
            return last.equals(next);
        });
        return happened;
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(BOUND.toMillis());
    }

    void startAgain() throws BundleException {
        framework = start();
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        stop();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    ServiceComponentRuntime components() {
        ServiceReference<ServiceComponentRuntime> reference =
                context().getServiceReference(ServiceComponentRuntime.class);
        return context().getService(reference);
    }

    Path deploy() {
        return home.resolve("deploy");
    }

    /** As part of the distribution: meant to run at every start. */
    Bundle ship(TinyBundle bundle) throws BundleException {
        Bundle installed = context().installBundle(bundle.location(), bundle.stream());
        installed.adapt(BundleStartLevel.class).setStartLevel(LEVEL_OF_THE_DISTRIBUTION);
        installed.start();
        return installed;
    }

    void drop(TinyBundle bundle) {
        drop(bundle, bundle.fileName());
    }

    void drop(TinyBundle bundle, String fileName) {
        try {
            Path written = Files.createTempFile(home, "written", ".jar");
            Files.write(written, bundle.bytes());
            Files.move(written, deploy().resolve(fileName), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void takeOut(TinyBundle bundle) {
        try {
            Files.delete(deploy().resolve(bundle.fileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Versions that are installed, the oldest first. */
    List<String> installed(String name) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .map(Bundle::getVersion)
                .sorted()
                .map(Version::toString)
                .toList();
    }

    /** Versions that run, the oldest first. */
    List<String> running(String name) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE)
                .map(Bundle::getVersion)
                .sorted()
                .map(Version::toString)
                .toList();
    }

    Bundle bundle(String name, String version) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .filter(bundle -> bundle.getVersion().equals(Version.parseVersion(version)))
                .findFirst()
                .orElseThrow();
    }

    void awaitRunning(String name, String... versions) {
        await(
                name + " runs as " + Arrays.toString(versions),
                () -> running(name).equals(List.of(versions)));
    }

    void awaitInstalled(String name, String... versions) {
        await(
                name + " is installed as " + Arrays.toString(versions),
                () -> installed(name).equals(List.of(versions)));
    }

    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + BOUND.toSeconds() + " s: " + what + "\n"
                        + Arrays.stream(context().getBundles())
                                .map(bundle -> bundle + " state " + bundle.getState() + " level "
                                        + bundle.adapt(BundleStartLevel.class).getStartLevel() + "\n")
                                .toList());
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
