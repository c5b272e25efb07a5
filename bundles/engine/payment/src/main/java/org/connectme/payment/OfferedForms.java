package org.connectme.payment;

import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.connectme.core.account.PaymentForms;
import org.connectme.core.journal.History;
import org.connectme.payment.ProviderRegistry.Registered;
import org.connectme.payment.spi.Ability;
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
        this(separated(config.order()), providers);
    }

    private OfferedForms(List<String> order, ProviderRegistry providers) {
        this.providers = providers;
        this.order = List.copyOf(order);
    }

    /** Without a container. */
    public static OfferedForms of(ProviderRegistry providers, List<String> order) {
        return new OfferedForms(order, providers);
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

    /** Whether one beside this could hold a card in this currency now. */
    boolean another(String provider, Currency currency) {
        return ready(currency)
                .anyMatch(registered -> !registered.descriptor().id().equals(provider));
    }

    @Override
    public Optional<Form> form(Currency currency) {
        return ready(currency).findFirst().map(OfferedForms::form);
    }

    @Override
    public Optional<Form> next(History history) {
        PaymentState state = PaymentState.of(history);
        Optional<String> bound = Fallback.bound(state);
        if (bound.isPresent()) {
            return formOf(bound.get());
        }
        List<String> later = Fallback.unavailable(state);
        List<Registered> ready =
                ready(state.consultation().offer().plan().currency()).toList();
        return ready.stream()
                .filter(registered -> !later.contains(registered.descriptor().id()))
                .findFirst()
                .or(() -> ready.stream().findFirst())
                .map(OfferedForms::form);
    }

    /** Those that customers may be offered, in the operator's order. Without part of a hold nothing can be metered. */
    private Stream<Registered> ready(Currency currency) {
        return order.stream()
                .flatMap(id -> providers.admitted(id).stream())
                .filter(registered -> registered
                        .capabilities(currency.getCurrencyCode())
                        .filter(service -> service.can(Ability.PARTIAL_CAPTURE))
                        .isPresent());
    }

    /** Everything that one of the offered forms must reach. */
    Set<String> origins() {
        return order.stream()
                .flatMap(id -> providers.find(id).stream())
                .flatMap(registered ->
                        Arrays.stream(registered.form().contentSources().strip().split(" +")))
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
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
