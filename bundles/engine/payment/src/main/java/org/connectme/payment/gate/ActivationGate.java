package org.connectme.payment.gate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.connectme.core.account.PaymentOversight.Finding;
import org.connectme.core.account.PaymentOversight.Verdict;
import org.connectme.payment.Admissions;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Customers are offered a plug-in only after it has passed. One that fails is tried again, since what failed may be the
 * way to its service; what it began before it finishes meanwhile. Thread-safe.
 */
@Component(
        service = {Admissions.class, ActivationGate.class},
        immediate = true)
public final class ActivationGate implements Admissions {

    private static final Logger logger = LoggerFactory.getLogger(ActivationGate.class);

    private static final long DEADLINE_MILLIS = 60_000;
    private static final List<Long> AGAIN_AFTER_SECONDS = List.of(10L, 60L, 300L, 3_600L);

    private final Map<PaymentProvider, Result> results = new ConcurrentHashMap<>();
    private final ScheduledExecutorService examiner;
    private final ExecutorService threads;
    private final Examination examination;

    /**
     * @param account of the merchant, where the service told it
     * @param failures in a row
     */
    public record Result(Verdict verdict, Optional<String> account, List<Finding> findings, int failures) {

        private static final Result CHECKING = new Result(Verdict.CHECKING, Optional.empty(), List.of(), 0);
    }

    @Activate
    public ActivationGate() {
        this.examiner = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "payment-gate"));
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "payment-gate-case"));
        this.examination = new Examination(threads, DEADLINE_MILLIS);
    }

    @Deactivate
    public void close() {
        examiner.shutdownNow();
        threads.shutdownNow();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bind(PaymentProvider provider) {
        results.put(provider, Result.CHECKING);
        examiner.execute(() -> examine(provider));
    }

    public void unbind(PaymentProvider provider) {
        results.remove(provider);
    }

    @Override
    public boolean isAdmitted(PaymentProvider provider) {
        return result(provider).verdict() == Verdict.PASSED;
    }

    /** What is known of a provider so far. */
    public Result result(PaymentProvider provider) {
        return results.getOrDefault(provider, Result.CHECKING);
    }

    private void examine(PaymentProvider provider) {
        if (!results.containsKey(provider)) {
            return;
        }
        try {
            List<Finding> findings = examination.of(provider);
            boolean passed = findings.stream().allMatch(finding -> finding.problem() == null);
            note(provider, findings, passed, passed ? examination.probe(provider) : Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) { // a plug-in that is half gone must not end the examiner
            logger.warn(
                    "Payment plug-in {} could not be examined",
                    provider.getClass().getName(),
                    e);
            note(provider, List.of(new Finding("can be examined", e.getClass().getName())), false, Optional.empty());
        }
    }

    private void note(PaymentProvider provider, List<Finding> findings, boolean passed, Optional<Probe> probe) {
        int failures = passed ? 0 : result(provider).failures() + 1;
        Result result = new Result(
                passed ? Verdict.PASSED : Verdict.FAILED, probe.map(Probe::account), List.copyOf(findings), failures);
        if (results.replace(provider, result) == null) {
            return;
        }
        if (passed) {
            logger.info("Payment plug-in {} has passed {} checks", name(provider), findings.size());
            return;
        }
        findings.stream()
                .filter(finding -> finding.problem() != null)
                .forEach(finding -> logger.error(
                        "Payment plug-in {} is not offered: {}: {}",
                        name(provider),
                        finding.check(),
                        finding.problem()));
        long again = AGAIN_AFTER_SECONDS.get(Math.min(failures, AGAIN_AFTER_SECONDS.size()) - 1);
        examiner.schedule(() -> examine(provider), again, TimeUnit.SECONDS);
    }

    private static String name(PaymentProvider provider) {
        try {
            return provider.descriptor().id() + " " + provider.descriptor().version();
        } catch (RuntimeException | LinkageError e) {
            return provider.getClass().getName();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
