package ${package};

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.plugin.tck.Books;
import org.connectme.plugin.tck.PaymentProviderKit;
import org.connectme.plugin.tck.PretendWire;
import org.connectme.plugin.tck.Subject;
import org.connectme.plugin.tck.Time;
import org.connectme.plugin.tck.Wire;

/** Proves the plug-in. The report is target/plugin-tck/${package}.PluginKitTest.txt. */
class PluginKitTest extends PaymentProviderKit {

    @Override
    protected Subject subject() {
        return new PluginSubject();
    }

    /** The plug-in with a service whose clock, line and books the kit may use. */
    private static final class PluginSubject implements Subject {

        private final TestedService service = new TestedService();

        @Override
        public PaymentProvider provider() {
            return new PluginProvider(service);
        }

        @Override
        public Optional<Wire> wire() {
            return Optional.of(service.wire);
        }

        @Override
        public Optional<Time> time() {
            return Optional.of(service.time);
        }

        @Override
        public Optional<Books> books() {
            return Optional.of(consultation ->
                    service.of(consultation).stream().map(PluginSubject::entry).toList());
        }

        private static Books.Entry entry(Payment payment) {
            int decimals = Currency.getInstance(payment.currency()).getDefaultFractionDigits();
            return new Books.Entry(
                    payment.reference(),
                    BigDecimal.valueOf(payment.held(), decimals),
                    BigDecimal.valueOf(payment.captured(), decimals),
                    BigDecimal.valueOf(payment.refunded(), decimals));
        }
    }

    private static final class TestedService extends PretendService {

        private final PretendWire wire = new PretendWire();
        private final SetTime time = new SetTime();

        @Override
        Instant now() {
            return time.now();
        }

        @Override
        <T> T travel(Supplier<T> work) throws NotReached, NotHeard {
            try {
                return wire.send(work);
            } catch (PretendWire.Broken e) {
                switch (e.fault()) {
                    case REFUSED, BUSY -> throw new NotReached();
                    default -> throw new NotHeard();
                }
            }
        }
    }

    private static final class SetTime implements Time {

        private Instant now = Instant.parse("2026-03-02T10:00:00Z");

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public synchronized void pass(Duration span) {
            now = now.plus(span);
        }
    }
}
