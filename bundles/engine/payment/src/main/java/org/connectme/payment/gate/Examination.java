package org.connectme.payment.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.connectme.core.account.PaymentOversight.Finding;
import org.connectme.core.account.PaymentOversight.Verdict;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.connectme.payment.spi.TestCards;

/** Puts one plug-in to the test. Blocks; any thread. */
final class Examination {

    private static final String REHEARSAL = "can rehearse with its test keys";

    private final ExecutorService threads;
    private final long deadlineMillis;

    /** @param deadlineMillis for one promise, which may take several calls */
    Examination(ExecutorService threads, long deadlineMillis) {
        this.threads = threads;
        this.deadlineMillis = deadlineMillis;
    }

    /**
     * @param findings  one for each promise that was tested
     * @param triedMoney whether any was about money
     */
    record Report(List<Finding> findings, boolean triedMoney) {

        Verdict verdict() {
            if (findings.stream().anyMatch(finding -> finding.problem() != null)) {
                return Verdict.FAILED;
            }
            return triedMoney ? Verdict.PASSED : Verdict.UNTRIED;
        }
    }

    /**
     * First what has no side effect; if all of that holds, what is about money: with the provider's own keys if they are
     * for tests, or else with the test keys that it has beside them.
     */
    Report of(PaymentProvider provider) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        if (!holds(Contract.promises(), provider, findings)) {
            return new Report(findings, false);
        }
        Optional<PaymentProvider> stage = isTest(provider) ? Optional.of(provider) : provider.rehearsal();
        if (stage.isEmpty()) {
            return new Report(findings, false);
        }
        if (!isTest(stage.get())) {
            findings.add(new Finding(REHEARSAL, "its test keys are not for tests, or cannot be used"));
            return new Report(findings, false);
        }
        Optional<TestCards> cards = stage.get().testCards();
        if (cards.isPresent()) {
            holds(new MoneyCases(stage.get(), cards.get()).promises(), stage.get(), findings);
        }
        return new Report(findings, cards.isPresent());
    }

    private boolean holds(List<Promise> promises, PaymentProvider provider, List<Finding> findings)
            throws InterruptedException {
        boolean all = true;
        for (Promise promise : promises) {
            Optional<String> problem = broken(promise, provider);
            findings.add(new Finding(promise.name(), problem.orElse(null)));
            all &= problem.isEmpty();
        }
        return all;
    }

    private Optional<String> broken(Promise promise, PaymentProvider provider) throws InterruptedException {
        Future<Optional<String>> answer = threads.submit(() -> promise.proof().broken(provider));
        try {
            return answer.get(deadlineMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // A message could quote a secret; its kind cannot.
            return Optional.of("throws " + e.getCause().getClass().getName());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Optional.of("does not answer within " + TimeUnit.MILLISECONDS.toSeconds(deadlineMillis) + " s");
        }
    }

    /** Both it and its service say so: real money is never moved for a test. */
    private boolean isTest(PaymentProvider provider) throws InterruptedException {
        return provider.descriptor().test()
                && probe(provider).filter(Probe::test).isPresent();
    }

    /** What its service says now; empty where it does not. */
    Optional<Probe> probe(PaymentProvider provider) throws InterruptedException {
        Future<Outcome<Probe>> answer = threads.submit(provider::probe);
        try {
            return answer.get(deadlineMillis, TimeUnit.MILLISECONDS) instanceof Outcome.Done<Probe> done
                    ? Optional.of(done.value())
                    : Optional.empty();
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Optional.empty();
        }
    }
}
