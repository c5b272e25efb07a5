package org.connectme.payment.gate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.connectme.core.account.PaymentOversight;
import org.connectme.core.account.PaymentOversight.Finding;
import org.connectme.core.account.PaymentOversight.Verdict;
import org.connectme.payment.Admissions;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.osgi.framework.ServiceReference;
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
        private static final Result BROUGHT_BACK = new Result(Verdict.BROUGHT_BACK, Optional.empty(), List.of(), 0);
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

    @Reference(name = "provider", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProvider(PaymentProvider provider, ServiceReference<PaymentProvider> reference) {
        if (reference.getBundle().getLocation().startsWith(PaymentOversight.BROUGHT_BACK)) {
            results.put(provider, Result.BROUGHT_BACK);
        } else {
            bind(provider);
        }
    }

    void removeProvider(PaymentProvider provider) {
        unbind(provider);
    }

    /** For use outside a container. */
    public void bind(PaymentProvider provider) {
        results.put(provider, Result.CHECKING);
        examiner.execute(() -> examine(provider));
    }

    /** For use outside a container. */
    public void unbind(PaymentProvider provider) {
        results.remove(provider);
    }

    @Override
    public boolean isAdmitted(PaymentProvider provider) {
        return result(provider).verdict().isGood();
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
            Examination.Report report = examination.of(provider);
            boolean isGood = report.verdict().isGood();
            note(provider, report, isGood ? examination.probe(provider) : Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) { // a plug-in that is half gone must not end the examiner
            logger.warn(
                    "Payment plug-in {} could not be examined",
                    provider.getClass().getName(),
                    e);
            Finding finding = new Finding("can be examined", e.getClass().getName());
            note(provider, new Examination.Report(List.of(finding), false), Optional.empty());
        }
    }

    private void note(PaymentProvider provider, Examination.Report report, Optional<Probe> probe) {
        List<Finding> findings = report.findings();
        int failures = report.verdict().isGood() ? 0 : result(provider).failures() + 1;
        Result result = new Result(report.verdict(), probe.map(Probe::account), List.copyOf(findings), failures);
        if (results.replace(provider, result) == null) {
            return;
        }
        if (report.verdict().isGood()) {
            logger.info("Payment plug-in {} has passed {} checks", name(provider), findings.size());
            if (!report.triedMoney()) {
                logger.warn(
                        "Payment plug-in {} is offered though nothing that moves money could be tried: it has no test"
                                + " keys",
                        name(provider));
            }
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
