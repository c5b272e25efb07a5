package org.connectme.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipInputStream;
import org.connectme.core.account.PaymentOversight;
import org.connectme.core.account.PaymentOversight.Provider;
import org.connectme.core.account.PaymentOversight.Verdict;
import org.connectme.deployment.Succession.Outcome;
import org.connectme.deployment.sample.Pretend;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** Payment plug-ins of which open money needs more than the newest, on the framework that is shipped. */
class KeepingTest {

    private static final String OURS = "org.connectme.payment.pretend";
    private static final String PARTNERS = "com.example.payment.pretend";
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path home;

    private Container container;
    private Till till;
    private Succession succession;
    private Keeping keeping;

    @BeforeEach
    void start() throws Exception {
        container = new Container(home);
        watch(LONG);
    }

    @AfterEach
    void stop() throws Exception {
        System.getProperties().remove(Pretend.SERVICE);
        succession.stop();
        keeping.stop();
        container.close();
    }

    private void watch(Duration patience) {
        if (succession != null) {
            succession.stop();
            keeping.stop();
        }
        if (till == null) {
            till = new Till(container.context());
        }
        container.context().registerService(PaymentOversight.class, till, null);
        succession = new Succession(container.context(), container.components(), patience, OFTEN);
        keeping = new Keeping(container.context(), home, OFTEN, OFTEN);
    }

    private static TinyBundle plugIn(String name, String version) {
        return TinyBundle.of(name, version).plugIn();
    }

    /** And offers its service, which comes a moment after its start. */
    private void awaitBroughtBack(String name, String version) {
        container.await(
                name + ' ' + version + " is brought back",
                () -> Arrays.stream(container.context().getBundles())
                        .anyMatch(bundle -> name.equals(bundle.getSymbolicName())
                                && version.equals(bundle.getVersion().toString())
                                && bundle.getState() == Bundle.ACTIVE
                                && bundle.getRegisteredServices() != null
                                && Keeping.isBroughtBack(bundle)));
    }

    private Path copy(String name, String version) {
        return home.resolve("kept/pretend/" + name + '_' + version + ".jar");
    }

    private void awaitCopy(String name, String version) {
        container.await("there is a copy of " + name, () -> Files.isRegularFile(copy(name, version)));
    }

    @Test
    void anOlderVersionGoesOnBesideTheNewerUntilNoMoneyNeedsIt() throws Exception {
        container.ship(plugIn(OURS, "1.0.0"));
        till.money.add("1.0.0-hold");
        CompletableFuture<Outcome> newer = succession.outcome(OURS, Version.parseVersion("1.1.0"));

        container.drop(plugIn(OURS, "1.1.0"));

        assertThat(newer.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Stands.class);
        assertThat(container.running(OURS)).containsExactly("1.0.0", "1.1.0");
        till.money.clear();
        container.awaitRunning(OURS, "1.1.0");
    }

    @Test
    void anOlderVersionGoesOnWhileNobodyCanSayWhetherItIsNeeded() throws Exception {
        container.ship(plugIn(OURS, "1.0.0"));
        till.away = true;
        CompletableFuture<Outcome> newer = succession.outcome(OURS, Version.parseVersion("1.1.0"));

        container.drop(plugIn(OURS, "1.1.0"));

        assertThat(newer.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Stands.class);
        assertThat(container.running(OURS)).containsExactly("1.0.0", "1.1.0");
        till.away = false;
        container.awaitRunning(OURS, "1.1.0");
    }

    @Test
    void whatTheNewerVersionGoesOnWithNeedsNoOlderOne() throws Exception {
        container.ship(plugIn(OURS, "1.0.0"));
        till.money.add("any-hold");

        container.drop(plugIn(OURS, "1.1.0"));

        container.awaitRunning(OURS, "1.1.0");
    }

    @Test
    void aNewerVersionTakesOverOnceItHasPassedItsChecks() throws Exception {
        container.ship(plugIn(OURS, "1.0.0"));
        till.verdicts.put("1.1.0", Verdict.CHECKING);

        container.drop(plugIn(OURS, "1.1.0"));
        container.awaitRunning(OURS, "1.0.0", "1.1.0");
        CompletableFuture<Outcome> newer = succession.outcome(OURS, Version.parseVersion("1.1.0"));
        till.verdicts.put("1.1.0", Verdict.PASSED);

        assertThat(newer.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Stands.class);
        container.awaitRunning(OURS, "1.1.0");
    }

    @Test
    void aNewerVersionThatFailsItsChecksIsStopped() throws Exception {
        watch(SHORT);
        container.ship(plugIn(OURS, "1.0.0"));
        till.verdicts.put("1.1.0", Verdict.FAILED);
        CompletableFuture<Outcome> newer = succession.outcome(OURS, Version.parseVersion("1.1.0"));

        container.drop(plugIn(OURS, "1.1.0"));

        assertThat(newer.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.GivenUp.class);
        container.awaitRunning(OURS, "1.0.0");
    }

    @Test
    void whatIsTakenOutOfTheFolderComesBackWhileMoneyNeedsIt() {
        container.drop(plugIn(PARTNERS, "1.0.0"));
        awaitCopy(PARTNERS, "1.0.0");
        till.money.add("1.0.0-hold");

        container.takeOut(plugIn(PARTNERS, "1.0.0"));

        awaitBroughtBack(PARTNERS, "1.0.0");
        assertThat(till.providers()).extracting(Provider::verdict).containsExactly(Verdict.BROUGHT_BACK);
        till.money.clear();
        container.awaitInstalled(PARTNERS);
        container.await("its copy is gone", () -> !Files.exists(copy(PARTNERS, "1.0.0")));
    }

    @Test
    void whatNoMoneyNeedsStaysAway() {
        container.drop(plugIn(PARTNERS, "1.0.0"));
        awaitCopy(PARTNERS, "1.0.0");

        container.takeOut(plugIn(PARTNERS, "1.0.0"));

        container.await("its copy is gone", () -> !Files.exists(copy(PARTNERS, "1.0.0")));
        container.awaitInstalled(PARTNERS);
    }

    @Test
    void whatWasUninstalledComesBackOverARestart() throws Exception {
        container.drop(plugIn(PARTNERS, "1.0.0"));
        awaitCopy(PARTNERS, "1.0.0");
        till.money.add("1.0.0-hold");
        Files.delete(container.deploy().resolve(plugIn(PARTNERS, "1.0.0").fileName()));
        container.awaitInstalled(PARTNERS);
        awaitBroughtBack(PARTNERS, "1.0.0");

        succession.stop();
        keeping.stop();
        container.stop();
        container.startAgain();
        till = null;
        succession = null;
        watch(LONG);
        till.money.add("1.0.0-hold");

        awaitBroughtBack(PARTNERS, "1.0.0");
        till.money.clear();
        container.awaitInstalled(PARTNERS);
    }

    @Test
    void aVersionWhoseFileWasReplacedComesBackBesideTheNewOne() {
        container.drop(plugIn(PARTNERS, "1.0.0"), "pretend.jar");
        awaitCopy(PARTNERS, "1.0.0");
        till.money.add("1.0.0-hold");

        container.drop(plugIn(PARTNERS, "1.1.0"), "pretend.jar");

        awaitBroughtBack(PARTNERS, "1.0.0");
        container.awaitRunning(PARTNERS, "1.0.0", "1.1.0");
        till.money.clear();
        container.awaitRunning(PARTNERS, "1.1.0");
    }

    @Test
    void aNewerVersionThatWasTakenBackFinishesBesideTheOlder() throws Exception {
        container.ship(plugIn(OURS, "1.0.0"));
        container.drop(plugIn(OURS, "1.1.0"));
        container.awaitRunning(OURS, "1.1.0");
        awaitCopy(OURS, "1.1.0");
        till.money.add("1.1.0-hold");

        container.takeOut(plugIn(OURS, "1.1.0"));

        awaitBroughtBack(OURS, "1.1.0");
        container.awaitRunning(OURS, "1.0.0", "1.1.0");
        assertThat(till.providers())
                .extracting(Provider::version, Provider::offered)
                .containsExactly(tuple("1.0.0", true), tuple("1.1.0", false));
        till.money.clear();
        container.awaitRunning(OURS, "1.0.0");
    }

    @Test
    void whatWasUninstalledInTheMiddleOfACaptureIsAskedAgainWithTheSameKeyAndCapturesOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        AtomicInteger captured = new AtomicInteger();
        System.getProperties().put(Pretend.SERVICE, Map.of("asked", asked, "answers", answers, "capture-1", captured));
        Capture request = new Capture("capture-1", "1.0.0-hold", new Amount(1_000, "EUR"));
        container.drop(plugIn(PARTNERS, "1.0.0"));
        awaitCopy(PARTNERS, "1.0.0");
        till.money.add("1.0.0-hold");
        PaymentProvider first = provider();

        CompletableFuture<org.connectme.payment.spi.Outcome<Payment>> answer =
                CompletableFuture.supplyAsync(() -> first.capture(request));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        container.bundle(PARTNERS, "1.0.0").uninstall();
        container.takeOut(plugIn(PARTNERS, "1.0.0"));
        awaitBroughtBack(PARTNERS, "1.0.0");
        answers.countDown();

        // The call that was under way may end well, or break off, which the host takes for "unknown".
        answer.handle((outcome, thrown) -> outcome).get(60, TimeUnit.SECONDS);
        PaymentProvider second = provider();
        assertThat(second).isNotSameAs(first);
        assertThat(second.capture(request)).isInstanceOf(org.connectme.payment.spi.Outcome.Done.class);
        assertThat(captured).hasValue(1_000);
    }

    private PaymentProvider provider() {
        return container.context().getService(container.context().getServiceReference(PaymentProvider.class));
    }

    @Test
    void anOperatorCanPutItBackAtAnyTime() {
        container.drop(plugIn(PARTNERS, "1.0.0"));
        awaitCopy(PARTNERS, "1.0.0");
        till.money.add("1.0.0-hold");
        container.takeOut(plugIn(PARTNERS, "1.0.0"));
        awaitBroughtBack(PARTNERS, "1.0.0");

        container.drop(plugIn(PARTNERS, "1.0.0"));

        container.await(
                "only the operator's own is there",
                () -> Arrays.stream(container.context().getBundles())
                        .filter(bundle -> PARTNERS.equals(bundle.getSymbolicName()))
                        .allMatch(bundle -> bundle.getState() == Bundle.ACTIVE
                                && bundle.getLocation().startsWith("file:")));
        container.awaitInstalled(PARTNERS, "1.0.0");
        till.money.clear();
        container.await("it is offered again", () -> till.providers().stream().anyMatch(Provider::offered));
        assertThat(container.running(PARTNERS)).containsExactly("1.0.0");
    }

    @Test
    void removingAsksForForceWhileMoneyNeedsIt() {
        container.drop(plugIn(PARTNERS, "1.0.0"));
        awaitCopy(PARTNERS, "1.0.0");
        till.money.add("1.0.0-hold");
        Version version = Version.parseVersion("1.0.0");

        assertThatIllegalStateException()
                .isThrownBy(() -> keeping.remove(PARTNERS, version, false))
                .withMessageContaining("Money of 1 consultations needs it");
        assertThat(container.running(PARTNERS)).containsExactly("1.0.0");

        assertThat(keeping.remove(PARTNERS, version, true)).contains("Money of 1 consultations waits for it");
        container.awaitInstalled(PARTNERS);
        assertThat(copy(PARTNERS, "1.0.0")).doesNotExist();
        assertThat(container.deploy().resolve(plugIn(PARTNERS, "1.0.0").fileName()))
                .doesNotExist();
        assertThatIllegalArgumentException().isThrownBy(() -> keeping.remove(PARTNERS, version, true));
    }

    @Test
    void aCopyIsTheWholeBundle() throws Exception {
        TinyBundle original = plugIn(PARTNERS, "1.0.0");
        container.drop(original);
        awaitCopy(PARTNERS, "1.0.0");

        assertThat(contents(Files.readAllBytes(copy(PARTNERS, "1.0.0")))).isEqualTo(contents(original.bytes()));
    }

    private static Map<String, String> contents(byte[] jar) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                contents.put(entry.getName(), HexFormat.of().formatHex(in.readAllBytes()));
            }
        }
        return contents;
    }
}
