package org.connectme.payment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
import org.connectme.payment.spi.TestCards;
import org.connectme.payment.spi.Webhook;

/** A payment service with keys, holds and captures, whose line can be disturbed. Its books are always right. */
public final class CardServiceInMemory implements PaymentProvider {

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

    private static final Duration KEYS_KEPT = Duration.ofHours(24);

    private final Supplier<Instant> now;
    private final Map<String, Payment> payments = new LinkedHashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, Outcome<?>> answers = new HashMap<>();
    private final Map<String, String> arguments = new HashMap<>();
    private final List<String> captures = new ArrayList<>();
    private Supplier<Line> line = () -> Line.GOOD;
    private final Map<String, Instant> firstAsked = new HashMap<>();
    private final Map<String, Instant> createdAt = new HashMap<>();
    private final Map<String, String> consultations = new HashMap<>();
    private boolean raisesRefused;
    private String version = "1.0.0";
    private String id = "cards";
    private Predicate<String> serves = reference -> true;
    private Duration holdWindow = Duration.ofDays(7);
    private long minimum = 50;
    private long quantum = 1;
    private Set<Ability> abilities = EnumSet.allOf(Ability.class);
    private int calls;

    public CardServiceInMemory(Supplier<Instant> now) {
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

    void abilities(Ability... which) {
        this.abilities = Set.of(which);
    }

    void holdWindow(Duration window) {
        this.holdWindow = window;
    }

    /** From here on under this id, as another service. */
    CardServiceInMemory named(String id) {
        this.id = id;
        return this;
    }

    void serves(Predicate<String> references) {
        this.serves = references;
    }

    @Override
    public boolean serves(String reference) {
        return serves.test(reference);
    }

    int calls() {
        return calls;
    }

    public List<Payment> payments() {
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
        return new Descriptor(id, version, "Cards", true);
    }

    @Override
    public Optional<Capabilities> capabilities(String currency) {
        return !currency.matches("EUR|USD|KWD|JPY")
                ? Optional.empty()
                : Optional.of(new Capabilities(minimum, 1_000_000, quantum, holdWindow, KEYS_KEPT, abilities));
    }

    @Override
    public Outcome<Authorisation> authorise(Authorise request) {
        String asked = request.amount() + request.method() + request.receiptEmail() + request.customerPresent();
        return disturbed(request.operation(), asked, () -> {
            Payment card = payments.get(request.method());
            if (!request.customerPresent() && (card == null || card.state() != State.SAVED)) {
                return new Outcome.Rejected<>("no-such-card");
            }
            State state = request.customerPresent() ? opened(request.method()) : away(card.cardBrand());
            Payment payment = open(
                    request.operation(),
                    request.consultation(),
                    state,
                    request.amount().currency(),
                    request.amount().minorUnits());
            return answer(payment, request.customerPresent());
        });
    }

    @Override
    public Outcome<Authorisation> save(Save request) {
        return disturbed(request.operation(), request.method(), () -> {
            State opened = opened(request.method());
            Payment payment = open(
                    request.operation(), request.consultation(), opened == State.HELD ? State.SAVED : opened, "XXX", 0);
            Payment card = new Payment(
                    payment.reference(),
                    payment.state(),
                    "XXX",
                    0,
                    0,
                    0,
                    request.method(),
                    "4242",
                    payment.heldUntil());
            payments.put(card.reference(), card);
            return answer(card, true);
        });
    }

    @Override
    public Outcome<Authorisation> raise(Raise request) {
        return disturbed(request.operation(), request.reference() + request.total(), () -> {
            Payment payment = payments.get(request.reference());
            if (payment.state() != State.HELD || request.total().minorUnits() <= payment.held()) {
                return new Outcome.Rejected<>("not-raisable");
            }
            if (raisesRefused) {
                return new Outcome.Declined<>(Decline.INSUFFICIENT_FUNDS);
            }
            Payment raised = held(payment, request.total().minorUnits());
            payments.put(raised.reference(), raised);
            return new Outcome.Done<>(authorisation(raised));
        });
    }

    void refuseRaises() {
        this.raisesRefused = true;
    }

    private Payment open(String operation, String consultation, State state, String currency, long amount) {
        Payment payment = new Payment(
                id + "-pay-" + payments.size(),
                state,
                currency,
                amount,
                0,
                0,
                "visa",
                "4242",
                now.get().plus(holdWindow));
        payments.put(payment.reference(), payment);
        keys.put(operation, payment.reference());
        createdAt.put(payment.reference(), now.get());
        consultations.put(payment.reference(), consultation);
        return payment;
    }

    private static Outcome<Authorisation> answer(Payment payment, boolean customerPresent) {
        if (payment.state() == State.DECLINED) {
            return new Outcome.Declined<>(
                    customerPresent ? Decline.INSUFFICIENT_FUNDS : Decline.AUTHENTICATION_REQUIRED);
        }
        return new Outcome.Done<>(authorisation(payment));
    }

    private static State opened(String method) {
        return method.startsWith("challenge")
                ? State.CHALLENGE
                : method.startsWith("decline") ? State.DECLINED : State.HELD;
    }

    private static State away(String savedMethod) {
        return savedMethod.startsWith("away") ? State.DECLINED : State.HELD;
    }

    @Override
    public Outcome<Authorisation> resume(String operation, String reference, String answer) {
        return disturbed(operation, reference + answer, () -> {
            Payment payment = payments.get(reference);
            if (payment.state() != State.CHALLENGE) {
                return new Outcome.Rejected<>("not-in-challenge");
            }
            boolean confirmed = answer.equals("complete");
            State then = payment.held() == 0 ? State.SAVED : State.HELD;
            payments.put(reference, with(payment, confirmed ? then : State.DECLINED, 0, 0));
            return confirmed
                    ? new Outcome.Done<>(authorisation(payments.get(reference)))
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
            return change(with(payment, State.CAPTURED, request.amount().minorUnits(), 0));
        });
    }

    @Override
    public Outcome<Payment> release(String operation, String reference) {
        return disturbed(operation, reference, () -> {
            Payment payment = payments.get(reference);
            return payment.state() == State.CAPTURED
                    ? new Outcome.Rejected<>("captured")
                    : change(with(payment, State.RELEASED, 0, 0));
        });
    }

    @Override
    public Outcome<Payment> refund(Refund request) {
        return disturbed(request.operation(), request.reference() + request.amount(), () -> {
            Payment payment = payments.get(request.reference());
            long refunded = payment.refunded() + request.amount().minorUnits();
            return refunded > payment.captured()
                    ? new Outcome.Rejected<>("refund-too-large")
                    : change(with(payment, State.CAPTURED, payment.captured(), refunded));
        });
    }

    @Override
    public Outcome<Payment> fetch(String reference) {
        calls++;
        Line now = line.get();
        if (now != Line.GOOD) {
            return lost(now);
        }
        Payment payment = payments.get(reference);
        return payment == null ? new Outcome.Rejected<>("no-such-payment") : new Outcome.Done<>(payment);
    }

    @Override
    public Outcome<Optional<Payment>> find(String operation) {
        if (!abilities.contains(Ability.LOOKUP)) {
            return new Outcome.Rejected<>(NOT_SUPPORTED);
        }
        calls++;
        Line now = line.get();
        return now == Line.GOOD
                ? new Outcome.Done<>(Optional.ofNullable(keys.get(operation)).map(payments::get))
                : lost(now);
    }

    @Override
    public Outcome<Probe> probe() {
        return new Outcome.Done<>(new Probe("Cards", true));
    }

    @Override
    public Optional<TestCards> testCards() {
        return Optional.of(new TestCards(
                "ok",
                Map.of("decline", Decline.INSUFFICIENT_FUNDS),
                Optional.of(new TestCards.Challenged("challenge", "complete", "fail"))));
    }

    /** Begun there by somebody else. */
    void foreign(String reference, Optional<String> consultation, Optional<String> operation) {
        payments.put(
                reference,
                new Payment(
                        reference,
                        State.HELD,
                        "EUR",
                        700,
                        0,
                        0,
                        "visa",
                        "4242",
                        now.get().plus(holdWindow)));
        createdAt.put(reference, now.get());
        consultation.ifPresent(id -> consultations.put(reference, id));
        operation.ifPresent(key -> keys.put(key, reference));
    }

    void forget(String reference) {
        payments.remove(reference);
    }

    void book(Payment payment) {
        payments.put(payment.reference(), payment);
    }

    /** Two lines a page. */
    @Override
    public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
        int first = cursor.map(Integer::parseInt).orElse(0);
        List<Statement.Line> lines = payments.values().stream()
                .filter(p -> !createdAt.get(p.reference()).isBefore(from)
                        && createdAt.get(p.reference()).isBefore(to))
                .map(p -> new Statement.Line(
                        p,
                        Optional.ofNullable(consultations.get(p.reference())),
                        keys.entrySet().stream()
                                .filter(key -> key.getValue().equals(p.reference()))
                                .map(Map.Entry::getKey)
                                .findFirst(),
                        createdAt.get(p.reference())))
                .toList();
        int last = Math.min(lines.size(), first + 2);
        Optional<String> next = last < lines.size() ? Optional.of(Integer.toString(last)) : Optional.empty();
        return new Outcome.Done<>(new Statement(lines.subList(first, last), next));
    }

    /** Signed with one word. */
    @Override
    public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
        return headers.getOrDefault("signature", List.of()).equals(List.of("genuine"))
                ? new Webhook.LookAgain(Set.of(new String(body, StandardCharsets.UTF_8)))
                : new Webhook.Forged("wrong-signature");
    }

    @Override
    public ClientForm form() {
        return new ClientForm(
                ("export function mount() {} // form " + version).getBytes(StandardCharsets.UTF_8), "{}", "");
    }

    private Outcome<Payment> change(Payment payment) {
        payments.put(payment.reference(), payment);
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

    private static Payment held(Payment p, long total) {
        return new Payment(
                p.reference(), p.state(), p.currency(), total, 0, 0, p.cardBrand(), p.cardLastFour(), p.heldUntil());
    }

    private static Authorisation authorisation(Payment p) {
        return switch (p.state()) {
            case CHALLENGE -> new Authorisation.Challenge(p.reference(), "{\"ask\":true}");
            case SAVED -> new Authorisation.Saved(p.reference(), "visa", p.cardLastFour());
            default ->
                new Authorisation.Held(
                        p.reference(),
                        new Amount(p.held(), p.currency()),
                        p.cardBrand(),
                        p.cardLastFour(),
                        p.heldUntil());
        };
    }

    @SuppressWarnings("unchecked")
    private <T> Outcome<T> disturbed(String key, String asked, Supplier<Outcome<T>> work) {
        calls++;
        Line now = line.get();
        if (now == Line.BUSY || now == Line.LOST_GOING) {
            return lost(now);
        }
        Instant first = asked(key);
        if (this.now.get().isAfter(first.plus(KEYS_KEPT))) {
            arguments.remove(key);
            answers.remove(key);
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

    private Instant asked(String key) {
        return firstAsked.computeIfAbsent(key, unknown -> now.get());
    }

    private static <T> Outcome<T> lost(Line line) {
        if (line == Line.THROWS) {
            throw new IllegalStateException("The plug-in broke");
        }
        return line == Line.BUSY ? new Outcome.NotExecuted<>("busy") : new Outcome.Unknown<>("lost");
    }
}
