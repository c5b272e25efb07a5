package org.connectme.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.PaymentOversight;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Wakes;
import org.connectme.payment.ProviderRegistry.Registered;
import org.connectme.payment.gate.ActivationGate;
import org.connectme.wire.http.Gauges;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the operator sees of the money, on the shell and as figures. Thread-safe. */
@Component(service = {PaymentOversight.class, Gauges.class, Oversight.class})
public final class Oversight implements PaymentOversight, Gauges {

    private final Journal journal;
    private final Catalog catalog;
    private final Wakes wakes;
    private final Timeline timeline;
    private final ProviderRegistry providers;
    private final ProviderCalls calls;
    private final OfferedForms offered;
    private final ActivationGate gate;
    private final WebhookDesk webhooks;
    private final Map<String, Long> figures = new ConcurrentHashMap<>();

    @Activate
    public Oversight(
            @Reference Journal journal,
            @Reference Catalog catalog,
            @Reference Wakes wakes,
            @Reference Timeline timeline,
            @Reference ProviderRegistry providers,
            @Reference ProviderCalls calls,
            @Reference OfferedForms offered,
            @Reference ActivationGate gate,
            @Reference WebhookDesk webhooks) {
        this.journal = journal;
        this.catalog = catalog;
        this.wakes = wakes;
        this.timeline = timeline;
        this.providers = providers;
        this.calls = calls;
        this.offered = offered;
        this.gate = gate;
        this.webhooks = webhooks;
    }

    @Override
    public List<Provider> providers() {
        return providers.all().stream()
                .map(this::describe)
                .sorted(Comparator.comparing(Provider::id).thenComparing(Provider::version))
                .toList();
    }

    private Provider describe(Registered registered) {
        ActivationGate.Result result = gate.result(registered.provider());
        return new Provider(
                registered.descriptor().id(),
                registered.descriptor().version(),
                registered.descriptor().name(),
                registered.descriptor().test(),
                offered.offers(registered.descriptor().id()) && result.verdict().isGood(),
                result.account(),
                result.verdict(),
                result.findings());
    }

    @Override
    public List<Open> open() {
        List<Open> open = new ArrayList<>();
        eachWithMoney((id, state) -> open.addAll(OpenMoney.of(id, state, calls::isHere)));
        open.sort(Comparator.comparing(Open::since));
        note(open);
        return List.copyOf(open);
    }

    private record PlugIn(String provider, Optional<String> version) {}

    @Override
    public List<Need> needs() {
        Map<PlugIn, Integer> consultations = new HashMap<>();
        eachWithMoney((id, state) -> OpenMoney.needs(id, state).stream()
                .map(needed -> new PlugIn(needed.provider(), calls.version(needed)))
                .distinct()
                .forEach(plugIn -> consultations.merge(plugIn, 1, Integer::sum)));
        return consultations.entrySet().stream()
                .map(entry -> new Need(entry.getKey().provider(), entry.getKey().version(), entry.getValue()))
                .sorted(Comparator.comparing(Need::provider)
                        .thenComparing(need -> need.version().orElse("")))
                .toList();
    }

    /** No reaction waits for a call that goes on, whose hold stands all the same. */
    private void eachWithMoney(BiConsumer<ConsultationId, PaymentState> look) {
        Set<ConsultationId> all = new TreeSet<>(Comparator.comparing(ConsultationId::value));
        all.addAll(wakes.waiting(HoldReaction.NAME));
        all.addAll(wakes.waiting(SettlementReaction.NAME));
        all.addAll(catalog.open());
        for (ConsultationId id : all) {
            History history = journal.read(id);
            if (!history.isEmpty()) {
                look.accept(id, PaymentState.of(history));
            }
        }
    }

    private void note(List<Open> open) {
        Instant alarm = timeline.now().minus(Doubt.ALARM);
        figures.put("connectme_payment_open", (long) open.size());
        figures.put(
                "connectme_payment_in_doubt",
                open.stream().filter(one -> one.doubtSince() != null).count());
        figures.put(
                "connectme_payment_in_doubt_for_a_day",
                open.stream()
                        .filter(one ->
                                one.doubtSince() != null && !one.doubtSince().isAfter(alarm))
                        .count());
        figures.put(
                "connectme_payment_waiting_for_provider",
                open.stream().filter(Open::waiting).count());
    }

    @Override
    public Reconciliation reconcile(String provider, LocalDate day) {
        Reconciliation result = Reconciler.compare(journal, catalog, calls, provider, day);
        String label = "{provider=\"" + provider + "\"}";
        figures.put("connectme_payment_differences" + label, (long)
                result.differences().size());
        figures.put("connectme_payment_reconciled" + label, result.problem() == null ? 1L : 0L);
        return result;
    }

    @Override
    public Map<String, Long> gauges() {
        Map<String, Long> all = new TreeMap<>(figures);
        all.put("connectme_payment_webhooks_refused", webhooks.refused());
        all.put(
                "connectme_payment_plugins_failed",
                providers.all().stream()
                        .filter(registered -> gate.result(registered.provider()).verdict() == Verdict.FAILED)
                        .count());
        return all;
    }
}
