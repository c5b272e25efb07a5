package org.connectme.payment.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.connectme.core.account.PaymentOversight.Finding;
import org.connectme.core.account.PaymentOversight.Verdict;
import org.connectme.payment.CardServiceInMemory;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.ClientForm;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Descriptor;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.TestCards;
import org.connectme.payment.spi.Webhook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ActivationGateTest {

    private static final long DEADLINE_MILLIS = 20_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ActivationGate gate = new ActivationGate();
    private final Service good = new Service();

    @AfterEach
    void stop() {
        gate.close();
        threads.shutdownNow();
    }

    @Test
    void aGoodPluginPassesAndLeavesNothingHeld() throws Exception {
        List<Finding> findings = examine(good);

        assertThat(findings).hasSize(20).allMatch(finding -> finding.problem() == null);
        assertThat(good.cards.payments()).isNotEmpty().noneMatch(payment -> payment.state() == Payment.State.HELD);
    }

    @Test
    void realMoneyIsNeverMovedForATest() throws Exception {
        Service real = new Real(null);

        List<Finding> findings = examine(real);

        assertThat(findings).hasSize(9).allMatch(finding -> finding.problem() == null);
        assertThat(real.cards.payments()).isEmpty();
    }

    @Test
    void aPluginWithoutTestKeysIsOfferedAndTheReportSaysThatMoneyWasNotTried() {
        Service real = new Real(null);

        gate.bind(real);

        until(() -> gate.result(real).verdict() == Verdict.UNTRIED);
        assertThat(gate.isAdmitted(real)).isTrue();
    }

    @Test
    void aPluginWithRealKeysRehearsesWithItsTestKeys() {
        Service real = new Real(good);

        gate.bind(real);

        until(() -> gate.result(real).verdict() == Verdict.PASSED);
        assertThat(gate.result(real).findings()).hasSize(20);
        assertThat(real.cards.payments()).isEmpty();
        assertThat(good.cards.payments()).isNotEmpty();
    }

    @Test
    void aPluginWhoseRehearsalFailsIsNotOffered() {
        Service twice = new Service() {
            @Override
            public Outcome<Authorisation> authorise(Authorise request) {
                return super.authorise(withAnotherKey(request));
            }
        };
        Service real = new Real(twice);

        gate.bind(real);

        until(() -> gate.result(real).verdict() == Verdict.FAILED);
        assertThat(gate.isAdmitted(real)).isFalse();
        assertThat(real.cards.payments()).isEmpty();
    }

    @Test
    void aRehearsalWithRealKeysMovesNothing() throws Exception {
        Service pretender = new Real(null);

        List<Finding> findings = examine(new Real(pretender));

        assertThat(findings)
                .filteredOn(finding -> finding.problem() != null)
                .extracting(Finding::check)
                .containsExactly("can rehearse with its test keys");
        assertThat(pretender.cards.payments()).isEmpty();
    }

    @Test
    void aPluginIsOfferedOnceItHasPassedAndNotAfterItIsGone() {
        assertThat(gate.isAdmitted(good)).isFalse();

        gate.bind(good);

        until(() -> gate.isAdmitted(good));
        assertThat(gate.result(good).account()).contains("Cards");
        gate.unbind(good);
        assertThat(gate.isAdmitted(good)).isFalse();
    }

    @Test
    void aPluginThatFailsIsNotOfferedAndTheReportSaysWhy() {
        Service broken = new Service() {
            @Override
            public Outcome<Probe> probe() {
                return new Outcome.NotExecuted<>("no-connection");
            }
        };

        gate.bind(broken);

        until(() -> gate.result(broken).verdict() == Verdict.FAILED);
        assertThat(gate.isAdmitted(broken)).isFalse();
        assertThat(gate.result(broken).findings())
                .contains(new Finding("can be used as configured", "probe() answers NotExecuted[code=no-connection]"));
        assertThat(broken.cards.payments()).isEmpty();
    }

    @Test
    void aPluginThatNeverAnswersFails() throws Exception {
        Service asleep = new Service() {
            @Override
            public Outcome<Payment> fetch(String reference) {
                while (!Thread.currentThread().isInterrupted()) {
                    LockSupport.park();
                }
                return super.fetch(reference);
            }
        };

        List<Finding> findings = new Examination(threads, 500).of(asleep).findings();

        assertThat(findings)
                .anySatisfy(finding -> assertThat(Objects.requireNonNullElse(finding.problem(), ""))
                        .contains("does not answer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aWrongPluginIsFound(String check, Service wrong) throws Exception {
        assertThat(examine(wrong))
                .filteredOn(finding -> finding.problem() != null)
                .extracting(Finding::check)
                .contains(check);
    }

    static Stream<Arguments> aWrongPluginIsFound() {
        return Stream.of(
                Arguments.of("has a form within its limits", new Service() {
                    @Override
                    public ClientForm form() {
                        return new ClientForm(new byte[0], "{}", "");
                    }
                }),
                Arguments.of("refuses calls that nobody signed", new Service() {
                    @Override
                    public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
                        return new Webhook.LookAgain(Set.of());
                    }
                }),
                Arguments.of("refuses calls that nobody signed", new Service() {
                    @Override
                    public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
                        throw new ArrayIndexOutOfBoundsException(0);
                    }
                }),
                Arguments.of("can be used as configured", new Service() {
                    @Override
                    public Outcome<Probe> probe() {
                        return new Outcome.Done<>(new Probe("Cards", false));
                    }
                }),
                Arguments.of("finds no operation that never was", new Service() {
                    @Override
                    public Outcome<Optional<Payment>> find(String operation) {
                        return new Outcome.Unknown<>("later");
                    }
                }),
                Arguments.of("holds once with one key", new Service() {
                    @Override
                    public Outcome<Authorisation> authorise(Authorise request) {
                        return super.authorise(withAnotherKey(request));
                    }
                }),
                Arguments.of("refuses one key with other arguments", new Service() {
                    private final Map<String, Outcome<Authorisation>> answers = new ConcurrentHashMap<>();

                    @Override
                    public Outcome<Authorisation> authorise(Authorise request) {
                        return answers.computeIfAbsent(request.operation(), key -> super.authorise(request));
                    }
                }),
                Arguments.of("takes part of a hold once", new Service() {
                    @Override
                    public Outcome<Payment> capture(Capture request) {
                        Payment whole = ((Outcome.Done<Payment>) fetch(request.reference())).value();
                        Amount all = new Amount(whole.held(), whole.currency());
                        return super.capture(new Capture(request.operation(), request.reference(), all));
                    }
                }),
                Arguments.of("takes no more than is held", new Service() {
                    @Override
                    public Outcome<Payment> capture(Capture request) {
                        Outcome<Payment> outcome = super.capture(request);
                        return outcome instanceof Outcome.Rejected ? new Outcome.NotExecuted<>("again") : outcome;
                    }
                }),
                Arguments.of("does not release what was taken", new Service() {
                    @Override
                    public Outcome<Payment> release(String operation, String reference) {
                        Outcome<Payment> outcome = super.release(operation, reference);
                        return outcome instanceof Outcome.Rejected ? fetch(reference) : outcome;
                    }
                }),
                Arguments.of("gives back up to what was taken", new Service() {
                    @Override
                    public Outcome<Payment> refund(Refund request) {
                        Outcome<Payment> outcome = super.refund(request);
                        return outcome instanceof Outcome.Rejected ? fetch(request.reference()) : outcome;
                    }
                }),
                Arguments.of("raises a hold to a new total", new Service() {
                    @Override
                    public Outcome<Authorisation> raise(Raise request) {
                        return new Outcome.Rejected<>("not-allowed");
                    }
                }),
                Arguments.of("declines for the reason it names", new Service() {
                    @Override
                    public Outcome<Authorisation> authorise(Authorise request) {
                        Outcome<Authorisation> outcome = super.authorise(request);
                        return outcome instanceof Outcome.Declined ? new Outcome.Declined<>(Decline.GENERIC) : outcome;
                    }
                }),
                Arguments.of("asks the cardholder and goes on", new Service() {
                    @Override
                    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
                        return super.resume(operation, reference, "complete");
                    }
                }));
    }

    private List<Finding> examine(PaymentProvider provider) throws InterruptedException {
        return new Examination(threads, DEADLINE_MILLIS).of(provider).findings();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A good plug-in, to be spoilt in one place. */
    /** One with real keys, and perhaps test keys beside them. */
    private static final class Real extends Service {

        private final Optional<PaymentProvider> rehearsal;

        Real(@Nullable PaymentProvider rehearsal) {
            this.rehearsal = Optional.ofNullable(rehearsal);
        }

        @Override
        public Descriptor descriptor() {
            return new Descriptor("cards", "1.0.0", "Cards", false);
        }

        @Override
        public Outcome<Probe> probe() {
            return new Outcome.Done<>(new Probe("Cards", false));
        }

        @Override
        public Optional<PaymentProvider> rehearsal() {
            return rehearsal;
        }
    }

    private static class Service implements PaymentProvider {

        final CardServiceInMemory cards = new CardServiceInMemory(() -> Instant.parse("2026-03-02T10:00:00Z"));
        private int number;

        Authorise withAnotherKey(Authorise request) {
            number++;
            return new Authorise(
                    request.operation() + "-" + number,
                    request.consultation(),
                    request.seller(),
                    request.amount(),
                    request.method(),
                    request.description(),
                    request.receiptEmail(),
                    request.customerPresent());
        }

        @Override
        public Descriptor descriptor() {
            return cards.descriptor();
        }

        @Override
        public Optional<Capabilities> capabilities(String currency) {
            return cards.capabilities(currency);
        }

        @Override
        public Outcome<Authorisation> authorise(Authorise request) {
            return cards.authorise(request);
        }

        @Override
        public Outcome<Authorisation> resume(String operation, String reference, String answer) {
            return cards.resume(operation, reference, answer);
        }

        @Override
        public Outcome<Authorisation> raise(Raise request) {
            return cards.raise(request);
        }

        @Override
        public Outcome<Payment> capture(Capture request) {
            return cards.capture(request);
        }

        @Override
        public Outcome<Payment> release(String operation, String reference) {
            return cards.release(operation, reference);
        }

        @Override
        public Outcome<Payment> refund(Refund request) {
            return cards.refund(request);
        }

        @Override
        public Outcome<Payment> fetch(String reference) {
            return cards.fetch(reference);
        }

        @Override
        public Outcome<Optional<Payment>> find(String operation) {
            return cards.find(operation);
        }

        @Override
        public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
            return cards.webhook(body, headers, received);
        }

        @Override
        public Outcome<Probe> probe() {
            return cards.probe();
        }

        @Override
        public ClientForm form() {
            return cards.form();
        }

        @Override
        public Optional<TestCards> testCards() {
            return cards.testCards();
        }
    }
}
