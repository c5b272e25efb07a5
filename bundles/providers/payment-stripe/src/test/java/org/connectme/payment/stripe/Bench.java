package org.connectme.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Save;

/** The provider and a service of Stripe's shape, wired over a socket. */
final class Bench implements AutoCloseable {

    static final String CONSULTATION = "c0ffee";
    static final String WEBHOOK_SECRET = "whsec_ofTheTests";

    final FakeStripe stripe = new FakeStripe();
    private final Map<String, Object> settings = new HashMap<>();
    private int serial;

    Bench() {
        settings.put("_secret_key", FakeStripe.SECRET_KEY);
        settings.put("publishable_key", FakeStripe.PUBLISHABLE_KEY);
        settings.put("_webhook_secrets", WEBHOOK_SECRET);
        settings.put("base_url", stripe.url().toString());
    }

    Bench set(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    /** A new instance, as after a restart. */
    StripeProvider provider() {
        return provider(Duration.ofSeconds(20));
    }

    StripeProvider provider(Duration toAnswer) {
        try {
            return new StripeProvider(
                    Settings.of(config(settings)).orElseThrow(),
                    stripe.clock(),
                    new Transport(Duration.ofSeconds(5), toAnswer),
                    "1.0.0");
        } catch (Settings.Unusable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A configuration as the container makes it: a proxy of the annotation, with its defaults. */
    static StripeConfig config(Map<String, Object> settings) {
        return (StripeConfig) Proxy.newProxyInstance(
                StripeConfig.class.getClassLoader(),
                new Class<?>[] {StripeConfig.class},
                (proxy, method, arguments) -> method.getName().equals("annotationType")
                        ? (Class<? extends Annotation>) StripeConfig.class
                        : settings.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    String operation() {
        serial++;
        return "op-" + serial;
    }

    Authorise request(String operation, String method, long amount, String currency) {
        return new Authorise(
                operation,
                CONSULTATION,
                "ana",
                new Amount(amount, currency),
                method,
                "CONSULT ANA WEBER",
                Optional.of("customer@example.org"),
                true);
    }

    Authorise request(String method) {
        return request(operation(), method, 5000, "EUR");
    }

    Authorise away(String operation, String card) {
        return new Authorise(
                operation, CONSULTATION, "ana", new Amount(5000, "EUR"), card, "ANA", Optional.empty(), false);
    }

    Save save(String operation, String method) {
        return new Save(operation, CONSULTATION, "ana", method);
    }

    /** A hold on a good card. */
    Authorisation.Held held(StripeProvider provider) {
        return (Authorisation.Held) done(provider.authorise(request("pm_card_visa")));
    }

    static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    static Amount euros(long cents) {
        return new Amount(cents, "EUR");
    }

    @Override
    public void close() {
        try {
            assertThat(stripe.strangers())
                    .as("what Stripe's shapes do not have")
                    .isEmpty();
        } finally {
            stripe.close();
        }
    }
}
