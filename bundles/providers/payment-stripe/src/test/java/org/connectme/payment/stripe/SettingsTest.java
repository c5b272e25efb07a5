package org.connectme.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.connectme.payment.stripe.Bench.done;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Outcome.Rejected;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

class SettingsTest {

    private static final Map<String, Object> GOOD =
            Map.of("_secret_key", "sk_live_VerySecret1", "publishable_key", "pk_live_Public1", "sellers", "ana=acct_1");

    @Test
    void withoutASecretKeyThereIsNoProvider() throws Exception {
        assertThat(Settings.of(Bench.config(Map.of()))).isEmpty();
        assertThat(registered(Map.of())).isEmpty();
        assertThat(registered(Map.of("_secret_key", "  "))).isEmpty();
    }

    @Test
    void withKeysThereIsOneUntilTheComponentGoes() {
        List<Object> services = new ArrayList<>();
        StripeComponent component = new StripeComponent(context(services), Bench.config(GOOD));
        assertThat(services).singleElement().isInstanceOf(PaymentProvider.class);
        assertThat(((PaymentProvider) services.get(0)).descriptor().test()).isFalse();

        component.gone();

        assertThat(services).isEmpty();
    }

    @Test
    void besideALiveKeyATestKeyIsForTheRehearsal() throws Exception {
        Map<String, Object> both = new HashMap<>(GOOD);
        assertThat(provider(both).rehearsal()).isEmpty();
        both.put("_test_secret_key", "rk_test_VerySecret2");

        StripeProvider live = provider(both);
        PaymentProvider rehearsal = live.rehearsal().orElseThrow();

        assertThat(live.descriptor().test()).isFalse();
        assertThat(live.testCards()).isEmpty();
        assertThat(rehearsal.descriptor().test()).isTrue();
        assertThat(rehearsal.testCards()).isPresent();
        assertThat(rehearsal.capabilities("EUR").orElseThrow().can(Ability.SPLIT))
                .as("sellers' accounts are of the other mode")
                .isFalse();
    }

    @Test
    void aTestKeyBesideATestKeyIsOfNoUse() throws Exception {
        Map<String, Object> test = Map.of(
                "_secret_key", "sk_test_VerySecret1",
                "_test_secret_key", "sk_test_VerySecret2",
                "publishable_key", "pk_test_Public1");

        assertThat(provider(test).rehearsal()).isEmpty();
    }

    private static StripeProvider provider(Map<String, Object> settings) throws Exception {
        return new StripeProvider(
                Settings.of(Bench.config(settings)).orElseThrow(),
                Clock.systemUTC(),
                new Transport(Duration.ofSeconds(5), Duration.ofSeconds(20)),
                "1.0.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_secret_key | pk_live_VerySecret1 | .secret.key",
                "_secret_key | sk_live_ | .secret.key",
                "_secret_key | sk_test_VerySecret1 | for tests",
                "_test_secret_key | sk_live_VerySecret1 | .test.secret.key",
                "_test_secret_key | VerySecret1 | .test.secret.key",
                "publishable_key | sk_live_VerySecret1 | publishable.key",
                "publishable_key | '' | publishable.key",
                "publishable_key | pk_test_Public1 | for tests",
                "base_url | http://stripe.example.org | base.url",
                "base_url | ftp://127.0.0.1 | base.url",
                "base_url | :: | base.url",
                "base_url | '' | base.url",
                "sellers | ana | sellers",
                "sellers | ana=VerySecret1 | sellers",
                "minimums | EUR=0 | minimums",
                "minimums | EUR | minimums",
                "minimums | euro=5 | minimums",
                "fee_percent | 101 | fee.percent",
                "fee_percent | -1 | fee.percent",
                "fee_percent | VerySecret1 | fee.percent",
            })
    void aSettingThatCannotBeUsedIsNamedWithoutItsValueAndThereIsNoProvider(
            String setting, String value, String named) {
        Map<String, Object> settings = new HashMap<>(GOOD);
        settings.put(setting, value);

        assertThatThrownBy(() -> Settings.of(Bench.config(settings)))
                .isInstanceOf(Settings.Unusable.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining("VerySecret1");
        assertThat(registered(settings)).isEmpty();
    }

    @Test
    void aKeyIsShownNowhere() throws Exception {
        Settings settings = Settings.of(Bench.config(GOOD)).orElseThrow();
        StripeProvider provider = (StripeProvider) registered(GOOD).get(0);

        assertThat(settings + " " + provider + " " + provider.descriptor())
                .doesNotContain("VerySecret1")
                .doesNotContain("Public1");
        assertThat(provider.form().configuration()).isEqualTo("{\"publishableKey\":\"pk_live_Public1\"}");
        assertThat(new String(provider.form().module())).doesNotContain("VerySecret1");
        assertThat(provider.testCards()).isEmpty();
    }

    @Test
    void whatTheAccountMayIsToldPerCurrency() {
        try (Bench bench = new Bench().set("raise", true).set("minimums", "USD=100,KWD=200")) {
            StripeProvider provider = bench.provider();

            Capabilities dollars = provider.capabilities("USD").orElseThrow();
            assertThat(dollars.minimum()).isEqualTo(100);
            assertThat(dollars.quantum()).isEqualTo(1);
            assertThat(dollars.can(Ability.RAISE)).isTrue();
            assertThat(dollars.can(Ability.SPLIT)).isFalse();
            assertThat(dollars.keyWindow()).hasHours(24);
            assertThat(dollars.holdWindow()).hasHours(114);
            assertThat(provider.capabilities("KWD").orElseThrow().minimum()).isEqualTo(200);
            assertThat(provider.capabilities("KWD").orElseThrow().quantum()).isEqualTo(10);
            assertThat(provider.capabilities("GBP").orElseThrow().minimum()).isEqualTo(30);
            assertThat(provider.descriptor().test()).isTrue();
        }
    }

    @Test
    void everyCurrencyThatIsTakenIsCountedAsTheStandardCountsIt() {
        Set<String> all = new TreeSet<>();
        Map.of(
                        0, Currencies.WITHOUT_DECIMALS,
                        2, Currencies.WITH_TWO_DECIMALS,
                        3, Currencies.WITH_THREE_DECIMALS)
                .forEach((decimals, codes) -> codes.forEach(code -> {
                    assertThat(Currency.getInstance(code).getDefaultFractionDigits())
                            .as(code)
                            .isEqualTo(decimals);
                    assertThat(all.add(code)).as(code).isTrue();
                }));
        assertThat(all).hasSizeGreaterThan(120).doesNotContain("MGA", "ISK", "IQD", "LYD", "CLF", "UGX");
    }

    @Test
    void theProbeTellsTheAccountAndItsMode() {
        try (Bench bench = new Bench()) {
            assertThat(done(bench.provider().probe())).isEqualTo(new Probe("acct_1Tests", true));

            bench.stripe.disturbNext("GET", "/v1/account", Fault.FORBIDDEN);
            assertThat(done(bench.provider().probe()))
                    .as("with a key that may not see the account")
                    .isEqualTo(new Probe("Stripe", true));

            bench.stripe.ledger().live = true;
            assertThat(bench.provider().probe()).isEqualTo(new Rejected<>("other-mode-than-the-key-says"));

            bench.stripe.ledger().live = false;
            bench.stripe.ledger().chargesEnabled = false;
            assertThat(bench.provider().probe()).isEqualTo(new Rejected<>("charges-not-enabled"));
        }
    }

    private static List<Object> registered(Map<String, Object> settings) {
        List<Object> services = new ArrayList<>();
        new StripeComponent(context(services), Bench.config(settings));
        return services;
    }

    /** The container, as far as the component asks it. */
    private static BundleContext context(List<Object> services) {
        Bundle bundle = proxy(Bundle.class, (method, arguments) -> new Version(1, 2, 3));
        return proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "getBundle" -> bundle;
            case "registerService" -> {
                services.add(arguments[1]);
                yield proxy(ServiceRegistration.class, (ignored, none) -> services.remove(arguments[1]) ? null : null);
            }
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Does {
        Object call(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Does does) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> does.call(method.getName(), arguments)));
    }
}
