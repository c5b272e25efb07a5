package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.ClientForm;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.plugin.tck.Wire.Fault;
import org.connectme.plugin.tck.shared.Overheard;
import org.junit.jupiter.api.Test;

/** What nobody may read: secrets of the configuration, the card's method, the customer's address. */
interface SecretCases extends Cases {

    @Test
    default void nothingSecretIsLogged() {
        String heard;
        try (Overheard overheard = new Overheard()) {
            story();
            heard = overheard.text();
        }

        assertKept("the log", heard + bench().subject().log());
    }

    @Test
    default void nothingSecretStandsInAnswersOrExceptions() {
        story().forEach(said -> assertKept("an answer", said));
    }

    @Test
    default void nothingSecretStandsInToString() {
        PaymentProvider provider = bench().provider();
        story();

        assertKept("the provider's toString", provider.toString());
        assertKept("the descriptor", provider.descriptor().toString());
        assertKept("the capabilities", bench().can().toString());
    }

    @Test
    default void nothingSecretStandsInTheForm() {
        ClientForm form = bench().provider().form();
        Set<String> secrets = bench().subject().secrets();

        assertThat(secrets).noneMatch(form.configuration()::contains);
        assertThat(secrets).noneMatch(new String(form.module(), StandardCharsets.UTF_8)::contains);
        assertThat(secrets).noneMatch(form.contentSources()::contains);
    }

    /** Some of everything, also of what goes wrong. Returns what was said to it. */
    private List<String> story() {
        List<String> said = new ArrayList<>();
        PaymentProvider provider = bench().provider();
        Authorise good = bench().request("hold");
        said.add(Overheard.said(() -> provider.authorise(good)));
        said.add(Overheard.said(() -> provider.authorise(
                bench().request("hold", bench().parts(2), bench().cards().good()))));
        for (String card : bench().cards().declined().keySet()) {
            said.add(Overheard.said(
                    () -> provider.authorise(bench().request("declined-" + said.size(), bench().amount(), card))));
        }
        said.add(Overheard.said(() -> provider.fetch("no-such-payment")));
        said.add(Overheard.said(() -> provider.find(good.operation())));
        said.add(Overheard.said(provider::probe));
        said.add(Overheard.said(
                () -> provider.webhook(new byte[] {'{', '}'}, Map.of("signature", List.of("x")), bench().second())));
        bench().subject().wire().ifPresent(wire -> {
            for (Fault fault : Fault.values()) {
                if (fault != Fault.STALLED && wire.faults().contains(fault)) {
                    wire.disturb(fault);
                    said.add(Overheard.said(() -> provider.authorise(
                            bench().request("hold-" + fault.name().replace('_', '-')))));
                    said.add(Overheard.said(provider::probe));
                    wire.heal();
                }
            }
        });
        return said;
    }

    private void assertKept(String where, String text) {
        Set<String> secrets = new TreeSet<>(bench().subject().secrets());
        secrets.addAll(bench().cards().declined().keySet());
        secrets.add(bench().cards().good());
        secrets.add(bench().request("any").receiptEmail().orElseThrow());
        // Which secret it was is nobody's business either, in a report that others read.
        assertThat(secrets.stream().filter(text::contains).count())
                .as("secrets in %s", where)
                .isZero();
    }
}
