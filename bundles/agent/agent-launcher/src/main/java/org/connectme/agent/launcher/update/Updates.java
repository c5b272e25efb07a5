package org.connectme.agent.launcher.update;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the app as new as its server offers. A set whose changed bundles all may be replaced live is taken at once,
 * bundle by bundle, in a call too; any other waits until nobody needs the app, and for a new start. What does not start
 * is put back and never tried again. One thread.
 */
public final class Updates implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Updates.class);
    private static final long IDLE_SECONDS = 5;

    private final Store store;
    private final Offer offer;
    private final Duration every;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "connectme-updates");
        made.setDaemon(true);
        return made;
    });

    /**
     * @param folder where what came is kept
     * @param publisher whose signature counts
     * @param packaged what the app was installed with
     * @param packagedSerial older sets are not taken
     * @param every how long from one look to the next; the server is spared by a quarter more or less
     */
    public Updates(
            Path folder, PublicKey publisher, List<Part> packaged, long packagedSerial, URI server, Duration every)
            throws IOException {
        this.store = new Store(folder, publisher, packaged, packagedSerial);
        this.offer = new Offer(server);
        this.every = every;
    }

    /** The bundles to start with. */
    public List<Part> begin() {
        try {
            store.begin();
        } catch (IOException e) {
            logger.warn("The folder of updates cannot be written: {}", e.toString());
        }
        return store.choose();
    }

    /** Looks after the app that was started with {@link #begin}'s bundles, from now on. */
    public void follow(Running app) {
        thread.execute(() -> guarded(() -> prove(app)));
        thread.execute(() -> look(app));
    }

    private void look(Running app) {
        guarded(() -> {
            Optional<byte[]> offered = offer.set();
            if (offered.isPresent() && store.read(offered.get()).launcher() > AppSet.LAUNCHER) {
                app.newerPackage();
            }
            if (offered.isPresent() && isNews(offered.get())) {
                AppSet set = store.stage(offered.get(), offer);
                logger.info("Version {} of the app has come", set.serial());
                apply(app);
            }
        });
        double portion = 0.75 + ThreadLocalRandom.current().nextDouble() / 2;
        thread.schedule(() -> look(app), (long) (every.toMillis() * portion), TimeUnit.MILLISECONDS);
    }

    /** The same set again is no news, and nothing to warn of. */
    private boolean isNews(byte[] offered) throws Refused {
        return store.read(offered).serial() != store.seen();
    }

    /** What the app was started with for the first time must come up. */
    private void prove(Running app) throws IOException {
        if (store.next().isEmpty()) {
            return;
        }
        boolean isWhole = true;
        for (Part part : app.parts()) {
            if (!app.comes(part.name())) {
                logger.error("{} {} does not start", part.name(), part.version());
                isWhole &= part.live() && store.isKept(part) && putBack(app, part);
            }
        }
        if (isWhole) {
            store.promote();
            logger.info("The app runs its newest version");
        } else {
            store.drop();
            restartWhenIdle(app);
        }
    }

    private boolean putBack(Running app, Part failed) throws IOException {
        store.failed(failed);
        boolean[] isBack = {false};
        Optional<Part> before = store.before(failed.name());
        app.succeed(failed.name(), () -> isBack[0] = before.isPresent() && puts(app, before.get()));
        return isBack[0];
    }

    private static boolean puts(Running app, Part before) {
        try {
            app.replace(before);
            logger.info("{} {} is back in its place", before.name(), before.version());
            return true;
        } catch (BundleException e) {
            logger.error("{} cannot be put back", before.name(), e);
            return false;
        }
    }

    private void apply(Running app) throws IOException {
        List<Part> changed = new ArrayList<>();
        boolean live = true;
        for (Part next : store.choose()) {
            Optional<Part> now = app.parts().stream()
                    .filter(part -> part.name().equals(next.name()))
                    .findFirst();
            if (now.isEmpty() || !now.get().jar().equals(next.jar())) {
                changed.add(next);
                live &= next.live() && now.isPresent() && now.get().live();
            }
        }
        if (!live) {
            logger.info("It is taken once nobody needs the app");
            restartWhenIdle(app);
            return;
        }
        for (Part next : changed) {
            replace(app, next);
        }
        store.promote();
    }

    private void replace(Running app, Part next) throws IOException {
        Part before = app.parts().stream()
                .filter(part -> part.name().equals(next.name()))
                .findFirst()
                .orElseThrow();
        boolean[] failed = {false};
        app.succeed(next.name(), () -> {
            try {
                app.replace(next);
                logger.info("{} {} took the place of {}", next.name(), next.version(), before.version());
            } catch (BundleException e) {
                failed[0] = true;
                logger.error("{} {} does not start", next.name(), next.version(), e);
                puts(app, before);
            }
        });
        if (failed[0]) {
            store.failed(next);
        }
    }

    private void restartWhenIdle(Running app) {
        if (app.isBusy()) {
            thread.schedule(() -> restartWhenIdle(app), IDLE_SECONDS, TimeUnit.SECONDS);
        } else {
            logger.info("Starting anew with the newest version");
            app.restart();
        }
    }

    private interface Step {
        void run() throws IOException, Refused;
    }

    /** What goes wrong here is tried again later, and is no reason for the app to suffer. */
    private void guarded(Step step) {
        try {
            step.run();
        } catch (Refused e) {
            logger.warn("The server offers {}; it is not taken", e.getMessage());
        } catch (IOException e) {
            logger.info("No new version could be had: {}", e.toString());
        } catch (RuntimeException e) {
            logger.error("Looking for a new version failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
