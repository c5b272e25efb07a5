package org.connectme.payment;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.connectme.payment.ProviderRegistry.Registered;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.PaymentProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls payment services with a deadline. Whatever a provider does, what comes back is an {@link Outcome}: thrown,
 * late or no answer is Unknown; a provider that is away, or no thread for the call, is NotExecuted. Thread-safe.
 */
@Component(service = ProviderCalls.class, configurationPid = "org.connectme.payment")
public final class ProviderCalls {

    /** Code of NotExecuted while no provider of this id is here, or none that goes on with what another version began. */
    static final String AWAY = "provider-away";

    private static final Logger logger = LoggerFactory.getLogger(ProviderCalls.class);

    /** A look-up moves no money, so it gives up sooner; with the call before it, a reaction stays within its 30 s. */
    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(8);

    private static final long FINISH_SECONDS = 10;

    private final ProviderRegistry providers;
    private final ExecutorService threads;
    private final Duration deadline;

    /**
     * Which plug-in is to be called.
     *
     * @param reference of what it is to go on with; empty for something new
     */
    record Served(String provider, Optional<String> reference) {

        static Served by(String provider) {
            return new Served(provider, Optional.empty());
        }

        static Served by(String provider, String reference) {
            return new Served(provider, Optional.of(reference));
        }

        private Optional<Registered> in(ProviderRegistry providers) {
            return reference.isPresent() ? providers.serving(provider, reference.get()) : providers.find(provider);
        }
    }

    @Activate
    public ProviderCalls(@Reference ProviderRegistry providers, PaymentConfig config) {
        this(providers, pool(config.threads()), Duration.ofSeconds(config.deadline_seconds()));
    }

    /** @param deadline for what moves money; a look-up has at most 8 s of it */
    public ProviderCalls(ProviderRegistry providers, ExecutorService threads, Duration deadline) {
        this.providers = providers;
        this.threads = threads;
        this.deadline = deadline;
    }

    /** Lets the calls that are under way finish; their answers are looked up if they do not. */
    @Deactivate
    public void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(FINISH_SECONDS, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    /** Whether there is one to call now. */
    boolean isHere(Served served) {
        return served.in(providers).isPresent();
    }

    /** The version of the one that is to be called now. */
    Optional<String> version(Served served) {
        return served.in(providers).map(registered -> registered.descriptor().version());
    }

    /** Calls what moves money. */
    <T> Outcome<T> ask(Served provider, Function<PaymentProvider, Outcome<T>> call) {
        return call(provider, deadline, call);
    }

    /** Calls what only reads. */
    <T> Outcome<T> lookUp(Served provider, Function<PaymentProvider, Outcome<T>> call) {
        return call(provider, deadline.compareTo(LONGEST_LOOK_UP) < 0 ? deadline : LONGEST_LOOK_UP, call);
    }

    /** What the service can do in a currency. Never Unknown: nothing was executed. */
    Outcome<Optional<Capabilities>> capabilities(Served provider, String currency) {
        Outcome<Optional<Capabilities>> outcome =
                lookUp(provider, service -> new Outcome.Done<>(service.capabilities(currency)));
        return outcome instanceof Outcome.Unknown<Optional<Capabilities>> unknown
                ? new Outcome.NotExecuted<>(unknown.code())
                : outcome;
    }

    private <T> Outcome<T> call(Served served, Duration longest, Function<PaymentProvider, Outcome<T>> call) {
        Optional<Registered> registered = served.in(providers);
        if (registered.isEmpty()) {
            return new Outcome.NotExecuted<>(AWAY);
        }
        Future<Outcome<T>> answer;
        try {
            answer = threads.submit(() -> call.apply(registered.get().provider()));
        } catch (RejectedExecutionException e) {
            return new Outcome.NotExecuted<>("no-thread");
        }
        return await(served.provider(), answer, longest);
    }

    private static <T> Outcome<T> await(String provider, Future<Outcome<T>> answer, Duration longest) {
        try {
            Outcome<T> outcome = answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return outcome == null ? new Outcome.Unknown<>("no-answer") : outcome;
        } catch (TimeoutException e) {
            answer.cancel(true);
            logger.warn("Payment provider {} did not answer within {} s", provider, longest.toSeconds());
            return new Outcome.Unknown<>("deadline");
        } catch (ExecutionException e) {
            logger.warn("Payment provider {} broke off", provider, e.getCause());
            return new Outcome.Unknown<>("thrown");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Unknown<>("interrupted");
        }
    }

    /** Without a queue: a call that cannot start at once is one that was certainly not made. */
    private static ExecutorService pool(int size) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, size, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "payment-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
