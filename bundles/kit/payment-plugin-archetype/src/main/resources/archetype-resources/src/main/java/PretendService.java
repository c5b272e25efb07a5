package ${package};

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.Refund;

/**
 * A payment service that moves no money and forgets all when the server stops. Replace it by a client of a real one,
 * whose methods throw {@link NotReached} where the request certainly never arrived, and {@link NotHeard} for every other
 * fault. Thread-safe.
 */
class PretendService {

    static final Duration HOLD_WINDOW = Duration.ofDays(7);

    /** What the form makes of a card. */
    static final String GOOD = "pretend_good";

    static final String DECLINED = "pretend_declined";
    static final String NO_FUNDS = "pretend_no-funds";
    static final String CHALLENGED = "pretend_challenged";

    static final String CONFIRM = "confirm";
    static final String REFUSE = "refuse";

    /** The one that the server uses; it lives as long as this bundle does. */
    static final PretendService ONLY = new PretendService();

    private record Entry(Payment payment, String operation, String consultation) {}

    private record Answered(List<Object> arguments, Outcome<Payment> answer) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Answered> keys = new HashMap<>();

    /** The request certainly never arrived. */
    static final class NotReached extends Exception {
        NotReached() {
            super("The service was not reached");
        }
    }

    /** The request may have been executed. */
    static final class NotHeard extends Exception {
        NotHeard() {
            super("The service was not heard");
        }
    }

    /** The way to the service and back; a test puts its faults here. */
    <T> T travel(Supplier<T> work) throws NotReached, NotHeard {
        return work.get();
    }

    Instant now() {
        return Instant.now();
    }

    /** Whose account it is, as the service knows it. */
    String account() throws NotReached, NotHeard {
        return travel(() -> "pretended");
    }

    Outcome<Payment> authorise(Authorise request) throws NotReached, NotHeard {
        List<Object> arguments =
                List.of(request.consultation(), request.amount(), request.method(), request.customerPresent());
        return once(request.operation(), arguments, () -> switch (request.method()) {
            case GOOD -> new Outcome.Done<>(open(request, State.HELD));
            case CHALLENGED ->
                request.customerPresent()
                        ? new Outcome.Done<>(open(request, State.CHALLENGE))
                        : new Outcome.Declined<>(Decline.AUTHENTICATION_REQUIRED);
            case DECLINED -> new Outcome.Declined<>(Decline.GENERIC);
            case NO_FUNDS -> new Outcome.Declined<>(Decline.INSUFFICIENT_FUNDS);
            default -> new Outcome.Rejected<>("no-such-card");
        });
    }

    Outcome<Payment> resume(String operation, String reference, String answer) throws NotReached, NotHeard {
        return once(operation, List.of(reference, answer), () -> in(reference, State.CHALLENGE, payment -> {
            if (answer.equals(CONFIRM)) {
                return new Outcome.Done<>(put(payment, State.HELD, 0, 0));
            }
            put(payment, State.DECLINED, 0, 0);
            return new Outcome.Declined<>(Decline.AUTHENTICATION_FAILED);
        }));
    }

    Outcome<Payment> capture(Capture request) throws NotReached, NotHeard {
        List<Object> arguments = List.of("capture", request.reference(), request.amount());
        return once(request.operation(), arguments, () -> in(request.reference(), State.HELD, payment -> {
            boolean held = request.amount().currency().equals(payment.currency())
                    && request.amount().minorUnits() <= payment.held();
            return held
                    ? new Outcome.Done<>(put(payment, State.CAPTURED, request.amount().minorUnits(), 0))
                    : new Outcome.Rejected<>("more-than-held");
        }));
    }

    Outcome<Payment> release(String operation, String reference) throws NotReached, NotHeard {
        return once(operation, List.of("release", reference), () -> {
            Optional<Payment> payment = see(reference);
            if (payment.isEmpty() || payment.get().state() == State.CAPTURED) {
                return new Outcome.Rejected<>("nothing-to-release");
            }
            boolean open = payment.get().state() == State.HELD || payment.get().state() == State.CHALLENGE;
            return new Outcome.Done<>(open ? put(payment.get(), State.RELEASED, 0, 0) : payment.get());
        });
    }

    Outcome<Payment> refund(Refund request) throws NotReached, NotHeard {
        List<Object> arguments = List.of("refund", request.reference(), request.amount());
        return once(request.operation(), arguments, () -> in(request.reference(), State.CAPTURED, payment -> {
            long sum = payment.refunded() + request.amount().minorUnits();
            boolean taken = request.amount().currency().equals(payment.currency()) && sum <= payment.captured();
            return taken
                    ? new Outcome.Done<>(put(payment, State.CAPTURED, payment.captured(), sum))
                    : new Outcome.Rejected<>("more-than-taken");
        }));
    }

    Outcome<Payment> fetch(String reference) throws NotReached, NotHeard {
        return travel(() -> seen(reference)
                .<Outcome<Payment>>map(Outcome.Done::new)
                .orElseGet(() -> new Outcome.Rejected<>("no-such-payment")));
    }

    Optional<Payment> find(String operation) throws NotReached, NotHeard {
        return travel(() -> {
            synchronized (this) {
                return entries.values().stream()
                        .filter(entry -> entry.operation().equals(operation))
                        .findFirst()
                        .flatMap(entry -> see(entry.payment().reference()));
            }
        });
    }

    /** All payments of a consultation. */
    synchronized List<Payment> of(String consultation) {
        List<Payment> found = new ArrayList<>();
        entries.values().stream()
                .filter(entry -> entry.consultation().equals(consultation))
                .forEach(entry -> found.add(entry.payment()));
        return found;
    }

    /** The same key answers the same; with other arguments it is refused. */
    private Outcome<Payment> once(String key, List<Object> arguments, Supplier<Outcome<Payment>> work)
            throws NotReached, NotHeard {
        return travel(() -> {
            synchronized (this) {
                Answered before = keys.get(key);
                if (before != null) {
                    return before.arguments().equals(arguments) ? before.answer() : new Outcome.Rejected<>("key-reused");
                }
                Outcome<Payment> answer = work.get();
                keys.put(key, new Answered(arguments, answer));
                return answer;
            }
        });
    }

    private interface Step {
        Outcome<Payment> on(Payment payment);
    }

    private Outcome<Payment> in(String reference, State state, Step step) {
        Optional<Payment> payment = see(reference);
        return payment.isPresent() && payment.get().state() == state
                ? step.on(payment.get())
                : new Outcome.Rejected<>("wrong-state");
    }

    private synchronized Optional<Payment> seen(String reference) {
        return see(reference);
    }

    private Optional<Payment> see(String reference) {
        return Optional.ofNullable(entries.get(reference)).map(Entry::payment).map(payment -> {
            boolean open = payment.state() == State.HELD || payment.state() == State.CHALLENGE;
            return open && !now().isBefore(payment.heldUntil()) ? with(payment, State.EXPIRED, 0, 0) : payment;
        });
    }

    private Payment open(Authorise request, State state) {
        Payment payment = new Payment(
                "pretend-" + UUID.randomUUID(),
                state,
                request.amount().currency(),
                request.amount().minorUnits(),
                0,
                0,
                "visa",
                "4242",
                now().plus(HOLD_WINDOW));
        entries.put(payment.reference(), new Entry(payment, request.operation(), request.consultation()));
        return payment;
    }

    private Payment put(Payment payment, State state, long captured, long refunded) {
        Payment changed = with(payment, state, captured, refunded);
        Entry entry = entries.get(payment.reference());
        entries.put(payment.reference(), new Entry(changed, entry.operation(), entry.consultation()));
        return changed;
    }

    private static Payment with(Payment payment, State state, long captured, long refunded) {
        return new Payment(
                payment.reference(),
                state,
                payment.currency(),
                payment.held(),
                captured,
                refunded,
                payment.cardBrand(),
                payment.cardLastFour(),
                payment.heldUntil());
    }
}
