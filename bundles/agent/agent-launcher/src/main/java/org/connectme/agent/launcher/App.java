package org.connectme.agent.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.connectme.agent.launcher.update.Part;
import org.connectme.agent.launcher.update.Running;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The framework with the app's bundles. What has native code lies on the class path and is exported from there. */
final class App implements Running, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(App.class);
    private static final long STOP_MILLIS = 15_000;
    private static final long COMES_NANOS = 20_000_000_000L;

    /** In a call: after ten seconds of silence the server would take the customer for gone. */
    private static final long FOLLOWS_NANOS = 7_000_000_000L;

    private static final long LOOK_MILLIS = 100;

    private static final String SERVICE = "osgi.service";

    private final Framework framework;
    private final Map<String, Part> parts = new ConcurrentHashMap<>();
    private volatile boolean again;

    private App(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts it.
     *
     * @param parts the bundles, in the order in which they are started
     * @throws BundleException if the framework itself, or every bundle, fails
     */
    static App start(List<Part> parts, Path home, URI server, String code) throws BundleException, IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, home.resolve("cache").toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, packages());
        settings.put("connectme.home", home.toString());
        settings.put("connectme.server", server.toString());
        settings.put("connectme.code", code);
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new BundleException("There is no framework on the class path"))
                .newFramework(settings);
        framework.init();
        App app = new App(framework);
        app.install(parts);
        framework.start();
        app.check();
        return app;
    }

    /** Tells the bundles what a second start of the app was asked for. */
    void started(String code) {
        services(Consumer.class, "(connectme.starts=true)")
                .forEach(reference -> with(reference, service -> {
                    @SuppressWarnings("unchecked")
                    Consumer<String> listener = (Consumer<String>) service;
                    listener.accept(code);
                    return true;
                }));
    }

    /** Returns once the app has ended, by its window or otherwise. @return whether it is to be started anew */
    boolean await() throws InterruptedException {
        FrameworkEvent event = framework.waitForStop(0);
        logger.info("Ended: {}", event.getType() == FrameworkEvent.STOPPED ? "stopped" : event.getType());
        return again;
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(STOP_MILLIS);
    }

    List<Bundle> bundles() {
        return List.of(framework.getBundleContext().getBundles());
    }

    /** Whether any bundle registered a service of this type. */
    boolean offers(String type) {
        return bundles().stream()
                .anyMatch(bundle -> offered(bundle, type).findAny().isPresent());
    }

    // ------------------------------------------------------------ while it runs

    @Override
    public List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /** A component that was only announced is made for this, so that one that cannot be made is found here. */
    @Override
    public boolean comes(String name) {
        return comes(name, COMES_NANOS);
    }

    /** Waits for every bundle. @return whether each offers what it should */
    boolean isThere() {
        return parts.keySet().stream().allMatch(this::comes);
    }

    private boolean comes(String name, long withinNanos) {
        Bundle bundle = bundle(name).orElse(null);
        BundleContext context = framework.getBundleContext();
        if (bundle == null || context == null) {
            return false;
        }
        if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null) {
            return true;
        }
        Semaphore changed = new Semaphore(0);
        ServiceListener listener = event -> changed.release();
        context.addServiceListener(listener);
        try {
            long end = System.nanoTime() + withinNanos;
            while (!isThere(bundle)) {
                if (System.nanoTime() - end > 0) {
                    return false;
                }
                // A service can come and still not be made: it is looked at again in any case.
                changed.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private boolean isThere(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return bundle.getState() == Bundle.ACTIVE
                && revision != null
                && revision.getDeclaredCapabilities(SERVICE).stream()
                        .flatMap(App::types)
                        .allMatch(
                                type -> offered(bundle, type).anyMatch(reference -> with(reference, service -> true)));
    }

    private static Stream<String> types(BundleCapability capability) {
        Object types = capability.getAttributes().get(Constants.OBJECTCLASS);
        return types instanceof List<?> list ? list.stream().map(String::valueOf) : Stream.of(String.valueOf(types));
    }

    @Override
    public void replace(Part next) throws BundleException {
        Bundle bundle = bundle(next.name())
                .orElseThrow(() -> new BundleException("There is no " + next.name() + " that could be replaced"));
        bundle.stop(Bundle.STOP_TRANSIENT);
        try (InputStream in = Files.newInputStream(next.jar())) {
            bundle.update(in);
        } catch (IOException e) {
            throw new BundleException("It cannot be read", e);
        }
        parts.put(next.name(), next);
        bundle.start();
        if (!comes(next.name(), FOLLOWS_NANOS)) {
            throw new BundleException("It does not offer what it should");
        }
    }

    @Override
    public void succeed(String name, Runnable replacing) {
        AtomicReference<Object> place = new AtomicReference<>();
        ServiceRegistration<?> registration = framework
                .getBundleContext()
                .registerService(AtomicReference.class, place, new Hashtable<>(Map.of("connectme.succession", name)));
        try {
            replacing.run();
        } finally {
            registration.unregister();
            // Nobody took it: what it is about must end.
            if (place.getAndSet(null) instanceof AutoCloseable left) {
                close(left);
            }
        }
    }

    private static void close(AutoCloseable left) {
        try {
            left.close();
        } catch (Exception e) {
            logger.error("What nobody took did not end", e);
        }
    }

    @Override
    public boolean isBusy() {
        return services(BooleanSupplier.class, "(connectme.busy=true)").stream()
                .anyMatch(reference -> with(reference, service -> ((BooleanSupplier) service).getAsBoolean()));
    }

    /** Once: while this app runs, its package stays the older one. */
    @Override
    public void newerPackage() {
        BundleContext context = framework.getBundleContext();
        if (context != null
                && services(BooleanSupplier.class, "(connectme.newer-package=true)")
                        .isEmpty()) {
            BooleanSupplier known = () -> true;
            context.registerService(
                    BooleanSupplier.class, known, new Hashtable<>(Map.of("connectme.newer-package", true)));
        }
    }

    @Override
    public void restart() {
        again = true;
        try {
            framework.stop();
        } catch (BundleException e) {
            logger.error("The app does not end", e);
        }
    }

    // ------------------------------------------------------------ the framework

    private Optional<Bundle> bundle(String name) {
        return bundles().stream()
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    private static Stream<ServiceReference<?>> offered(Bundle bundle, String type) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return Stream.of(services == null ? new ServiceReference<?>[0] : services)
                .filter(service -> List.of((String[]) service.getProperty(Constants.OBJECTCLASS))
                        .contains(type));
    }

    private <T> Collection<ServiceReference<T>> services(Class<T> type, String filter) {
        BundleContext context = framework.getBundleContext();
        if (context == null) {
            return List.of();
        }
        try {
            return context.getServiceReferences(type, filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("The filter is a constant", e);
        }
    }

    private interface Use {
        boolean of(Object service);
    }

    /** @return false if the service is not there, or cannot be made */
    private boolean with(ServiceReference<?> reference, Use use) {
        BundleContext context = framework.getBundleContext();
        Object service = context == null ? null : context.getService(reference);
        if (service == null) {
            return false;
        }
        try {
            return use.of(service);
        } finally {
            context.ungetService(reference);
        }
    }

    /** What does not run is missed later, where nobody knows why: it is said at once. */
    private void check() {
        for (Bundle bundle : bundles()) {
            if (bundle.getState() != Bundle.ACTIVE && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                logger.error("{} does not run", bundle);
            }
        }
    }

    private void install(List<Part> all) throws BundleException, IOException {
        BundleContext context = framework.getBundleContext();
        if (all.isEmpty()) {
            throw new BundleException("There is no bundle to start");
        }
        for (Part part : all) {
            // By its name and not its file: the next version has another.
            try (InputStream in = Files.newInputStream(part.jar())) {
                context.installBundle("app:" + part.name(), in);
                parts.put(part.name(), part);
            } catch (BundleException e) {
                logger.error("{} cannot be installed", part.name(), e);
            }
        }
        // Begun with the framework: then all of them are resolved, and each finds the others.
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getBundleId() != 0 && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    private static String packages() throws IOException {
        try (InputStream in = App.class.getResourceAsStream("/packages.txt")) {
            if (in == null) {
                throw new IOException("packages.txt is missing in the launcher");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining(","));
        }
    }
}
