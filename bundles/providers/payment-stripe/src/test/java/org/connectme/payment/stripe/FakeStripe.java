package org.connectme.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A service of Stripe's shape on a socket: its answers and refusals as Stripe documents them, idempotency keys that
 * live for a day, and every fault of the way there and back. Speaks one request a connection. Its clock is set by hand.
 */
final class FakeStripe implements AutoCloseable {

    static final String SECRET_KEY = "sk_test_51SecretOfTheTests";
    static final String PUBLISHABLE_KEY = "pk_test_51PublicOfTheTests";

    private record Remembered(String path, Map<String, String> params, Answer answer, Instant at) {}

    private record Rule(Predicate<Request> applies, Fault fault, AtomicInteger times) {}

    private final Ledger ledger = new Ledger(this::now);
    private final Map<String, Remembered> keys = new HashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final AtomicInteger withheld = new AtomicInteger();
    private volatile CountDownLatch delivery = new CountDownLatch(1);
    private volatile @Nullable Fault weather;
    private volatile Instant now = Instant.parse("2026-05-04T10:00:00Z");
    private volatile ServerSocket socket;
    private volatile Thread listener;
    private final InetSocketAddress address;

    FakeStripe() {
        try {
            this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.address = (InetSocketAddress) socket.getLocalSocketAddress();
        this.listener = listen(socket);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    /** What Stripe has in its books, and what its account may do. */
    Ledger ledger() {
        return ledger;
    }

    List<Request> requests() {
        return requests;
    }

    Request last(String method, String pathPattern) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().matches(pathPattern))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    long count(String method, String pathPattern) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().matches(pathPattern))
                .count();
    }

    Instant now() {
        return now;
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    synchronized void pass(Duration span) {
        now = now.plus(span);
        ledger.expire();
    }

    /** The cardholder answers the bank's question, or turns away from it. */
    synchronized void cardholder(String reference, boolean confirms) {
        ledger.cardholder(reference, confirms);
    }

    /** From now on every request meets this. */
    void disturb(Fault fault) {
        weather = fault;
        if (fault == Fault.REFUSED) {
            close(socket);
            // As long as it still waits for a connection, the system still takes one.
            join(listener);
        }
    }

    /** The next such request meets this, once. */
    void disturbNext(String method, String pathPattern, Fault fault) {
        disturbNext(method, pathPattern, fault, 1);
    }

    void disturbNext(String method, String pathPattern, Fault fault, int times) {
        rules.add(new Rule(
                request -> request.method().equals(method) && request.path().matches(pathPattern),
                fault,
                new AtomicInteger(times)));
    }

    void heal() {
        boolean wasAway = weather == Fault.REFUSED;
        weather = null;
        rules.clear();
        if (wasAway) {
            try {
                ServerSocket again = new ServerSocket();
                again.setReuseAddress(true);
                again.bind(address, 100);
                socket = again;
                listener = listen(again);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    int withheld() {
        return withheld.get();
    }

    void deliver() {
        CountDownLatch waiting = delivery;
        delivery = new CountDownLatch(1);
        withheld.set(0);
        waiting.countDown();
    }

    private Thread listen(ServerSocket listening) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            Socket connection = listening.accept();
                            Thread serving = new Thread(() -> serve(connection), "fake-stripe");
                            serving.setDaemon(true);
                            serving.start();
                        }
                    } catch (IOException e) {
                        // Closed: the test is over, or nobody shall get through.
                    }
                },
                "fake-stripe-listens");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Request request = Request.read(connection.getInputStream());
            requests.add(request);
            Optional<Fault> fault = fault(request);
            if (fault.isPresent()) {
                suffer(request, fault.get(), connection);
            } else {
                write(connection, answer(request, false, null));
            }
        } catch (IOException e) {
            // The client went away, which is what some tests are about.
        }
    }

    private Optional<Fault> fault(Request request) {
        for (Rule rule : rules) {
            if (rule.applies().test(request) && rule.times().getAndDecrement() > 0) {
                return Optional.of(rule.fault());
            }
        }
        return Optional.ofNullable(weather);
    }

    private void suffer(Request request, Fault fault, Socket connection) throws IOException {
        switch (fault) {
            case REFUSED, CUT_BEFORE -> reset(connection);
            case CUT_AFTER -> {
                answer(request, false, null);
                reset(connection);
            }
            case BUSY -> write(connection, Answer.error(429, "invalid_request_error", "rate_limit", ""));
            case LOCKED -> write(connection, Answer.error(429, "invalid_request_error", "lock_timeout", ""));
            case CONFLICT -> write(connection, Answer.error(409, "idempotency_error", "idempotency_key_in_use", ""));
            case FORBIDDEN -> write(connection, Answer.error(403, "invalid_request_error", "secret_key_required", ""));
            case TRUNCATED -> {
                String body = answer(request, false, null).body();
                write(connection, 200, body.substring(0, body.length() / 2), body.length(), Map.of());
            }
            case HALF -> {
                String body = answer(request, false, null).body();
                write(connection, new Answer(200, body.substring(0, body.length() / 2), Map.of()));
            }
            case GARBLED -> {
                answer(request, false, null);
                write(connection, new Answer(200, "<!doctype html><title>Welcome</title>", Map.of()));
            }
            case STRANGE -> {
                answer(request, false, null);
                write(connection, new Answer(200, "{\"object\":\"surprise\"}", Map.of()));
            }
            case NULL -> {
                answer(request, false, null);
                write(connection, new Answer(200, "null", Map.of()));
            }
            case STALLED -> {
                Answer answer = answer(request, false, null);
                CountDownLatch waiting = delivery;
                withheld.incrementAndGet();
                await(waiting);
                write(connection, answer);
            }
            case DRIPPING -> {
                OutputStream out = connection.getOutputStream();
                String body = answer(request, false, null).body();
                out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n").getBytes(UTF_8));
                for (byte next : body.getBytes(UTF_8)) {
                    out.write(next);
                    out.flush();
                    if (awaits(delivery, Duration.ofMillis(50))) {
                        return;
                    }
                }
            }
            case FAILED -> write(connection, answer(request, false, failure()));
            case FAILED_TRY_AGAIN ->
                write(connection, answer(request, false, failure().with("Stripe-Should-Retry", "true")));
            case FAILED_DO_NOT_TRY_AGAIN ->
                write(connection, answer(request, false, failure().with("Stripe-Should-Retry", "false")));
            case FAILED_AFTER -> write(connection, answer(request, true, failure()));
            case BAD_GATEWAY -> write(connection, new Answer(502, "<html>Bad gateway</html>", Map.of()));
            case BLOCKED -> write(connection, new Answer(403, "<html>Blocked</html>", Map.of()));
            case REDIRECTED -> write(connection, new Answer(302, "", Map.of("Location", url() + "/v1/account")));
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static boolean awaits(CountDownLatch latch, Duration rest) throws IOException {
        try {
            return latch.await(rest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Answer failure() {
        return Answer.error(500, "api_error", "", "");
    }

    /** @param failure what Stripe says instead of executing it, or after it */
    private synchronized Answer answer(Request request, boolean execute, @Nullable Answer failure) {
        if (!("Bearer " + SECRET_KEY).equals(request.headers().get("authorization"))) {
            return Answer.error(401, "invalid_request_error", "", "")
                    .with("WWW-Authenticate", "Basic realm=\"Stripe\"");
        }
        String key = request.method().equals("POST") ? request.key().orElse(null) : null;
        Remembered before = key == null ? null : keys.get(key);
        if (before != null && before.at().plus(Duration.ofHours(24)).isAfter(now)) {
            return before.path().equals(request.path()) && before.params().equals(request.params())
                    ? before.answer().with("Idempotent-Replayed", "true")
                    : Answer.error(400, "idempotency_error", "", "");
        }
        if (failure != null) {
            if (execute) {
                execute(request);
            }
            remember(key, request, failure);
            return failure;
        }
        return execute(request, key);
    }

    private void execute(Request request) {
        try {
            ledger.execute(request);
        } catch (Answer.Refusal e) {
            // The failure is answered in its place.
        }
    }

    private Answer execute(Request request, @Nullable String key) {
        try {
            Answer answer = ledger.execute(request);
            remember(key, request, answer);
            return answer;
        } catch (Answer.Refusal refusal) {
            if (refusal.begun()) {
                remember(key, request, refusal.answer());
            }
            return refusal.answer();
        }
    }

    private void remember(@Nullable String key, Request request, Answer answer) {
        if (key != null) {
            keys.put(key, new Remembered(request.path(), request.params(), answer, now));
        }
    }

    private static void write(Socket connection, Answer answer) throws IOException {
        write(connection, answer.status(), answer.body(), answer.body().getBytes(UTF_8).length, answer.headers());
    }

    private static void write(Socket connection, int status, String body, int length, Map<String, String> headers)
            throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\nContent-Type: application/json\r\n"
                + "Request-Id: req_" + Integer.toHexString(body.hashCode()) + "\r\nConnection: close\r\n"
                + "Content-Length: " + length + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        OutputStream out = connection.getOutputStream();
        out.write((head + "\r\n" + body).getBytes(UTF_8));
        out.flush();
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    private static void close(ServerSocket listening) {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that a test must find empty: answers that Stripe's own shapes do not have. */
    List<String> strangers() {
        return new ArrayList<>(ledger.strangers());
    }

    @Override
    public void close() {
        deliver();
        close(socket);
    }
}
