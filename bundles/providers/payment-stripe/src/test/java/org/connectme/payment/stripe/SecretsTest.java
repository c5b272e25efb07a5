package org.connectme.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.payment.stripe.Bench.euros;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.Refund;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that is secret or somebody's own is in a log or an outcome, whatever happens. */
class SecretsTest {

    private static final List<String> SECRETS = List.of(
            FakeStripe.SECRET_KEY,
            Bench.WEBHOOK_SECRET,
            "_secret_ofTheCardholder",
            "customer@example.org",
            "sk_test_quoted",
            "pm_card_visa",
            "seti_1_secret");

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STALLED", "DRIPPING"},
            mode = EnumSource.Mode.EXCLUDE)
    void whateverHappensOnTheWayNothingSecretIsSaid(Fault fault) {
        assertThat(said(bench -> {
                    StripeProvider provider = bench.provider();
                    String reference = bench.held(provider).reference();
                    bench.stripe.disturb(fault);
                    StringBuilder outcomes = new StringBuilder();
                    outcomes.append(provider.authorise(bench.request("pm_card_visa")));
                    outcomes.append(provider.authorise(bench.request("pm_card_authenticationRequired")));
                    outcomes.append(provider.save(bench.save("op-s", "pm_card_visa")));
                    outcomes.append(provider.capture(new Capture("op-c", reference, euros(100))));
                    outcomes.append(provider.refund(new Refund("op-f", reference, euros(100))));
                    outcomes.append(provider.resume("op-r", reference, "seti_1_secret"));
                    outcomes.append(provider.find("op-1")).append(provider.probe());
                    return outcomes.toString();
                }))
                .isNotBlank()
                .doesNotContain(SECRETS);
    }

    @Test
    void whateverStripeRefusesNothingSecretIsSaid() {
        assertThat(said(bench -> {
                    StripeProvider provider = bench.provider();
                    StringBuilder outcomes = new StringBuilder();
                    outcomes.append(provider.authorise(bench.request("pm_1_sk_test_quoted")));
                    outcomes.append(provider.authorise(bench.request("pm_card_visa_chargeDeclined")));
                    outcomes.append(provider.authorise(bench.request("pm_card_authenticationRequired")));
                    outcomes.append(provider.fetch("pi_unknown"));
                    outcomes.append(provider.webhook(
                            "{}".getBytes(UTF_8),
                            Map.of("stripe-signature", List.of("t=1,v1=whsec_ofTheTests")),
                            bench.stripe.now()));
                    outcomes.append(
                            provider.reconcile(bench.stripe.now(), bench.stripe.now(), Optional.of("sk_test_quoted")));
                    return outcomes.toString();
                }))
                .isNotBlank()
                .doesNotContain(SECRETS);
    }

    private interface Story {
        String of(Bench bench);
    }

    private static String said(Story story) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        String outcomes;
        try (Bench bench = new Bench();
                PrintStream listening = new PrintStream(log, true, UTF_8)) {
            System.setErr(listening);
            outcomes = story.of(bench);
        } finally {
            System.setErr(before);
        }
        return outcomes + log.toString(UTF_8);
    }
}
