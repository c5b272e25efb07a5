package org.connectme.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.PaymentOversight.Difference;
import org.connectme.core.account.PaymentOversight.Kind;
import org.connectme.core.account.PaymentOversight.Reconciliation;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.payment.ProviderCalls.Served;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Statement;
import org.connectme.payment.spi.Statement.Line;
import org.jspecify.annotations.Nullable;

/** One day at one service beside ours. Changes nothing. One call, one thread. */
public final class Reconciler {

    /** Of 100 lines each; a service whose pages never end is not believed. */
    private static final int MOST_PAGES = 10_000;

    private static final Set<String> BEGINNINGS = Set.of("HoldRequested");

    private final Journal journal;
    private final Catalog catalog;
    private final ProviderCalls calls;
    private final String provider;
    private final LocalDate day;
    private final Instant from;
    private final Instant to;
    private final List<Difference> differences = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int foreign;

    private Reconciler(Journal journal, Catalog catalog, ProviderCalls calls, String provider, LocalDate day) {
        this.journal = journal;
        this.catalog = catalog;
        this.calls = calls;
        this.provider = provider;
        this.day = day;
        this.from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        this.to = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Takes as long as the service does; asks it for its statement and for what of ours is not in it. */
    public static Reconciliation compare(
            Journal journal, Catalog catalog, ProviderCalls calls, String provider, LocalDate day) {
        return new Reconciler(journal, catalog, calls, provider, day).run();
    }

    private Reconciliation run() {
        @Nullable String problem = theirs();
        if (problem == null) {
            problem = ours();
        }
        return new Reconciliation(provider, day, problem, seen.size(), foreign, differences);
    }

    /** @return why the statement could not be read to its end; null if it was */
    private @Nullable String theirs() {
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Optional<String> at = cursor;
            Outcome<Statement> outcome = calls.ask(Served.by(provider), service -> service.reconcile(from, to, at));
            if (!(outcome instanceof Outcome.Done<Statement> done)) {
                return "The service did not hand out its statement: " + outcome;
            }
            done.value().lines().forEach(this::line);
            cursor = done.value().next();
            if (cursor.isEmpty()) {
                return null;
            }
        }
        return "The service's statement has no end.";
    }

    private void line(Line line) {
        if (!seen.add(line.payment().reference())) {
            differ(Kind.STATE, null, line.payment().reference(), "one payment", "listed twice");
            return;
        }
        Optional<ConsultationId> id = line.consultation().flatMap(ConsultationId::parse);
        if (id.isEmpty()) {
            foreign++;
            return;
        }
        History history = journal.read(id.get());
        PaymentState state = PaymentState.of(history);
        Optional<HoldAttempt> attempt = line.operation().flatMap(state::hold);
        if (attempt.isEmpty()) {
            differ(
                    Kind.UNKNOWN_HERE,
                    id.get(),
                    line.payment().reference(),
                    "nothing",
                    line.payment().state() + " " + line.payment().held() + " "
                            + line.payment().currency());
            return;
        }
        compare(id.get(), state, attempt.get(), line.payment());
    }

    /** @return why not everything of ours could be asked for; null if it could */
    private @Nullable String ours() {
        @Nullable String problem = null;
        for (ConsultationId id : catalog.having(BEGINNINGS, from, to)) {
            PaymentState state = PaymentState.of(journal.read(id));
            for (HoldAttempt attempt : state.holds()) {
                Instant asked = attempt.trail().requestedAt();
                boolean isOfTheDay = !asked.isBefore(from) && asked.isBefore(to);
                boolean isTheirs = attempt.request().provider().equals(provider);
                Optional<String> reference =
                        attempt.reference().filter(known -> isOfTheDay && isTheirs && !seen.contains(known));
                if (reference.isPresent() && !fetched(id, state, attempt, reference.get())) {
                    problem = "Not every payment of ours could be looked up.";
                }
            }
        }
        return problem;
    }

    /** Not in the statement: perhaps it only counts to another day there. */
    private boolean fetched(ConsultationId id, PaymentState state, HoldAttempt attempt, String reference) {
        Outcome<Payment> outcome = calls.lookUp(Served.by(provider, reference), service -> service.fetch(reference));
        if (outcome instanceof Outcome.Done<Payment> done) {
            compare(id, state, attempt, done.value());
            return true;
        }
        if (outcome instanceof Outcome.Rejected<Payment>) {
            differ(Kind.UNKNOWN_THERE, id, reference, Ours.of(state, attempt).words(), "nothing");
            return true;
        }
        return false;
    }

    private void compare(ConsultationId id, PaymentState state, HoldAttempt attempt, Payment theirs) {
        Ours ours = Ours.of(state, attempt);
        String reference = theirs.reference();
        boolean isMoney = theirs.held() > 0 && ours.held() > 0;
        if (isMoney && !theirs.currency().equals(ours.currency())) {
            differ(Kind.CURRENCY, id, reference, ours.currency(), theirs.currency());
            return;
        }
        if (isMoney && theirs.held() != ours.held()) {
            differ(Kind.HELD, id, reference, Long.toString(ours.held()), Long.toString(theirs.held()));
        }
        if (theirs.captured() != ours.captured()) {
            differ(Kind.CAPTURED, id, reference, Long.toString(ours.captured()), Long.toString(theirs.captured()));
        }
        if (theirs.refunded() != ours.refunded()) {
            differ(Kind.REFUNDED, id, reference, Long.toString(ours.refunded()), Long.toString(theirs.refunded()));
        }
        if (!ours.states().contains(theirs.state())) {
            differ(Kind.STATE, id, reference, ours.words(), theirs.state().toString());
        }
    }

    private void differ(Kind kind, @Nullable ConsultationId id, String reference, String ours, String theirs) {
        differences.add(new Difference(kind, id, reference, ours, theirs));
    }
}
