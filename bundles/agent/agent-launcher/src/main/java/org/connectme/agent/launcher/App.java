package org.connectme.agent.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The framework with the app's bundles. What has native code lies on the class path and is exported from there. */
final class App implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(App.class);
    private static final long STOP_MILLIS = 15_000;

    private final Framework framework;

    private App(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts it.
     *
     * @param bundles folder whose bundles are started, in the order of their names
     * @throws BundleException if the framework itself, or every bundle, fails
     */
    static App start(Path bundles, Path home, URI server, String code) throws BundleException, IOException {
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
        app.install(bundles);
        framework.start();
        app.check();
        return app;
    }

    /** Tells the bundles what a second start of the app was asked for. */
    void started(String code) {
        BundleContext context = framework.getBundleContext();
        if (context == null) {
            return;
        }
        try {
            @SuppressWarnings("rawtypes")
            Collection<ServiceReference<Consumer>> all =
                    context.getServiceReferences(Consumer.class, "(connectme.starts=true)");
            for (var reference : all) {
                @SuppressWarnings("unchecked")
                Consumer<String> listener = (Consumer<String>) context.getService(reference);
                if (listener != null) {
                    listener.accept(code);
                    context.ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("The filter is a constant", e);
        }
    }

    /** Returns once the app has ended, by its window or otherwise. */
    void await() throws InterruptedException {
        FrameworkEvent event = framework.waitForStop(0);
        logger.info("Ended: {}", event.getType() == FrameworkEvent.STOPPED ? "stopped" : event.getType());
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
        for (Bundle bundle : bundles()) {
            ServiceReference<?>[] services = bundle.getRegisteredServices();
            for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
                if (List.of((String[]) service.getProperty(Constants.OBJECTCLASS))
                        .contains(type)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What does not run is missed later, where nobody knows why: it is said at once. */
    private void check() {
        for (Bundle bundle : bundles()) {
            if (bundle.getState() != Bundle.ACTIVE && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                logger.error("{} does not run", bundle);
            }
        }
    }

    private void install(Path folder) throws BundleException, IOException {
        BundleContext context = framework.getBundleContext();
        List<Bundle> installed = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                installed.add(context.installBundle(file.toUri().toString()));
            }
        }
        if (installed.isEmpty()) {
            throw new BundleException("There is no bundle in " + folder);
        }
        // Begun with the framework: then all of them are resolved, and each finds the others.
        for (Bundle bundle : installed) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
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
