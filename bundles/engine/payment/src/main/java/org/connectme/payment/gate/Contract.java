package org.connectme.payment.gate;

import static org.connectme.payment.gate.Promise.unless;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.ClientForm;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.connectme.payment.spi.Webhook;

/** The promises that can be tested without a side effect, real keys or not. */
final class Contract {

    private static final int LARGEST_MODULE = 256 * 1024;
    private static final int LONGEST_CONFIGURATION = 64 * 1024;

    /** A key must outlive the first tries of a customer who waits. */
    private static final Duration SHORTEST_KEY_WINDOW = Duration.ofMinutes(10);

    private static final String SOURCES = "(https://(\\*\\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?( |$))*";

    private Contract() {}

    static List<Promise> promises() {
        return List.of(
                new Promise("says the same of itself each time", Contract::descriptor),
                new Promise("takes a currency, and an amount in each", Contract::currencies),
                new Promise("takes nothing that is no currency", Contract::nonsense),
                new Promise("can take part of a hold", Contract::partialCapture),
                new Promise("has a form within its limits", Contract::form),
                new Promise("refuses calls that nobody signed", Contract::webhook),
                new Promise("can be used as configured", Contract::probe),
                new Promise("knows no payment that never was", Contract::fetch),
                new Promise("finds no operation that never was", Contract::find));
    }

    /** Currencies that it takes. */
    static List<String> taken(PaymentProvider provider) {
        return Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .sorted()
                .filter(code -> provider.capabilities(code).isPresent())
                .toList();
    }

    private static Optional<String> descriptor(PaymentProvider provider) {
        return unless(
                provider.descriptor().equals(provider.descriptor())
                        && !provider.descriptor().name().isBlank(),
                "descriptor() changes, or has no name");
    }

    private static Optional<String> currencies(PaymentProvider provider) {
        List<String> taken = taken(provider);
        if (taken.isEmpty()) {
            return Optional.of("capabilities() takes no currency");
        }
        for (String code : taken) {
            Capabilities can = provider.capabilities(code).orElseThrow();
            long smallest = (can.minimum() + can.quantum() - 1) / can.quantum() * can.quantum();
            if (!can.takes(smallest)) {
                return Optional.of("no amount in " + code + " lies between minimum and maximum");
            }
            if (can.keyWindow().compareTo(SHORTEST_KEY_WINDOW) < 0) {
                return Optional.of(
                        "keys are forgotten after less than " + SHORTEST_KEY_WINDOW.toMinutes() + " minutes");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> nonsense(PaymentProvider provider) {
        return List.of("ZZZ", "eur", "EURO", "").stream()
                .filter(code -> provider.capabilities(code).isPresent())
                .findFirst()
                .map(code -> "capabilities(\"" + code + "\") are not empty");
    }

    private static Optional<String> partialCapture(PaymentProvider provider) {
        return taken(provider).stream()
                .filter(code -> !provider.capabilities(code).orElseThrow().can(Ability.PARTIAL_CAPTURE))
                .findFirst()
                .map(code -> "no PARTIAL_CAPTURE in " + code + ": what is metered is nearly always less than the hold");
    }

    private static Optional<String> form(PaymentProvider provider) {
        ClientForm form = provider.form();
        if (form.module().length == 0 || form.module().length > LARGEST_MODULE) {
            return Optional.of("the form's module is empty or larger than 256 KiB");
        }
        try {
            String source = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(form.module()))
                    .toString();
            if (!source.contains("export") || !source.contains("mount")) {
                return Optional.of("the form's module exports no mount()");
            }
        } catch (CharacterCodingException e) {
            return Optional.of("the form's module is not UTF-8");
        }
        String configuration = form.configuration().strip();
        boolean isObject = configuration.startsWith("{")
                && configuration.endsWith("}")
                && configuration.length() <= LONGEST_CONFIGURATION;
        return isObject
                ? unless(form.contentSources().matches(SOURCES), "contentSources are not https origins")
                : Optional.of("the form's configuration is no JSON object");
    }

    private static Optional<String> webhook(PaymentProvider provider) {
        byte[] body = "{\"type\":\"test\"}".getBytes(StandardCharsets.UTF_8);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        List<Map<String, List<String>>> headers = List.of(
                Map.of(),
                Map.of("stripe-signature", List.of("t=,v1=,"), "signature", List.of("")),
                Map.of("content-type", List.of("application/json", "text/plain")));
        for (Map<String, List<String>> each : headers) {
            for (byte[] sent : List.of(body, new byte[0], new byte[] {(byte) 0xff, 0})) {
                if (!(provider.webhook(sent, each, now) instanceof Webhook.Forged)) {
                    return Optional.of("webhook() takes a call without a signature for genuine");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> probe(PaymentProvider provider) {
        Outcome<Probe> outcome = provider.probe();
        if (!(outcome instanceof Outcome.Done<Probe> done)) {
            return Optional.of("probe() answers " + outcome);
        }
        boolean test = provider.descriptor().test();
        return unless(
                done.value().test() == test,
                test ? "calls itself a test, but its keys are real" : "its keys are for tests, but it does not say so");
    }

    private static Optional<String> fetch(PaymentProvider provider) {
        Outcome<Payment> outcome = provider.fetch("none-" + UUID.randomUUID());
        return unless(outcome instanceof Outcome.Rejected, "fetch() of what never was answers " + outcome);
    }

    private static Optional<String> find(PaymentProvider provider) {
        boolean can = taken(provider).stream()
                .anyMatch(code -> provider.capabilities(code).orElseThrow().can(Ability.LOOKUP));
        if (!can) {
            return Optional.empty();
        }
        Outcome<Optional<Payment>> outcome = provider.find("none-" + UUID.randomUUID());
        return unless(
                outcome instanceof Outcome.Done<Optional<Payment>> done
                        && done.value().isEmpty(),
                "find() of what never was answers " + outcome);
    }
}
