package org.connectme.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.connectme.payment.spi.Ability;
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
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.Save;
import org.connectme.payment.spi.Statement;
import org.connectme.payment.spi.Webhook;
import org.jspecify.annotations.Nullable;

/**
 * A payment service with a ledger that tells the truth, behind a line that loses answers. The checks read the ledger.
 */
final class SimPayments implements PaymentProvider {

    static final String FIRST = "simulated";
    static final String SECOND = "standby";
    /** Minor units; less is not captured. */
    static final long SMALLEST = 50;

    /** After that the line works, so that everything can be asked to have come to its end. */
    private static final Instant ROUGH_UNTIL = World.START.plus(Duration.ofDays(1));

    private static final Duration HOLD_WINDOW = Duration.ofDays(7);
    private static final Duration KEY_WINDOW = Duration.ofHours(24);
    private static final Set<Ability> ABILITIES = Set.of(
            Ability.PARTIAL_CAPTURE,
            Ability.RAISE,
            Ability.SAVED_CARDS,
            Ability.REFUND,
            Ability.LOOKUP,
            Ability.RECONCILE,
            Ability.WEBHOOKS);

    private final String id;
    private final Supplier<Instant> now;
    private final Dice dice;
    private final Faults faults;
    private final ServerProcess server;
    private final Consumer<String> calls;
    private final Runnable crash;
    private final Runnable meanwhile;
    private final Map<String, Line> ledger = new LinkedHashMap<>();
    private final Map<String, Object> answers = new HashMap<>();
    private final Map<String, Object> requests = new HashMap<>();
    private final Map<String, String> referenceOf = new HashMap<>();

    /** One payment as the service knows it. */
    static final class Line {
        final String reference;
        final String consultation;
        final String operation;
        final Instant createdAt;
        final Instant heldUntil;
        /** Null for a card that is kept. */
        @Nullable
        Amount held;

        final List<Long> captures = new ArrayList<>();
        /** Every key under which a capture of it was asked for. */
        final Set<String> captureKeys = new HashSet<>();

        long refunded;
        State state;

        Line(String reference, String consultation, String operation, @Nullable Amount held, State state, Instant at) {
            this.reference = reference;
            this.consultation = consultation;
            this.operation = operation;
            this.held = held;
            this.state = state;
            this.createdAt = at;
            this.heldUntil = at.plus(HOLD_WINDOW);
        }
    }

    /**
     * @param id        of the provider
     * @param calls     hears the consultation in which something was done, as the service's webhooks do
     * @param crash     called where the server's process may die in the middle of a call
     * @param meanwhile lets time pass and others act while a call is on its way
     */
    SimPayments(
            String id,
            Supplier<Instant> now,
            Dice dice,
            Faults faults,
            ServerProcess server,
            Consumer<String> calls,
            Runnable crash,
            Runnable meanwhile) {
        this.id = id;
        this.calls = calls;
        this.now = now;
        this.dice = dice;
        this.faults = faults;
        this.server = server;
        this.crash = crash;
        this.meanwhile = meanwhile;
    }

    List<Line> linesOf(String consultation) {
        return ledger.values().stream()
                .filter(line -> line.consultation.equals(consultation))
                .toList();
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(id, "1.0.0", "Simulated", true);
    }

    @Override
    public Optional<Capabilities> capabilities(String currency) {
        return Optional.of(new Capabilities(SMALLEST, 100_000_000, 1, HOLD_WINDOW, KEY_WINDOW, ABILITIES));
    }

    @Override
    public Outcome<Authorisation> authorise(Authorise request) {
        return overTheLine(request.operation(), request, () -> {
            Line card = ledger.get(request.method());
            if (!request.customerPresent() && (card == null || card.state != State.SAVED)) {
                return new Outcome.Rejected<>("no-such-card");
            }
            if (dice.chance(faults.decline())) {
                return new Outcome.Declined<>(
                        request.customerPresent() ? Decline.INSUFFICIENT_FUNDS : Decline.AUTHENTICATION_REQUIRED);
            }
            boolean challenge = request.customerPresent() && dice.chance(0.2);
            Line line = open(
                    request.operation(),
                    request.consultation(),
                    request.amount(),
                    challenge ? State.CHALLENGE : State.HELD);
            return new Outcome.Done<>(answer(line));
        });
    }

    @Override
    public Outcome<Authorisation> save(Save request) {
        return overTheLine(request.operation(), request, () -> {
            if (dice.chance(faults.decline())) {
                return new Outcome.Declined<>(Decline.EXPIRED_CARD);
            }
            boolean challenge = dice.chance(0.2);
            Line line =
                    open(request.operation(), request.consultation(), null, challenge ? State.CHALLENGE : State.SAVED);
            return new Outcome.Done<>(answer(line));
        });
    }

    @Override
    public Outcome<Authorisation> raise(Raise request) {
        return overTheLine(request.operation(), request, () -> {
            Line line = ledger.get(request.reference());
            if (line == null || line.state != State.HELD || request.total().minorUnits() <= line.held.minorUnits()) {
                return new Outcome.Rejected<>("wrong-state");
            }
            if (dice.chance(faults.decline())) {
                return new Outcome.Declined<>(Decline.INSUFFICIENT_FUNDS);
            }
            line.held = request.total();
            return new Outcome.Done<>(answer(line));
        });
    }

    private Line open(String operation, String consultation, @Nullable Amount amount, State state) {
        String reference = id + "-" + (ledger.size() + 1);
        Line line = new Line(reference, consultation, operation, amount, state, now.get());
        ledger.put(reference, line);
        referenceOf.put(operation, reference);
        return line;
    }

    private static Authorisation answer(Line line) {
        return switch (line.state) {
            case CHALLENGE -> new Authorisation.Challenge(line.reference, "{}");
            case SAVED -> new Authorisation.Saved(line.reference, "visa", "4242");
            default -> new Authorisation.Held(line.reference, line.held, "visa", "4242", line.heldUntil);
        };
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        return overTheLine(operation + "/" + answer, reference, () -> {
            Line line = ledger.get(reference);
            if (line == null) {
                return new Outcome.Rejected<>("no-such-payment");
            }
            if (line.state == State.CHALLENGE) {
                State then = line.held == null ? State.SAVED : State.HELD;
                line.state = answer.equals("yes") ? then : State.DECLINED;
            }
            return line.state == State.HELD || line.state == State.SAVED
                    ? new Outcome.Done<>(answer(line))
                    : new Outcome.Declined<>(Decline.AUTHENTICATION_FAILED);
        });
    }

    @Override
    public Outcome<Payment> capture(Capture request) {
        return overTheLine(request.operation(), request, () -> {
            Line line = ledger.get(request.reference());
            if (line == null) {
                return new Outcome.Rejected<>("no-such-payment");
            }
            line.captureKeys.add(request.operation());
            if (!isCapturable(line)) {
                return new Outcome.Rejected<>("wrong-state");
            }
            if (request.amount().minorUnits() > line.held.minorUnits() - captured(line)) {
                return new Outcome.Rejected<>("above-hold");
            }
            line.captures.add(request.amount().minorUnits());
            line.state = State.CAPTURED;
            return new Outcome.Done<>(payment(line));
        });
    }

    @Override
    public Outcome<Payment> release(String operation, String reference) {
        return overTheLine(operation, reference, () -> {
            Line line = ledger.get(reference);
            if (line == null || line.state == State.CAPTURED) {
                return new Outcome.Rejected<>("wrong-state");
            }
            line.state = State.RELEASED;
            return new Outcome.Done<>(payment(line));
        });
    }

    @Override
    public Outcome<Payment> refund(Refund request) {
        return overTheLine(request.operation(), request, () -> {
            Line line = ledger.get(request.reference());
            long left = line == null ? 0 : captured(line) - line.refunded;
            if (request.amount().minorUnits() > left) {
                return new Outcome.Rejected<>("too-much");
            }
            line.refunded += request.amount().minorUnits();
            return new Outcome.Done<>(payment(line));
        });
    }

    @Override
    public Outcome<Payment> fetch(String reference) {
        if (happens(faults.notExecuted())) {
            return new Outcome.NotExecuted<>("no-connection");
        }
        Line line = ledger.get(reference);
        return line == null ? new Outcome.Rejected<>("no-such-payment") : new Outcome.Done<>(payment(line));
    }

    @Override
    public Outcome<Optional<Payment>> find(String operation) {
        if (happens(faults.notExecuted())) {
            return new Outcome.NotExecuted<>("no-connection");
        }
        return new Outcome.Done<>(
                Optional.ofNullable(referenceOf.get(operation)).map(ledger::get).map(this::payment));
    }

    @Override
    public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
        int first = cursor.map(Integer::parseInt).orElse(0);
        List<Statement.Line> lines = ledger.values().stream()
                .filter(line -> !line.createdAt.isBefore(from) && line.createdAt.isBefore(to))
                .map(line -> new Statement.Line(
                        payment(line), Optional.of(line.consultation), Optional.of(line.operation), line.createdAt))
                .toList();
        int last = Math.min(lines.size(), first + 3);
        Optional<String> next = last < lines.size() ? Optional.of(Integer.toString(last)) : Optional.empty();
        return new Outcome.Done<>(new Statement(lines.subList(first, last), next));
    }

    @Override
    public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
        return new Webhook.LookAgain(Set.of(new String(body, StandardCharsets.UTF_8)));
    }

    @Override
    public Outcome<Probe> probe() {
        return new Outcome.Done<>(new Probe("simulated", true));
    }

    @Override
    public ClientForm form() {
        return new ClientForm(new byte[0], "{}", "");
    }

    /** Some services capture a hold once, others as often as money is left on it. */
    private boolean isCapturable(Line line) {
        return line.state == State.HELD
                || (faults.severalCaptures()
                        && line.state == State.CAPTURED
                        && captured(line) < line.held.minorUnits());
    }

    static long captured(Line line) {
        return line.captures.stream().mapToLong(Long::longValue).sum();
    }

    private boolean happens(double probability) {
        return now.get().isBefore(ROUGH_UNTIL) && dice.chance(probability);
    }

    /** Idempotency by key, and every way in which a request or its answer can get lost. */
    private <T> Outcome<T> overTheLine(String key, Object request, Supplier<Outcome<T>> work) {
        if (!server.isActing()) {
            return new Outcome.Unknown<>("killed");
        }
        if (happens(faults.crashAtProvider())) {
            crash.run();
            return new Outcome.Unknown<>("killed");
        }
        if (happens(faults.notExecuted())) {
            return new Outcome.NotExecuted<>("no-connection");
        }
        if (happens(faults.unknown())) {
            return new Outcome.Unknown<>("timeout");
        }
        meanwhile.run();
        Outcome<T> outcome = once(key, request, work);
        meanwhile.run();
        if (happens(faults.crashAtProvider())) {
            crash.run();
            return new Outcome.Unknown<>("killed");
        }
        return happens(faults.lostAnswer()) ? new Outcome.Unknown<>("answer lost") : outcome;
    }

    @SuppressWarnings("unchecked")
    private <T> Outcome<T> once(String key, Object request, Supplier<Outcome<T>> work) {
        if (requests.containsKey(key)) {
            return requests.get(key).equals(request)
                    ? (Outcome<T>) answers.get(key)
                    : new Outcome.Rejected<>("idempotency-mismatch");
        }
        Outcome<T> outcome = work.get();
        ledger.values().stream()
                .filter(line -> key.contains(line.consultation))
                .findFirst()
                .ifPresent(line -> calls.accept(line.consultation));
        requests.put(key, request);
        answers.put(key, outcome);
        return outcome;
    }

    private Payment payment(Line line) {
        return new Payment(
                line.reference,
                line.state,
                line.held == null ? "XXX" : line.held.currency(),
                line.held == null ? 0 : line.held.minorUnits(),
                captured(line),
                line.refunded,
                "visa",
                "4242",
                line.heldUntil);
    }
}
