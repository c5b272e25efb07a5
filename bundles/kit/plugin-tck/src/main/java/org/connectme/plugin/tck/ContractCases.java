package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.plugin.tck.Bench.done;
import static org.connectme.plugin.tck.Bench.hear;
import static org.connectme.plugin.tck.Bench.rejected;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.ClientForm;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.Save;
import org.connectme.payment.spi.Webhook;
import org.connectme.plugin.tck.Wire.Fault;
import org.junit.jupiter.api.Test;

/** What a provider says of itself. */
interface ContractCases extends Cases {

    int LARGEST_MODULE_BYTES = 256 * 1024;

    @Test
    default void itSaysTheSameOfItselfAlways() {
        PaymentProvider first = bench().provider();
        PaymentProvider second = bench().subject().provider();

        assertThat(first.descriptor()).isEqualTo(first.descriptor()).isEqualTo(second.descriptor());
        assertThat(first.descriptor().name()).isNotBlank();
    }

    @Test
    default void itTakesAnAmountInEachOfItsCurrencies() {
        PaymentProvider provider = bench().provider();
        List<String> currencies = bench().currencies().toList();

        assertThat(currencies).contains(bench().subject().currency());
        for (String currency : currencies) {
            Capabilities can = bench().can(currency);
            assertThat(provider.capabilities(currency)).as(currency).contains(can);
            long smallest = (can.minimum() + can.quantum() - 1) / can.quantum() * can.quantum();
            assertThat(can.takes(smallest))
                    .as("%s: an amount lies between minimum and maximum", currency)
                    .isTrue();
        }
    }

    @Test
    default void whatIsNoCurrencyIsNotTaken() {
        for (String nonsense : List.of("ZZZ", "eur", "EURO", "", "€")) {
            assertThat(bench().provider().capabilities(nonsense))
                    .as("capabilities of \"%s\"", nonsense)
                    .isEmpty();
        }
    }

    @Test
    default void aHoldInACurrencyThatIsNotTakenIsRejected() {
        Optional<String> other = Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .sorted()
                .filter(code -> bench().provider().capabilities(code).isEmpty())
                .findFirst();
        assumeTrue(other.isPresent(), "currency: the provider takes all");

        rejected(bench().provider()
                .authorise(bench().request(
                                "hold",
                                new Amount(10_000, other.orElseThrow()),
                                bench().cards().good())));
    }

    @Test
    default void theFormIsAModuleWithinItsLimits() throws CharacterCodingException {
        ClientForm form = bench().provider().form();

        assertThat(form.module().length).as("bytes of the module").isBetween(1, LARGEST_MODULE_BYTES);
        String source = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(form.module()))
                .toString();
        assertThat(source).contains("export").contains("mount");
        assertThat(Json.isObject(form.configuration()))
                .as("configuration is a JSON object")
                .isTrue();
        assertThat(form.contentSources()).matches("(https://(\\*\\.)?[a-z0-9.-]+(:[0-9]+)?( |$))*");
        assertThat(bench().provider().form().module()).isEqualTo(form.module());
    }

    @Test
    default void itServesWhatItMade() {
        Held held = bench().hold();

        assertThat(bench().provider().serves(held.reference())).isTrue();
        assertThat(bench().subject().provider().serves(held.reference())).isTrue();
    }

    @Test
    default void referencesArePrintableAndShort() {
        assertThat(bench().hold().reference()).matches("[!-~]{1,200}");
    }

    @Test
    default void aProbeNamesTheAccountAndWhetherMoneyMoves() {
        Probe probe = done(bench().provider().probe());

        assertThat(probe.account()).isNotBlank();
        assertThat(probe.test()).isEqualTo(bench().provider().descriptor().test());
    }

    @Test
    default void aProbeThatReachesNobodyIsNotDone() {
        Wire wire = bench().wire(Fault.REFUSED);

        wire.disturb(Fault.REFUSED);
        Outcome<Probe> probe = hear(() -> bench().provider().probe());
        wire.heal();

        assertThat(probe).isInstanceOfAny(Outcome.NotExecuted.class, Outcome.Unknown.class);
    }

    @Test
    default void whatNeedsNoNetworkAnswersWithoutIt() {
        String reference = bench().hold().reference();
        Wire wire = bench().wire(Fault.REFUSED);
        PaymentProvider provider = bench().subject().provider();

        wire.disturb(Fault.REFUSED);

        assertThat(provider.descriptor()).isNotNull();
        assertThat(provider.capabilities(bench().subject().currency())).isPresent();
        assertThat(provider.serves(reference)).isTrue();
        assertThat(provider.form().module()).isNotEmpty();
        assertThat(provider.webhook(new byte[0], Map.of(), Instant.EPOCH)).isInstanceOf(Webhook.Forged.class);
        wire.heal();
    }

    @Test
    default void whatItDoesNotNameIsRejectedAsNotSupported() {
        PaymentProvider provider = bench().provider();
        Held held = bench().hold();
        Outcome<Object> notSupported = new Outcome.Rejected<>(PaymentProvider.NOT_SUPPORTED);
        Instant now = bench().second();

        for (Ability ability : Ability.values()) {
            if (bench().can().can(ability)) {
                continue;
            }
            switch (ability) {
                case RAISE ->
                    assertThat(provider.raise(
                                    new Raise(bench().key("raise"), held.reference(), bench().more(bench().amount()))))
                            .isEqualTo(notSupported);
                case SAVED_CARDS ->
                    assertThat(provider.save(new Save(
                                    bench().key("save"),
                                    bench().consultation(),
                                    bench().seller(),
                                    bench().cards().good())))
                            .isEqualTo(notSupported);
                case REFUND ->
                    assertThat(provider.refund(new Refund(bench().key("refund"), held.reference(), bench().part())))
                            .isEqualTo(notSupported);
                case RECONCILE ->
                    assertThat(provider.reconcile(now.minusSeconds(60), now, Optional.empty()))
                            .isEqualTo(notSupported);
                case WEBHOOKS ->
                    assertThat(provider.webhook(new byte[] {'{', '}'}, Map.of(), now))
                            .isInstanceOf(Webhook.Forged.class);
                // these change what others answer
                case PARTIAL_CAPTURE, LOOKUP, SPLIT -> {}
            }
        }
    }
}
