package org.connectme.metering;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.Money;
import org.connectme.core.RatePlan;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.MeterCommand.PauseMeter;
import org.connectme.core.command.MeterCommand.SetLimit;
import org.connectme.core.command.MeterCommand.StartMeter;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterResumed;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.MeterEvent.MeterStopped;
import org.connectme.core.event.MeterEvent.StopReason;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Component;

/** START, pause and the customer's limit. Stateless; any thread. */
@Component
public final class MeterDecider implements Decider {

    /** The customer's limit may be this many times the hold: higher is a slip of the keyboard. */
    private static final long HIGHEST_LIMIT_IN_HOLDS = 10;

    /** Nobody changes their mind so often; a page that does would make the journal too long to read. */
    private static final int MOST_LIMITS = 500;

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(StartMeter.class, PauseMeter.class, SetLimit.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        if (command instanceof StartMeter) {
            return actor.isConsultant() ? start(history, now) : consultantOnly();
        }
        if (command instanceof PauseMeter) {
            return actor.isConsultant() ? pause(history, now) : consultantOnly();
        }
        if (command instanceof SetLimit set) {
            return actor.isCustomer() ? limit(history, set, now) : customerOnly();
        }
        throw new IllegalArgumentException("Not a command of the meter: " + command.getClass());
    }

    /** Why START would be refused now, or empty. Pressing it while it is in force is no mistake. */
    static Optional<Refusal> startRefusal(History history, Metering metering, Instant now) {
        Consultation consultation = Consultation.of(history);
        if (!consultation.isOpen()) {
            return conflict("meter.ended", "The consultation is over; nothing more can be charged.");
        }
        if (metering.switchedOn()) {
            return Optional.empty();
        }
        if (consultation.endProposed() != null) {
            return conflict("meter.ending", "Somebody pressed the red button; wait for the answer.");
        }
        if (consultation.agreement() == null) {
            return conflict("meter.no-agreement", "The customer has not agreed to the charges yet.");
        }
        if (!consultation.isReadyToJoin()) {
            return conflict("meter.no-hold", "No card is held yet; the meter starts once the hold is placed.");
        }
        if (consultation.isHoldTooShort(now)) {
            return metering.startedAt() == null
                    ? conflict(
                            "meter.hold-too-short",
                            "The card's hold runs out before the planned call is over. Offer the rate plan once more:"
                                    + " the customer agrees again, and a card is held anew.")
                    : conflict(
                            "meter.hold-running-out",
                            "The card's hold is about to run out. End the call, so that what is due can be taken, and"
                                    + " set a new appointment to go on.");
        }
        if (!consultation.inCall().contains(Side.CONSULTANT)) {
            return conflict("meter.no-video-chat", "Start the video chat first.");
        }
        if (!consultation.inCall().contains(Side.CUSTOMER)) {
            return conflict("meter.customer-not-in-call", "The customer has not joined the call yet.");
        }
        if (!consultation.isOnline(Side.CONSULTANT) || !consultation.isOnline(Side.CUSTOMER)) {
            return conflict("meter.side-offline", "A side is offline; wait until both are online.");
        }
        if (consultation.mediaLostAt() != null || consultation.mediaFlowing().size() < Side.values().length) {
            return conflict("meter.no-media", "Media does not flow both ways yet; wait until both see each other.");
        }
        if (metering.roomMillis() <= 0) {
            return metering.stopReason() == StopReason.LIMIT
                    ? conflict("meter.limit-reached", "The customer's own limit is used up; only they can raise it.")
                    : conflict("meter.ceiling-reached", "The hold is used up; the call is free from here.");
        }
        return Optional.empty();
    }

    private static Decision start(History history, Instant now) {
        Metering metering = Metering.of(history, now);
        Optional<Refusal> refusal = startRefusal(history, metering, now);
        if (refusal.isPresent()) {
            return new Decision.Refuse(refusal.get());
        }
        if (metering.switchedOn()) {
            return Decision.nothing();
        }
        return Decision.accept(metering.startedAt() == null ? new MeterStarted() : new MeterResumed());
    }

    private static Decision pause(History history, Instant now) {
        Metering metering = Metering.of(history, now);
        if (metering.state() == Metering.State.ENDED) {
            return Decision.refuse(Refusal.Kind.CONFLICT, "meter.ended", "The consultation is over.");
        }
        if (metering.startedAt() == null) {
            return Decision.refuse(Refusal.Kind.CONFLICT, "meter.not-started", "The meter was not started yet.");
        }
        return metering.switchedOn() ? Decision.accept(new MeterPaused()) : Decision.nothing();
    }

    private static Decision limit(History history, SetLimit command, Instant now) {
        Metering metering = Metering.of(history, now);
        if (metering.state() == Metering.State.ENDED) {
            return Decision.refuse(Refusal.Kind.CONFLICT, "meter.ended", "The consultation is over.");
        }
        if (history.all(LimitSet.class).count() >= MOST_LIMITS) {
            return Decision.refuse(
                    Refusal.Kind.TOO_MANY, "meter.limit-changed-often", "The limit was changed too often; it stays.");
        }
        Money asked = command.limit();
        if (asked == null) {
            return metering.limit() == null ? Decision.nothing() : Decision.accept(new LimitSet(null));
        }
        Optional<Refusal> wrong = checkLimit(asked, Consultation.of(history));
        return wrong.isPresent() ? new Decision.Refuse(wrong.get()) : limit(history, metering, asked);
    }

    private static Optional<Refusal> checkLimit(Money asked, Consultation consultation) {
        RatePlan plan = Objects.requireNonNull(consultation.offer()).plan();
        if (plan.isFree()) {
            return conflict("meter.limit-on-free-plan", "This consultation is free; there is nothing to limit.");
        }
        if (!asked.currency().equals(plan.currency())) {
            return invalid("meter.limit-currency", "Name the limit in " + plan.currency() + ".");
        }
        if (!asked.isPositive()) {
            return invalid("meter.limit-not-positive", "The limit must be above zero.");
        }
        if (asked.minorUnits() > HIGHEST_LIMIT_IN_HOLDS * plan.hold()) {
            return invalid("meter.limit-too-high", "The limit may be at most ten times the hold.");
        }
        return Optional.empty();
    }

    /** What was used so far stays due: a limit below it is set to it, and the meter stops here and now. */
    private static Decision limit(History history, Metering metering, Money asked) {
        Money used = metering.bill().gross();
        Money limit = asked.compareTo(used) < 0 ? used : asked;
        if (limit.equals(metering.limit())) {
            return Decision.nothing();
        }
        LimitSet set = new LimitSet(limit);
        boolean stops = metering.switchedOn() && asked.compareTo(used) < 0;
        return stops ? Decision.accept(set, new MeterStopped(StopReason.LIMIT)) : Decision.accept(set);
    }

    private static Decision consultantOnly() {
        return Decision.refuse(
                Refusal.Kind.FORBIDDEN, "meter.consultant-only", "Only the consultant starts and pauses the meter.");
    }

    private static Decision customerOnly() {
        return Decision.refuse(
                Refusal.Kind.FORBIDDEN, "meter.customer-only", "The limit is the customer's own; nobody else sets it.");
    }

    private static Optional<Refusal> conflict(String code, String detail) {
        return Optional.of(new Refusal(Refusal.Kind.CONFLICT, code, detail));
    }

    private static Optional<Refusal> invalid(String code, String detail) {
        return Optional.of(new Refusal(Refusal.Kind.INVALID, code, detail));
    }
}
