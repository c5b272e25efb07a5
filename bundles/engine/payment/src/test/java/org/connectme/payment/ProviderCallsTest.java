package org.connectme.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.connectme.payment.ProviderCalls.Served;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderCallsTest {

    private static final long BOUND_SECONDS = 10;

    private final ProviderRegistry registry = new ProviderRegistry(provider -> true);
    private final ExecutorService threads = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    private final ProviderCalls calls = new ProviderCalls(registry, threads, Duration.ofMillis(200));

    @BeforeEach
    void aProviderIsHere() {
        registry.bind(new CardServiceInMemory(() -> World.START));
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void aCallThatPassesItsDeadlineIsUnknownAndInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);

        Outcome<Payment> outcome = calls.ask(Served.by("cards"), service -> waitUntilInterrupted(interrupted));

        assertThat(outcome).isEqualTo(new Outcome.Unknown<>("deadline"));
        assertThat(interrupted.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatAProviderThrowsIsUnknown() {
        Outcome<Payment> outcome = calls.ask(Served.by("cards"), service -> {
            throw new IllegalStateException("broken");
        });

        assertThat(outcome).isEqualTo(new Outcome.Unknown<>("thrown"));
    }

    @Test
    void noAnswerAtAllIsUnknown() {
        assertThat(calls.<Payment>ask(Served.by("cards"), service -> null)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void aProviderThatIsAwayWasCertainlyNotCalled() {
        assertThat(calls.ask(Served.by("other"), service -> service.fetch("x")))
                .isEqualTo(new Outcome.NotExecuted<>(ProviderCalls.AWAY));
    }

    @Test
    void aCallWithoutAThreadWasCertainlyNotMade() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        AtomicReference<Outcome<Payment>> first = new AtomicReference<>();
        ProviderCalls patient = new ProviderCalls(registry, threads, Duration.ofSeconds(BOUND_SECONDS));
        Thread caller = new Thread(() -> first.set(patient.ask(Served.by("cards"), service -> {
            started.countDown();
            return waitFor(finish);
        })));
        caller.start();
        assertThat(started.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThat(calls.ask(Served.by("cards"), service -> service.fetch("x")))
                .isInstanceOf(Outcome.NotExecuted.class);

        finish.countDown();
        caller.join(TimeUnit.SECONDS.toMillis(BOUND_SECONDS));
        assertThat(first.get()).isEqualTo(new Outcome.Rejected<>("done"));
    }

    private static Outcome<Payment> waitUntilInterrupted(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
        return new Outcome.Rejected<>("too late");
    }

    private static Outcome<Payment> waitFor(CountDownLatch latch) {
        try {
            latch.await(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return new Outcome.Rejected<>("interrupted");
        }
        return new Outcome.Rejected<>("done");
    }
}
