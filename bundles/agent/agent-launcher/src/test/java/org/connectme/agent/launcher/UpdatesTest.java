package org.connectme.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.connectme.agent.launcher.update.AppSet;
import org.connectme.agent.launcher.update.Part;
import org.connectme.agent.launcher.update.Publish;
import org.connectme.agent.launcher.update.Updates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** The app's own bundles, but for the windows, and a server that offers others. */
@Timeout(240)
class UpdatesTest {

    private static final Path APP = Path.of("target", "app").toAbsolutePath();
    private static final String CORE = "org.connectme.agent.core";
    private static final String MEDIA = "org.connectme.agent.media";
    private static final long BOUND_NANOS = 120_000_000_000L;

    private static final String NEWER_PACKAGE = "(connectme.newer-package=true)";

    @TempDir
    Path folder;

    private HttpServer server;
    private Path packaged;
    private Path key;
    private PublicKey publisher;

    @BeforeEach
    void install() throws Exception {
        packaged = Files.createDirectory(folder.resolve("packaged"));
        try (Stream<Path> bundles = Files.list(APP.resolve("bundles"))) {
            for (Path bundle : bundles.toList()) {
                if (!bundle.getFileName().toString().startsWith("agent-ui-")) {
                    Files.copy(bundle, packaged.resolve(bundle.getFileName()));
                }
            }
        }
        key = folder.resolve("publisher.key");
        Publish.main(new String[] {"key", key.toString()});
        publisher = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(
                        Base64.getDecoder().decode(Files.readAllLines(key).get(1))));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/app/", exchange -> {
            Path file = folder.resolve("offered")
                    .resolve(exchange.getRequestURI().getPath().substring("/api/app/".length()));
            byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aNewCoreTakesOverWhileTheAppRunsAndIsThereAtTheNextStart() throws Exception {
        try (Updates updates = updates();
                App app = start(updates)) {
            updates.follow(app);
            offer(CORE, Map.of("Bundle-Version", "1.0.1"));

            until(() -> version(app, CORE).equals("1.0.1"));
            assertThat(app.comes(CORE)).isTrue();
            assertThat(app.offers("org.connectme.agent.core.Injector")).isFalse();
            until(() -> Files.exists(folder.resolve("home/updates/good")));
        }
        try (Updates updates = updates();
                App app = start(updates)) {
            assertThat(version(app, CORE)).isEqualTo("1.0.1");
        }
    }

    @Test
    void aCoreThatDoesNotResolveAndOneThatOffersNothingArePutBack() throws Exception {
        try (Updates updates = updates();
                App app = start(updates)) {
            updates.follow(app);
            offer(CORE, Map.of("Bundle-Version", "1.0.1", "Import-Package", "org.connectme.nowhere"));
            until(() -> Files.exists(folder.resolve("home/updates/bad")));
            assertThat(version(app, CORE)).isEqualTo("1.0.0.SNAPSHOT");
            assertThat(app.comes(CORE)).isTrue();

            offer(CORE, Map.of("Bundle-Version", "1.0.2", "Service-Component", "OSGI-INF/none.xml"));
            until(() -> Files.readAllLines(folder.resolve("home/updates/bad")).size() == 2);
            assertThat(version(app, CORE)).isEqualTo("1.0.0.SNAPSHOT");
            assertThat(app.comes(CORE)).isTrue();
        }
    }

    @Test
    void whatNeedsANewStartWaitsUntilNobodyNeedsTheApp() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        CountDownLatch waits = new CountDownLatch(2);
        try (Updates updates = updates();
                App app = start(updates)) {
            BooleanSupplier inConsultation = () -> {
                waits.countDown();
                return busy.get();
            };
            context(app)
                    .registerService(
                            BooleanSupplier.class, inConsultation, new Hashtable<>(Map.of("connectme.busy", true)));
            CompletableFuture<Boolean> again = CompletableFuture.supplyAsync(() -> {
                try {
                    return app.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            offer(MEDIA, Map.of("Bundle-Version", "1.0.1"));
            updates.follow(app);

            assertThat(waits.await(120, TimeUnit.SECONDS)).isTrue();
            assertThat(again).isNotDone();
            assertThat(version(app, MEDIA)).isEqualTo("1.0.0.SNAPSHOT");
            busy.set(false);
            assertThat(again.get(120, TimeUnit.SECONDS)).isTrue();
        }
        try (Updates updates = updates();
                App app = start(updates)) {
            updates.follow(app);
            assertThat(version(app, MEDIA)).isEqualTo("1.0.1");
            until(() -> !Files.exists(folder.resolve("home/updates/next")));
        }
    }

    @Test
    void thatOnlyANewerPackageCanRunWhatIsOfferedIsKnownToTheWindows() throws Exception {
        AppSet.Entry newer = new AppSet.Entry(CORE, Version.parseVersion("2.0.0"), "0".repeat(64), 1);
        byte[] signed = new AppSet(1, AppSet.LAUNCHER + 1, List.of(newer)).sign(privateKey());
        Files.write(Files.createDirectories(folder.resolve("offered")).resolve("set"), signed);
        try (Updates updates = updates();
                App app = start(updates)) {
            assertThat(context(app).getServiceReferences(BooleanSupplier.class, NEWER_PACKAGE))
                    .isEmpty();
            updates.follow(app);

            until(() -> isOneTold(app));
            assertThat(Files.exists(folder.resolve("home/updates/next"))).isFalse();
        }
    }

    private static boolean isOneTold(App app) throws IOException {
        try {
            return context(app)
                            .getServiceReferences(BooleanSupplier.class, NEWER_PACKAGE)
                            .size()
                    == 1;
        } catch (InvalidSyntaxException e) {
            throw new IOException(e);
        }
    }

    private PrivateKey privateKey() throws Exception {
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        Base64.getDecoder().decode(Files.readAllLines(key).get(0))));
    }

    @Test
    void whatNobodyTakesIsClosed() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        try (App app = App.start(Part.all(packaged), home(), address(), "")) {
            app.succeed(CORE, () -> {
                ServiceReference<?> place = context(app).getServiceReference(AtomicReference.class);
                assertThat(place.getProperty("connectme.succession")).isEqualTo(CORE);
                @SuppressWarnings("unchecked")
                AtomicReference<Object> left =
                        (AtomicReference<Object>) context(app).getService(place);
                left.set((AutoCloseable) () -> closed.set(true));
            });

            assertThat(closed).isTrue();
            assertThat(context(app).getServiceReference(AtomicReference.class)).isNull();
        }
    }

    private Updates updates() throws IOException {
        return new Updates(
                folder.resolve("home").resolve("updates"),
                publisher,
                Part.all(packaged),
                0,
                address(),
                Duration.ofSeconds(1));
    }

    private App start(Updates updates) throws Exception {
        return App.start(updates.begin(), home(), address(), "");
    }

    private Path home() throws IOException {
        return Files.createDirectories(folder.resolve("home"));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static BundleContext context(App app) {
        return app.bundles().get(0).getBundleContext();
    }

    private static String version(App app, String name) {
        return app.bundles().stream()
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow()
                .getVersion()
                .toString();
    }

    /** The app as it was packaged, but for these headers of this bundle. */
    private void offer(String name, Map<String, String> headers) throws Exception {
        Path release = Files.createTempDirectory(folder, "release");
        for (Part part : Part.all(packaged)) {
            Path to = release.resolve(part.jar().getFileName());
            if (part.name().equals(name)) {
                repack(part.jar(), to, headers);
            } else {
                Files.copy(part.jar(), to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Publish.main(new String[] {
            "set", key.toString(), release.toString(), folder.resolve("offered").toString()
        });
    }

    private static void repack(Path from, Path to, Map<String, String> headers) throws IOException {
        try (JarFile jar = new JarFile(from.toFile())) {
            Manifest manifest = new Manifest(jar.getManifest());
            headers.forEach(manifest.getMainAttributes()::putValue);
            try (JarOutputStream copy = new JarOutputStream(Files.newOutputStream(to), manifest)) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        copy.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream content = jar.getInputStream(entry)) {
                            content.transferTo(copy);
                        }
                    }
                }
            }
        }
    }

    private interface Hope {
        boolean holds() throws IOException;
    }

    private static void until(Hope hope) throws Exception {
        long end = System.nanoTime() + BOUND_NANOS;
        while (!hope.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
