package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.RaiseOffered;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Reaction;
import org.connectme.core.journal.Timeline;
import org.connectme.payment.ProviderCalls.Served;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the card held, kept or its hold raised as the journal asks for: once, whatever crashes, repeats or never answers. Keeps no state; each
 * call of it does at most one step at the service. Thread-safe.
 */
@Component
public final class HoldReaction implements Reaction {

    private static final Logger logger = LoggerFactory.getLogger(HoldReaction.class);

    static final String NAME = "payment.holds";

    /** Declined without the service's own word: what turns up after all is released. */
    private static final Set<String> UNPROVEN = Set.of(Reasons.UNAVAILABLE, Reasons.WITHDRAWN, Reasons.IN_DOUBT);

    private static final Set<Payment.State> STANDING =
            Set.of(Payment.State.HELD, Payment.State.CHALLENGE, Payment.State.SAVED);

    private static final Duration WATCHED = Duration.ofHours(25);

    /** As long as the longest hold of a card lasts; by then it has freed itself. */
    private static final Duration WATCHED_IN_DOUBT = Duration.ofDays(31);

    private final Desk desk;
    private final OfferedForms offered;
    private final Instant activeSince;

    @Activate
    public HoldReaction(
            @Reference Journal journal,
            @Reference ProviderCalls calls,
            @Reference Pace pace,
            @Reference OfferedForms offered,
            @Reference Timeline timeline) {
        this(new Desk(new Books(journal), calls, pace), offered, timeline.now());
    }

    /** @param activeSince what was asked for before, another instance may already have passed on */
    private HoldReaction(Desk desk, OfferedForms offered, Instant activeSince) {
        this.desk = desk;
        this.offered = offered;
        this.activeSince = activeSince;
    }

    /** Without a container. @param activeSince what was asked for before, another instance may already have passed on */
    public static HoldReaction activeSince(
            Instant activeSince, Journal journal, ProviderCalls calls, Pace pace, OfferedForms offered) {
        return new HoldReaction(new Desk(new Books(journal), calls, pace), offered, activeSince);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        PaymentState state = PaymentState.of(history);
        Optional<HoldAttempt> undecided = state.undecidedHold();
        Optional<Instant> next =
                undecided.isPresent() ? goOn(history, state, undecided.get(), now) : whatElse(history, state, now);
        return Schedule.earlier(next, watchDeclined(history, state, now));
    }

    private Optional<Instant> goOn(History history, PaymentState state, HoldAttempt hold, Instant now) {
        String provider = hold.request().provider();
        HoldStep.Circumstances given = new HoldStep.Circumstances(
                state.isWanted(hold),
                hold.request().customerAway() || offered.offers(provider),
                hold.askedSince().isAfter(activeSince),
                state.releases().stream().anyMatch(release -> release.isOfHold(state) && !release.isDone()),
                offered.another(provider, hold.request().amount().currency()));
        return new HoldStep(desk, history, hold, given, now).goOn();
    }

    private Optional<Instant> whatElse(History history, PaymentState state, Instant now) {
        Optional<RaiseOperation> raise = state.undecidedRaise();
        if (raise.isPresent()) {
            boolean wanted = state.consultation().isOpen() && state.capture() == null;
            return new RaiseStep(desk, history, raise.get(), wanted, now).goOn();
        }
        if (RaisePlan.isDue(state, history)) {
            return offerRaise(history, state, now);
        }
        Optional<Instant> later = LaterPlan.dueAt(state, now);
        if (later.filter(due -> !due.isAfter(now)).isEmpty()) {
            return later;
        }
        desk.books().write(history, current -> {
            String operation = Operations.later(history.id(), current.holdsWithCustomerAway() + 1);
            return LaterPlan.due(current, operation, now)
                    .<List<Event>>map(List::of)
                    .orElse(List.of());
        });
        return Optional.empty();
    }

    /** Nobody waits for it: where the provider is away or cannot, the call goes on up to its ceiling. */
    private Optional<Instant> offerRaise(History history, PaymentState state, Instant now) {
        HoldPlaced hold = state.standingHold().orElseThrow();
        Outcome<Optional<Capabilities>> known = desk.calls()
                .capabilities(
                        Served.by(hold.provider(), hold.reference()),
                        hold.amount().currency().getCurrencyCode());
        if (!(known instanceof Outcome.Done<Optional<Capabilities>> done)) {
            return Optional.of(now.plusSeconds(1));
        }
        Optional<RaiseOffered> offer = done.value().flatMap(service -> RaisePlan.offer(state, service));
        offer.ifPresent(asked ->
                desk.books().write(history, current -> current.raiseOffer().isEmpty() ? List.of(asked) : List.of()));
        return Optional.empty();
    }

    /** A hold that turns up after the customer was told that there is none is given back. */
    private Optional<Instant> watchDeclined(History history, PaymentState state, Instant now) {
        Optional<Instant> again = Optional.empty();
        for (HoldAttempt hold : state.holds()) {
            Optional<HoldDeclined> declined = hold.declined().filter(end -> UNPROVEN.contains(end.reason()));
            if (declined.isEmpty()
                    || state.release(Operations.release(hold.operation())).isPresent()) {
                continue;
            }
            Instant since = hold.trail().lastAt(HoldDeclined.class).orElseThrow();
            Duration watched = declined.get().reason().equals(Reasons.IN_DOUBT) ? WATCHED_IN_DOUBT : WATCHED;
            if (now.isAfter(since.plus(watched))) {
                continue;
            }
            again = Schedule.earlier(again, watch(history, hold, since, now));
        }
        return again;
    }

    private Optional<Instant> watch(History history, HoldAttempt hold, Instant since, Instant now) {
        Instant first = Schedule.LOOK_UP.next(since, since);
        if (now.isBefore(first)) {
            return Optional.of(first);
        }
        Optional<Instant> rest = desk.pace().rest(hold.operation(), hold.trail(), now);
        if (rest.isPresent()) {
            return rest;
        }
        Outcome<Optional<Payment>> found =
                desk.calls().lookUp(Served.by(hold.request().provider()), service -> service.find(hold.operation()));
        Optional<Payment> stray = found instanceof Outcome.Done<Optional<Payment>> done
                ? done.value().filter(payment -> STANDING.contains(payment.state()))
                : Optional.empty();
        if (stray.isPresent()) {
            logger.warn("{}: a hold turned up that was given up before; it is released", hold.operation());
            String release = Operations.release(hold.operation());
            desk.books()
                    .write(
                            history,
                            state -> state.release(release).isPresent()
                                    ? List.of()
                                    : List.of(HoldAnswers.release(
                                            hold, stray.get().reference())));
            return Optional.empty();
        }
        return desk.pace().restUntil(hold.operation(), hold.trail(), Schedule.LOOK_UP.next(since, now), now);
    }
}
