package org.connectme.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.console.Session;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.account.PaymentOversight;
import org.junit.jupiter.api.Test;

class PaymentCommandsTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(output, true, StandardCharsets.UTF_8);
    private final Session session = (Session) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> method.getName().equals("getConsole") ? console : null);
    private final Sight sight = new Sight();

    @Test
    void pluginsAreListedWithWhatTheyFailed() {
        PaymentProviders command = new PaymentProviders();
        command.session = session;
        command.payments = sight;

        command.execute();
        assertThat(printed())
                .contains("stripe", "1.0.0-abc", "acct_1", "real", "FAILED (2)")
                .contains("stripe 1.0.0-abc: can be used as configured: probe() answers NotExecuted")
                .doesNotContain("has a form");

        command.all = true;
        command.execute();
        assertThat(printed()).contains("has a form: passed");
    }

    @Test
    void openMoneyIsListedWithItsDoubt() {
        PaymentsOpen command = new PaymentsOpen();
        command.session = session;
        command.payments = sight;

        command.execute();

        assertThat(printed())
                .contains("capture", "12.34 EUR", "stripe (not here)", "2026-03-02T10:00:00Z")
                .contains("stripe 0.9.0 was removed and brought back: money of 3 consultations needs it");
    }

    @Test
    void aDayWithoutADifferenceSucceeds() {
        reconcile("2026-03-02").execute();

        assertThat(printed()).contains("No difference.", "7 payments at the service, 2 of them not of this system");
        assertThat(sight.asked).containsExactly("stripe 2026-03-02");
    }

    @Test
    void aDayWithADifferenceIsTheCommandsError() {
        sight.differences.add(
                new PaymentOversight.Difference(PaymentOversight.Kind.CAPTURED, null, "pi_1", "1000", "999"));

        assertThatIllegalStateException()
                .isThrownBy(() -> reconcile("2026-03-02").execute());
        assertThat(printed()).contains("CAPTURED", "pi_1", "1000", "999");
    }

    @Test
    void aDayThatCouldNotBeComparedIsTheCommandsError() {
        sight.problem = "The service is away.";

        assertThatIllegalStateException()
                .isThrownBy(() -> reconcile("2026-03-02").execute())
                .withMessage("The service is away.");
    }

    @Test
    void whatIsNoDayIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reconcile("yesterday").execute())
                .withMessage("DAY must be a date such as 2026-03-02.");
        assertThat(sight.asked).isEmpty();
    }

    private PaymentsReconcile reconcile(String day) {
        PaymentsReconcile command = new PaymentsReconcile();
        command.session = session;
        command.payments = sight;
        command.provider = "stripe";
        command.day = day;
        return command;
    }

    private String printed() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private static final class Sight implements PaymentOversight {

        private final List<String> asked = new ArrayList<>();
        private final List<Difference> differences = new ArrayList<>();
        private String problem;

        @Override
        public List<Provider> providers() {
            Provider removed = new Provider(
                    "stripe", "0.9.0", "Stripe", false, false, Optional.empty(), Verdict.BROUGHT_BACK, List.of());
            return List.of(
                    removed,
                    new Provider(
                            "stripe",
                            "1.0.0-abc",
                            "Stripe",
                            false,
                            false,
                            Optional.of("acct_1"),
                            Verdict.FAILED,
                            List.of(
                                    new Finding("has a form", null),
                                    new Finding("can be used as configured", "probe() answers NotExecuted"))));
        }

        @Override
        public List<Need> needs() {
            return List.of(new Need("stripe", Optional.of("0.9.0"), 3));
        }

        @Override
        public List<Open> open() {
            return List.of(new Open(
                    ConsultationId.random(),
                    "capture-1",
                    "capture",
                    "stripe",
                    Money.of(1234, "EUR"),
                    Instant.parse("2026-03-02T10:00:00Z"),
                    null,
                    true));
        }

        @Override
        public Reconciliation reconcile(String provider, LocalDate day) {
            asked.add(provider + " " + day);
            return new Reconciliation(provider, day, problem, 7, 2, differences);
        }
    }
}
