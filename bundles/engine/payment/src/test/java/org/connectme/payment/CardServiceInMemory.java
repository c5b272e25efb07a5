package org.connectme.payment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.connectme.payment.spi.Refund;

/** A payment service with keys, holds and captures, whose line can be disturbed. Its books are always right. */
final class CardServiceInMemory implements PaymentProvider {

    /** What happens to one call on its way. */
    enum Line {
        GOOD,
        /** Certainly not done. */
        BUSY,
        /** The request is lost. */
        LOST_GOING,
        /** It is done, its answer is lost. */
        LOST_COMING,
        /** It is done, and the plug-in breaks. */
        THROWS
    }

    private final Supplier<Instant> now;
    private final Map<String, Payment> payments = new LinkedHashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, Outcome<?>> answers = new HashMap<>();
    private final Map<String, String> arguments = new HashMap<>();
    private final List<String> captures = new ArrayList<>();
    private Supplier<Line> line = () -> Line.GOOD;
    private Function<String, Payment> opening = method -> opened(method, State.HELD);
    private String version = "1.0.0";
    private long minimum = 50;
    private long quantum = 1;
    private int calls;

    CardServiceInMemory(Supplier<Instant> now) {
        this.now = now;
    }

    void line(Supplier<Line> line) {
        this.line = line;
    }

    void line(Line next) {
        this.line = () -> next;
    }

    /** The next call only; after it the line is good. */
    void once(Line next) {
        this.line = () -> {
            line(Line.GOOD);
            return next;
        };
    }

    void version(String version) {
        this.version = version;
    }

    void takes(long minimum, long quantum) {
        this.minimum = minimum;
        this.quantum = quantum;
    }

    int calls() {
        return calls;
    }

    List<Payment> payments() {
        return List.copyOf(payments.values());
    }

    /** Keys with which money was taken. */
    List<String> captures() {
        return List.copyOf(captures);
    }

    long standing() {
        return payments.values().stream().filter(p -> p.state() == State.HELD).count();
    }

    /** By hand, at the service's own pages. */
    void change(String reference, State state, long captured) {
        payments.computeIfPresent(reference, (key, p) -> with(p, state, captured, 0));
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor("cards", version, "Cards", true);
    }

    @Override
    public Optional<Capabilities> capabilities(String currency) {
        return currency.equals("XXX")
                ? Optional.empty()
                : Optional.of(new Capabilities(minimum, 1_000_000, quantum, Duration.ofDays(7)));
    }

    @Override
    public Outcome<Authorisation> authorise(Authorise request) {
        return disturbed(request.operation(), request.amount() + request.method(), () -> {
            Payment payment = opening.apply(request.method());
            Payment held = new Payment(
                    payment.reference(),
                    payment.state(),
                    request.amount().currency(),
                    request.amount().minorUnits(),
                    0,
                    0,
                    "visa",
                    "4242",
                    now.get().plus(Duration.ofDays(7)));
            payments.put(held.reference(), held);
            keys.put(request.operation(), held.reference());
            return switch (held.state()) {
                case CHALLENGE -> new Outcome.Done<>(new Authorisation.Challenge(held.reference(), "{\"ask\":true}"));
                case DECLINED -> new Outcome.Declined<>(Decline.INSUFFICIENT_FUNDS);
                default -> new Outcome.Done<>(held(held));
            };
        });
    }

    private Payment opened(String method, State otherwise) {
        State state = method.startsWith("challenge")
                ? State.CHALLENGE
                : method.startsWith("decline") ? State.DECLINED : otherwise;
        return new Payment("pay-" + payments.size(), state, "EUR", 0, 0, 0, "visa", "4242", now.get());
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        return disturbed(operation, reference + answer, () -> {
            Payment payment = payments.get(reference);
            if (payment.state() != State.CHALLENGE) {
                return new Outcome.Rejected<>("not-in-challenge");
            }
            keys.put(operation, reference);
            boolean confirmed = answer.equals("complete");
            payments.put(reference, with(payment, confirmed ? State.HELD : State.DECLINED, 0, 0));
            return confirmed
                    ? new Outcome.Done<>(held(payment))
                    : new Outcome.Declined<>(Decline.AUTHENTICATION_FAILED);
        });
    }

    @Override
    public Outcome<Payment> capture(Capture request) {
        return disturbed(request.operation(), request.reference() + request.amount(), () -> {
            Payment payment = payments.get(request.reference());
            if (payment.state() != State.HELD || request.amount().minorUnits() > payment.held()) {
                return new Outcome.Rejected<>("not-capturable");
            }
            captures.add(request.operation());
            return change(
                    request.operation(),
                    with(payment, State.CAPTURED, request.amount().minorUnits(), 0));
        });
    }

    @Override
    public Outcome<Payment> release(String operation, String reference) {
        return disturbed(operation, reference, () -> {
            Payment payment = payments.get(reference);
            return payment.state() == State.CAPTURED
                    ? new Outcome.Rejected<>("captured")
                    : change(operation, with(payment, State.RELEASED, 0, 0));
        });
    }

    @Override
    public Outcome<Payment> refund(Refund request) {
        return disturbed(request.operation(), request.reference() + request.amount(), () -> {
            Payment payment = payments.get(request.reference());
            long refunded = payment.refunded() + request.amount().minorUnits();
            return refunded > payment.captured()
                    ? new Outcome.Rejected<>("refund-too-large")
                    : change(request.operation(), with(payment, State.CAPTURED, payment.captured(), refunded));
        });
    }

    @Override
    public Outcome<Payment> fetch(String reference) {
        calls++;
        Line now = line.get();
        return now == Line.GOOD ? new Outcome.Done<>(payments.get(reference)) : lost(now);
    }

    @Override
    public Outcome<Optional<Payment>> find(String operation) {
        calls++;
        Line now = line.get();
        return now == Line.GOOD
                ? new Outcome.Done<>(Optional.ofNullable(keys.get(operation)).map(payments::get))
                : lost(now);
    }

    @Override
    public ClientForm form() {
        return new ClientForm(("form " + version).getBytes(StandardCharsets.UTF_8), "{}", "");
    }

    private Outcome<Payment> change(String operation, Payment payment) {
        payments.put(payment.reference(), payment);
        keys.put(operation, payment.reference());
        return new Outcome.Done<>(payment);
    }

    private static Payment with(Payment p, State state, long captured, long refunded) {
        return new Payment(
                p.reference(),
                state,
                p.currency(),
                p.held(),
                captured,
                refunded,
                p.cardBrand(),
                p.cardLastFour(),
                p.heldUntil());
    }

    private static Authorisation held(Payment p) {
        return new Authorisation.Held(
                p.reference(), new Amount(p.held(), p.currency()), p.cardBrand(), p.cardLastFour(), p.heldUntil());
    }

    @SuppressWarnings("unchecked")
    private <T> Outcome<T> disturbed(String key, String asked, Supplier<Outcome<T>> work) {
        calls++;
        Line now = line.get();
        if (now == Line.BUSY || now == Line.LOST_GOING) {
            return lost(now);
        }
        String before = arguments.putIfAbsent(key, asked);
        if (before != null && !before.equals(asked)) {
            return new Outcome.Rejected<>("idempotency-mismatch");
        }
        Outcome<T> answer = (Outcome<T>) answers.get(key);
        if (answer == null) {
            answer = work.get();
            answers.put(key, answer);
        }
        return now == Line.GOOD ? answer : lost(now);
    }

    private static <T> Outcome<T> lost(Line line) {
        if (line == Line.THROWS) {
            throw new IllegalStateException("The plug-in broke");
        }
        return line == Line.BUSY ? new Outcome.NotExecuted<>("busy") : new Outcome.Unknown<>("lost");
    }
}
