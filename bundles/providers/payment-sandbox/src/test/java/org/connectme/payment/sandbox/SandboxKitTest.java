package org.connectme.payment.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.plugin.tck.Books;
import org.connectme.plugin.tck.Calls;
import org.connectme.plugin.tck.PaymentProviderKit;
import org.connectme.plugin.tck.Subject;
import org.connectme.plugin.tck.Time;
import org.connectme.plugin.tck.Wire;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox under the kit, with a real PostgreSQL; the line between the two is its connection. */
class SandboxKitTest extends PaymentProviderKit {

    private static final String SECRET = "sandbox-webhook-secret";
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    private static Path folder;

    private static LocalDatabase database;
    private static Jdbi jdbi;

    @BeforeAll
    static void startDatabase() {
        database = LocalDatabase.start(folder.resolve("database"));
        jdbi = database.open("sandbox", SandboxProvider.class);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @Override
    protected Subject subject() {
        return new SandboxSubject();
    }

    private static final class SandboxSubject implements Subject, Time, Books, Calls {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T10:00:00Z"));
        private final Clock clock = clock(now::get);
        private final DatabaseWire wire = new DatabaseWire(jdbi);

        @Override
        public PaymentProvider provider() {
            return new SandboxProvider((schema, owner) -> Jdbi.create(wire), clock, WEEK, 0, "1.0.0", SECRET);
        }

        @Override
        public Set<String> secrets() {
            return Set.of(SECRET);
        }

        @Override
        public Optional<Wire> wire() {
            return Optional.of(wire);
        }

        @Override
        public Optional<Time> time() {
            return Optional.of(this);
        }

        @Override
        public Optional<Books> books() {
            return Optional.of(this);
        }

        @Override
        public Optional<String> raiseRefused() {
            return Optional.of("sbx_raise-refused_visa_0341_abcdef12");
        }

        @Override
        public Optional<Calls> calls() {
            return Optional.of(this);
        }

        @Override
        public Instant now() {
            return now.get();
        }

        @Override
        public void pass(Duration span) {
            now.updateAndGet(before -> before.plus(span));
        }

        @Override
        public List<Entry> of(String consultation) {
            return jdbi.withHandle(handle -> handle.createQuery("select reference, currency, held, captured, refunded"
                            + " from payment where consultation = :consultation and state <> 'DECLINED'")
                    .bind("consultation", consultation)
                    .map((row, context) -> {
                        int decimals =
                                Currency.getInstance(row.getString("currency")).getDefaultFractionDigits();
                        return new Entry(
                                row.getString("reference"),
                                BigDecimal.valueOf(row.getLong("held"), decimals),
                                BigDecimal.valueOf(row.getLong("captured"), decimals),
                                BigDecimal.valueOf(row.getLong("refunded"), decimals));
                    })
                    .list());
        }

        @Override
        public Call about(String consultation, Instant sent, org.connectme.plugin.tck.Calls.Signature signature) {
            String secret = switch (signature) {
                // the sandbox has one secret at a time
                case CURRENT, ROTATING -> SECRET;
                case RETIRED -> "the-secret-before";
            };
            return call("{\"consultations\":[\"" + consultation + "\"]}", sent, secret);
        }

        @Override
        public Optional<Call> ofNoInterest(Instant sent) {
            return Optional.of(call("{\"consultations\":[]}", sent, SECRET));
        }

        private static Call call(String text, Instant sent, String secret) {
            byte[] body = text.getBytes(UTF_8);
            return new Call(
                    body,
                    Map.of(
                            org.connectme.payment.sandbox.Signature.HEADER,
                            List.of(new org.connectme.payment.sandbox.Signature(secret).sign(body, sent))));
        }
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
