package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Reaction;
import org.connectme.core.journal.Timeline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the card held that the journal asks for: once, whatever crashes, repeats or never answers. Keeps no state; each
 * call of it does at most one step at the service. Thread-safe.
 */
@Component
public final class HoldReaction implements Reaction {

    private static final Logger logger = LoggerFactory.getLogger(HoldReaction.class);

    /** Declined without the service's own word: what turns up after all within a day is released. */
    private static final Set<String> UNPROVEN = Set.of(Reasons.UNAVAILABLE, Reasons.WITHDRAWN);

    private static final Duration WATCHED = Duration.ofHours(25);

    private final Desk desk;
    private final OfferedForms offered;
    private final Instant activeSince;

    @Activate
    public HoldReaction(
            @Reference Journal journal,
            @Reference ProviderCalls calls,
            @Reference OfferedForms offered,
            @Reference Timeline timeline) {
        this(new Desk(new Books(journal), calls, new Pace()), offered, timeline.now());
    }

    /** @param activeSince what was asked for before, another instance may already have passed on */
    private HoldReaction(Desk desk, OfferedForms offered, Instant activeSince) {
        this.desk = desk;
        this.offered = offered;
        this.activeSince = activeSince;
    }

    /** Without a container. @param activeSince what was asked for before, another instance may already have passed on */
    public static HoldReaction activeSince(
            Instant activeSince, Journal journal, ProviderCalls calls, OfferedForms offered) {
        return new HoldReaction(new Desk(new Books(journal), calls, new Pace()), offered, activeSince);
    }

    @Override
    public String name() {
        return "payment.holds";
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        PaymentState state = PaymentState.of(history);
        Optional<HoldAttempt> undecided = state.undecidedHold();
        if (undecided.isEmpty()) {
            return watchDeclined(history, state, now);
        }
        HoldAttempt hold = undecided.get();
        HoldStep.Circumstances given = new HoldStep.Circumstances(
                state.isWanted(hold),
                offered.offers(hold.request().provider()),
                hold.askedSince().isAfter(activeSince),
                state.releases().stream().anyMatch(release -> !release.isDone()));
        return new HoldStep(desk, history, hold, given, now).goOn();
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
            if (now.isAfter(since.plus(WATCHED))) {
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
                desk.calls().lookUp(hold.request().provider(), service -> service.find(hold.operation()));
        Optional<Payment> stray = found instanceof Outcome.Done<Optional<Payment>> done
                ? done.value()
                        .filter(payment ->
                                payment.state() == Payment.State.HELD || payment.state() == Payment.State.CHALLENGE)
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
