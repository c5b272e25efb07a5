package org.connectme.payment;

import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.connectme.core.account.PaymentForms;
import org.connectme.payment.ProviderRegistry.Registered;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The card forms of the providers that the operator offers, in the operator's order. */
@Component(
        service = {PaymentForms.class, OfferedForms.class},
        configurationPid = "org.connectme.payment")
@Designate(ocd = PaymentConfig.class)
public final class OfferedForms implements PaymentForms {

    private final ProviderRegistry providers;
    private final List<String> order;

    @Activate
    public OfferedForms(@Reference ProviderRegistry providers, PaymentConfig config) {
        this(providers, separated(config.order()));
    }

    public OfferedForms(ProviderRegistry providers, List<String> order) {
        this.providers = providers;
        this.order = List.copyOf(order);
    }

    /** A file of settings has all of them in one text. */
    private static List<String> separated(String[] order) {
        return Arrays.stream(order)
                .flatMap(ids -> Arrays.stream(ids.split(",")))
                .map(String::strip)
                .toList();
    }

    /** Whether this provider may hold a card. One that only happens to be installed may not: it could be a test's. */
    boolean offers(String provider) {
        return order.contains(provider);
    }

    @Override
    public Optional<Form> form(Currency currency) {
        return order.stream()
                .flatMap(id -> providers.find(id).stream())
                .filter(registered -> registered
                        .provider()
                        .capabilities(currency.getCurrencyCode())
                        .isPresent())
                .findFirst()
                .map(OfferedForms::form);
    }

    @Override
    public Optional<Form> formOf(String provider) {
        return providers.find(provider).map(OfferedForms::form);
    }

    @Override
    public Optional<byte[]> module(String provider, String version) {
        return providers.module(provider, version);
    }

    private static Form form(Registered registered) {
        return new Form(
                registered.descriptor().id(),
                registered.descriptor().version(),
                registered.descriptor().test(),
                registered.form().configuration(),
                registered.form().contentSources());
    }
}
