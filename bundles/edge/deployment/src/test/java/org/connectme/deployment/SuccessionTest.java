package org.connectme.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.connectme.deployment.Succession.Outcome;
import org.connectme.deployment.sample.Answer;
import org.connectme.deployment.sample.Moody;
import org.connectme.deployment.sample.Unmakeable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.SynchronousBundleListener;

/** On the framework that is shipped, with the folder that an operator puts files into. */
class SuccessionTest {

    private static final String NAME = "org.connectme.metering";
    /** For versions that work: a loaded machine must not make them fail. */
    private static final Duration LONG = Duration.ofMinutes(5);
    /** For versions that cannot work. */
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path home;

    private Container container;
    private Succession succession;

    @BeforeEach
    void start() throws Exception {
        container = new Container(home);
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty(Moody.REFUSES);
        if (succession != null) {
            succession.stop();
        }
        container.close();
    }

    private void watch(Duration patience) {
        succession = new Succession(container.context(), container.components(), patience, Duration.ofMillis(200));
    }

    private void restart(Duration patience, Runnable meanwhile) throws Exception {
        succession.stop();
        container.stop();
        meanwhile.run();
        container.startAgain();
        watch(patience);
    }

    private static TinyBundle working(String version) {
        return TinyBundle.of(NAME, version).component("metering.decider", Answer.class);
    }

    private static TinyBundle lacking(String version) {
        return TinyBundle.of(NAME, version).componentInNeedOf(Runnable.class, "metering.decider", Answer.class);
    }

    @Test
    void aNewerVersionTakesOver() throws BundleException {
        container.ship(working("1.0.0"));
        watch(LONG);

        container.drop(working("1.0.1"));

        container.awaitRunning(NAME, "1.0.1");
        assertThat(container.installed(NAME)).containsExactly("1.0.0", "1.0.1");
    }

    @Test
    void atNoMomentIsNobodyThere() throws Exception {
        container.ship(working("1.0.0"));
        watch(LONG);
        Queue<Integer> providers = new ConcurrentLinkedQueue<>();
        container
                .context()
                .addServiceListener(
                        event -> providers.add(providers()), "(objectClass=" + Supplier.class.getName() + ")");

        container.drop(working("1.0.1"));

        container.eventsUntil(NAME + " 1.0.0 stopped");
        assertThat(providers).containsExactly(2, 1);
    }

    /** Without the one that is just being unregistered. */
    private int providers() {
        try {
            return container
                    .context()
                    .getServiceReferences(Supplier.class, null)
                    .size();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aVersionWhoseComponentsLackSomethingIsPutBack() throws BundleException {
        container.ship(working("1.0.0"));
        watch(SHORT);

        assertThat(putBack(lacking("1.0.1"))).contains("metering.decider");
        assertThat(container.running(NAME)).containsExactly("1.0.0");
    }

    @Test
    void whatItLacksMayComeWhileItIsWaitedFor() throws BundleException {
        container.ship(working("1.0.0"));
        watch(LONG);
        container.drop(lacking("1.0.1"));
        container.awaitRunning(NAME, "1.0.0", "1.0.1");

        container.context().registerService(Runnable.class, () -> {}, null);

        container.awaitRunning(NAME, "1.0.1");
    }

    @Test
    void aVersionWhoseComponentsCannotBeMadeIsPutBack() throws BundleException {
        container.ship(working("1.0.0"));
        watch(SHORT);

        String why = putBack(TinyBundle.of(NAME, "1.0.1").component("metering.decider", Unmakeable.class));

        assertThat(why).contains("metering.decider");
        assertThat(container.running(NAME)).containsExactly("1.0.0");
    }

    @Test
    void aNewComponentMayNotLackSomethingEither() throws BundleException {
        container.ship(working("1.0.0"));
        watch(SHORT);

        String why = putBack(working("1.0.1").componentInNeedOf(Runnable.class, "metering.new", Answer.class));

        assertThat(why).contains("[metering.new]");
        assertThat(container.running(NAME)).containsExactly("1.0.0");
    }

    @Test
    void whatTheOlderOneLacksTooOrAConfigurationIsNotHeldAgainstIt() throws BundleException {
        container.ship(working("1.0.0").componentInNeedOf(Runnable.class, "metering.extra", Answer.class));
        watch(LONG);

        container.drop(working("1.0.1")
                .componentInNeedOf(Runnable.class, "metering.extra", Answer.class)
                .componentToBeConfigured("metering.new", Answer.class));

        container.awaitRunning(NAME, "1.0.1");
    }

    @Test
    void aVersionThatDoesNotStartIsPutBack() throws BundleException {
        container.ship(working("1.0.0"));
        watch(SHORT);
        System.setProperty(Moody.REFUSES, "yes");

        String why = putBack(working("1.0.1").activatedBy(Moody.class));

        assertThat(why).contains("does not start");
        assertThat(container.running(NAME)).containsExactly("1.0.0");
    }

    @Test
    void aVersionThatDoesNotResolveIsPutBack() throws BundleException {
        container.ship(working("1.0.0"));
        watch(SHORT);

        String why = putBack(working("1.0.1").with(Constants.IMPORT_PACKAGE, "org.example.nowhere"));

        assertThat(why).contains("org.example.nowhere");
        assertThat(container.running(NAME)).containsExactly("1.0.0");
    }

    @Test
    void aVersionThatWasPutBackStaysStoppedOverARestart() throws Exception {
        container.ship(working("1.0.0"));
        watch(SHORT);
        assertThat(putBack(lacking("1.0.1"))).contains("metering.decider");

        restart(SHORT, () -> {});

        container.awaitRunning(NAME, "1.0.0");
        assertThat(container.bundle(NAME, "1.0.1").getState()).isNotEqualTo(Bundle.ACTIVE);
    }

    @Test
    void aVersionThatWasPutBackIsTriedAgainOnceItsFileIsReplaced() throws BundleException {
        container.ship(working("1.0.0"));
        watch(SHORT);
        assertThat(putBack(lacking("1.0.1"))).contains("metering.decider");

        container.drop(working("1.0.1"));

        container.awaitRunning(NAME, "1.0.1");
    }

    @Test
    void aVersionThatAnOperatorStartsAgainIsWaitedForAgain() throws BundleException {
        container.ship(working("1.0.0"));
        watch(SHORT);
        assertThat(putBack(lacking("1.0.1"))).contains("metering.decider");
        succession.stop();
        watch(LONG);

        container.bundle(NAME, "1.0.1").start();
        container.context().registerService(Runnable.class, () -> {}, null);

        container.awaitRunning(NAME, "1.0.1");
    }

    @Test
    void theOlderOneComesBackWhenTheFileIsTakenOut() throws BundleException {
        container.ship(working("1.0.0"));
        watch(LONG);
        container.drop(working("1.0.1"));
        container.awaitRunning(NAME, "1.0.1");

        container.takeOut(working("1.0.1"));

        container.awaitRunning(NAME, "1.0.0");
        assertThat(container.installed(NAME)).containsExactly("1.0.0");
    }

    @Test
    void theOlderOneComesBackAlsoIfThisBundleWasReplacedInBetween() throws BundleException {
        container.ship(working("1.0.0"));
        watch(LONG);
        container.drop(working("1.0.1"));
        container.awaitRunning(NAME, "1.0.1");

        succession.stop();
        watch(LONG);
        container.takeOut(working("1.0.1"));

        container.awaitRunning(NAME, "1.0.0");
    }

    @Test
    void whatHasNoOlderVersionComesAndGoesAsItsFileDoes() {
        watch(LONG);
        container.drop(working("1.0.1"));
        container.awaitRunning(NAME, "1.0.1");

        container.takeOut(working("1.0.1"));

        container.awaitInstalled(NAME);
    }

    @Test
    void theSameVersionTwiceIsOneBundle() throws BundleException {
        container.ship(working("1.0.0"));
        watch(LONG);
        container.drop(working("1.0.1"));
        container.awaitRunning(NAME, "1.0.1");

        container.drop(working("1.0.1"), "the-same-again.jar");

        container.eventsUntil(NAME + " 1.0.1 updated");
        container.awaitRunning(NAME, "1.0.1");
        assertThat(container.installed(NAME)).containsExactly("1.0.0", "1.0.1");
    }

    @Test
    void anOlderVersionWaitsBehindTheOneThatRuns() throws BundleException {
        container.ship(working("1.0.0"));
        watch(LONG);

        container.drop(working("0.9.0"));

        assertThat(container.eventsUntil(NAME + " 0.9.0 stopped")).doesNotContain(NAME + " 1.0.0 stopped");
        assertThat(container.running(NAME)).containsExactly("1.0.0");
    }

    @Test
    void ofTwoThatCameAtOnceTheNewestRunsAndEachGoesBackToTheNext() throws BundleException {
        container.ship(working("1.0.0"));
        container.drop(working("1.0.1"));
        container.drop(working("1.0.2"));
        container.awaitRunning(NAME, "1.0.0", "1.0.1", "1.0.2");

        watch(LONG);
        container.awaitRunning(NAME, "1.0.2");
        container.takeOut(working("1.0.2"));
        container.awaitRunning(NAME, "1.0.1");
        container.takeOut(working("1.0.1"));
        container.awaitRunning(NAME, "1.0.0");
    }

    @Test
    void ofTwoThatCameAtOnceTheOneThatWorksRuns() throws BundleException {
        container.ship(working("1.0.0"));
        watch(Duration.ofSeconds(4));

        container.drop(working("1.0.1"));
        String why = putBack(lacking("1.0.2"));

        assertThat(why).contains("metering.decider");
        container.awaitRunning(NAME, "1.0.1");
    }

    /** File Install starts what it finds stopped among its own each time that a file comes. */
    @Test
    void anotherFileDoesNotStartAVersionThatWaits() throws BundleException {
        container.ship(working("1.0.0"));
        watch(LONG);
        container.drop(working("1.0.1"));
        container.awaitRunning(NAME, "1.0.1");
        container.drop(working("1.0.2"));
        container.eventsUntil(NAME + " 1.0.1 stopped");

        container.drop(TinyBundle.of("org.connectme.other", "1.0.0"));
        container.awaitRunning("org.connectme.other", "1.0.0");
        container.drop(TinyBundle.of("org.connectme.another", "1.0.0"));

        assertThat(container.eventsUntil("org.connectme.another 1.0.0 started"))
                .containsExactly("org.connectme.other 1.0.0 started", "org.connectme.another 1.0.0 started");
    }

    @Test
    void afterARestartTheNewerOneRunsAndTheOlderOneIsNotEvenStarted() throws Exception {
        container.ship(working("1.0.0"));
        watch(LONG);
        container.drop(working("1.0.1"));
        container.awaitRunning(NAME, "1.0.1");

        restart(LONG, container::forgetEvents);

        container.awaitRunning(NAME, "1.0.1");
        container.drop(TinyBundle.of("org.connectme.other", "1.0.0"));
        assertThat(container.eventsUntil("org.connectme.other 1.0.0 started"))
                .contains(NAME + " 1.0.1 started")
                .doesNotContain(NAME + " 1.0.0 started");
    }

    @Test
    void aFileTakenOutWhileTheServerWasDownBringsTheOlderOneBack() throws Exception {
        container.ship(working("1.0.0"));
        watch(LONG);
        container.drop(working("1.0.1"));
        container.awaitRunning(NAME, "1.0.1");

        restart(LONG, () -> container.takeOut(working("1.0.1")));

        container.awaitRunning(NAME, "1.0.0");
        assertThat(container.installed(NAME)).containsExactly("1.0.0");
    }

    @Test
    void aFilePutInWhileTheServerWasDownTakesOver() throws Exception {
        container.ship(working("1.0.0"));
        watch(LONG);

        restart(LONG, () -> container.drop(working("1.0.1")));

        container.awaitRunning(NAME, "1.0.1");
    }

    @Test
    void theOlderOneWorksInTheMeantimeWhenTheNewerOneDoesNotComeUpAfterARestart() throws Exception {
        container.ship(working("1.0.0"));
        watch(LONG);
        container.drop(working("1.0.1").activatedBy(Moody.class));
        container.awaitRunning(NAME, "1.0.1");

        restart(LONG, () -> System.setProperty(Moody.REFUSES, "yes"));
        container.awaitRunning(NAME, "1.0.0");
        System.clearProperty(Moody.REFUSES);

        container.awaitRunning(NAME, "1.0.1");
    }

    @Test
    void bundlesOfOthersAreLeftAlone() throws BundleException {
        String theirs = "com.example.metering";
        container.ship(TinyBundle.of(theirs, "1.0.0").component("theirs", Answer.class));
        container.ship(working("1.0.0"));
        watch(LONG);

        container.drop(TinyBundle.of(theirs, "1.0.1").component("theirs", Answer.class));
        container.awaitRunning(theirs, "1.0.0", "1.0.1");
        container.drop(working("1.0.1"));
        container.awaitRunning(NAME, "1.0.1");

        assertThat(container.running(theirs)).containsExactly("1.0.0", "1.0.1");
    }

    @Test
    void anOperatorStopsTheNewerOneAndThenBoth() throws BundleException {
        container.ship(working("1.0.0"));
        watch(LONG);
        container.drop(working("1.0.1"));
        container.awaitRunning(NAME, "1.0.1");

        container.bundle(NAME, "1.0.1").stop();
        container.awaitRunning(NAME, "1.0.0");
        // Only then is it decided; an operator is not as quick as the thread that brought it back.
        CompletableFuture<Outcome> back =
                succession.outcome(NAME, container.bundle(NAME, "1.0.0").getVersion());
        container.await("it stands", back::isDone);
        container.bundle(NAME, "1.0.0").stop();

        container.drop(TinyBundle.of("org.connectme.other", "1.0.0"));
        container.awaitRunning("org.connectme.other", "1.0.0");
        assertThat(container.running(NAME)).isEmpty();
    }

    @Test
    void aContractThatOthersUseIsPutOutAgainAndItsUsersDoNotNotice() throws BundleException {
        String contract = "org.connectme.core";
        container.ship(contract(contract, "1.0.0"));
        container.ship(working("1.0.0").with(Constants.IMPORT_PACKAGE, "org.connectme.core.api"));
        watch(LONG);
        container.forgetEvents();

        container.drop(contract(contract, "1.0.1"));

        assertThat(container.eventsUntil("org.connectme.core 1.0.1 uninstalled"))
                .doesNotContain("org.connectme.core 1.0.0 stopped", NAME + " 1.0.0 stopped");
        assertThat(container.running(contract)).containsExactly("1.0.0");
        assertThat(container.running(NAME)).containsExactly("1.0.0");
    }

    @Test
    void packagesThatNobodyUsesKeepNobodyFromTakingOver() throws BundleException {
        container.ship(contract(NAME, "1.0.0"));
        watch(LONG);

        container.drop(contract(NAME, "1.0.1"));

        container.awaitRunning(NAME, "1.0.1");
    }

    @Test
    void manyBundlesAreReplacedOneAfterTheOther() throws BundleException {
        List<String> names = List.of("org.connectme.a", "org.connectme.b", "org.connectme.c", "org.connectme.d");
        for (String name : names) {
            container.ship(TinyBundle.of(name, "1.0.0").component(name, Answer.class));
        }
        watch(LONG);
        Queue<Long> stops = new ConcurrentLinkedQueue<>();
        container.context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPED) {
                stops.add(System.nanoTime());
            }
        });

        names.forEach(name -> container.drop(TinyBundle.of(name, "1.0.1").component(name, Answer.class)));

        container.await("each has taken over", () -> stops.size() == names.size());
        List<Long> at = List.copyOf(stops);
        for (int i = 1; i < at.size(); i++) {
            assertThat(Duration.ofNanos(at.get(i) - at.get(i - 1))).isGreaterThan(Duration.ofMillis(150));
        }
    }

    private static TinyBundle contract(String name, String version) {
        return TinyBundle.of(name, version).with(Constants.EXPORT_PACKAGE, "org.connectme.core.api;version=\"1.0\"");
    }

    /** Drops it, waits until it is stopped, and returns why. */
    private String putBack(TinyBundle bundle) {
        CompletableFuture<Outcome> outcome = succession.outcome(NAME, bundle.version());
        container.drop(bundle);
        return ((Outcome.GivenUp) outcome.orTimeout(60, TimeUnit.SECONDS).join()).why();
    }
}
