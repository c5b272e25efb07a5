package org.connectme.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.List;
import org.connectme.core.account.PaymentForms.Form;
import org.junit.jupiter.api.Test;

class ProviderRegistryTest {

    private static final Currency EURO = Currency.getInstance("EUR");

    private final ProviderRegistry registry = new ProviderRegistry(provider -> true);
    private final OfferedForms forms = OfferedForms.of(registry, List.of("absent", "cards"));

    @Test
    void theFirstProviderOfTheOrderThatIsHereShowsItsForm() {
        assertThat(forms.form(EURO)).isEmpty();

        registry.bind(service("1.0.0"));

        assertThat(forms.form(EURO)).map(Form::provider).contains("cards");
        assertThat(forms.form(Currency.getInstance("XXX"))).isEmpty();
        assertThat(forms.offers("other")).isFalse();
    }

    @Test
    void ofTwoVersionsTheNewerIsUsedUntilItGoes() {
        CardServiceInMemory newer = service("1.10.0");
        registry.bind(service("1.9.0"));
        registry.bind(newer);
        assertThat(forms.form(EURO)).map(Form::version).contains("1.10.0");

        registry.unbind(newer);

        assertThat(forms.form(EURO)).map(Form::version).contains("1.9.0");
    }

    @Test
    void anUpdateMayBindTheNewBeforeItUnbindsTheOld() {
        CardServiceInMemory before = service("1.0.0");
        CardServiceInMemory after = service("1.0.0");
        registry.bind(before);
        registry.bind(after);
        registry.unbind(before);

        assertThat(registry.find("cards"))
                .map(ProviderRegistry.Registered::provider)
                .containsSame(after);
    }

    @Test
    void theModuleOfAVersionThatIsGoneIsStillServed() {
        CardServiceInMemory old = service("1.0.0");
        registry.bind(old);
        registry.unbind(old);
        registry.bind(service("2.0.0"));

        assertThat(forms.module("cards", "1.0.0"))
                .map(module -> new String(module, UTF_8))
                .hasValueSatisfying(source -> assertThat(source).endsWith("form 1.0.0"));
        assertThat(forms.module("cards", "3.0.0")).isEmpty();
    }

    @Test
    void aProviderThatBreaksTheContractIsLeftOut() {
        registry.bind(service("1.0.0/../x"));

        assertThat(registry.find("cards")).isEmpty();
    }

    private static CardServiceInMemory service(String version) {
        CardServiceInMemory service = new CardServiceInMemory(() -> World.START);
        service.version(version);
        return service;
    }
}
