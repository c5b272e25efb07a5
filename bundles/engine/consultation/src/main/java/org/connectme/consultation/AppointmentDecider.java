package org.connectme.consultation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.Offer;
import org.connectme.core.account.Rating;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.ChangeOffer;
import org.connectme.core.command.ConsultationCommand.Reschedule;
import org.connectme.core.command.ConsultationCommand.ResendInvitation;
import org.connectme.core.command.ConsultationCommand.Schedule;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.InvitationResendAsked;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The consultant's side of an appointment, until the meter starts: when it is, and what is offered (INV-1). Stateless. */
@Component
public final class AppointmentDecider implements Decider {

    private static final Duration FURTHEST_AHEAD = Duration.ofDays(2 * 365 + 1);
    private static final Duration FURTHEST_BACK = Duration.ofHours(1);
    private static final int SHORTEST_MINUTES = 5;
    private static final int LONGEST_MINUTES = 480;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_GREETING = 2_000;
    private static final int LONGEST_TERMS = 100_000;
    private static final int MAILS_AN_HOUR = 5;

    private final Rating rating;

    @Activate
    public AppointmentDecider(@Reference Rating rating) {
        this.rating = rating;
    }

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(Schedule.class, Reschedule.class, ChangeOffer.class, ResendInvitation.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        if (!actor.isConsultant()) {
            return Answers.consultantOnly();
        }
        if (command instanceof Schedule schedule) {
            return schedule(history, schedule, now);
        }
        Consultation consultation = Consultation.of(history);
        return Answers.closed(consultation).orElseGet(() -> change(history, consultation, command, now));
    }

    private Decision schedule(History history, Schedule s, Instant now) {
        ConsultationScheduled event = new ConsultationScheduled(
                s.consultant(),
                s.consultantName().strip(),
                s.greeting().strip(),
                s.customerName().strip(),
                s.customerEmail().strip(),
                s.subject().strip(),
                s.startsAt(),
                s.plannedMinutes(),
                s.zone(),
                s.language(),
                s.invitationUntil(),
                s.offer());
        if (!history.isEmpty()) {
            return isRepeated(event, history.entries().get(0).event())
                    ? Decision.nothing()
                    : Answers.conflict("schedule.exists", "Another appointment was already scheduled here.");
        }
        return new Check()
                .line(s.consultantName(), LONGEST_NAME, "schedule.consultant-name", "the consultant's name")
                .text(s.greeting(), LONGEST_GREETING, "schedule.greeting", "the greeting")
                .line(s.customerName(), LONGEST_NAME, "schedule.customer-name", "the customer's name")
                .email(event.customerEmail(), "schedule.customer-email")
                .line(s.subject(), LONGEST_NAME, "schedule.subject", "the subject")
                .languageTag(s.language(), "schedule.language")
                .and(() -> times(s.startsAt(), s.plannedMinutes(), s.zone(), s.invitationUntil(), now))
                .and(() -> offer(s.offer()))
                .orElse(() -> Decision.accept(event));
    }

    /** What the consultant typed counts; name, texts and the plan's version may have changed since the first time. */
    private static boolean isRepeated(ConsultationScheduled asked, Event first) {
        if (!(first instanceof ConsultationScheduled was)) {
            return false;
        }
        boolean isSamePlan = asked.offer().plan().id().equals(was.offer().plan().id());
        ConsultationScheduled typed = new ConsultationScheduled(
                asked.consultant(),
                was.consultantName(),
                asked.greeting(),
                asked.customerName(),
                asked.customerEmail(),
                asked.subject(),
                asked.startsAt(),
                asked.plannedMinutes(),
                asked.zone(),
                asked.language(),
                asked.invitationUntil(),
                isSamePlan ? was.offer() : asked.offer());
        return typed.equals(was);
    }

    /** The same offer once more is news only where its hold ends too soon: that is how another one is asked for. */
    private Decision change(History history, Consultation consultation, Command command, Instant now) {
        if (consultation.meterStartedAt() != null) {
            return Answers.conflict("appointment.begun", "The meter has started; the appointment stays as it is.");
        }
        if (command instanceof Reschedule reschedule) {
            return reschedule(history, consultation, reschedule, now);
        }
        if (command instanceof ChangeOffer change) {
            return change.offer().equals(consultation.offer()) && !consultation.isHoldTooShort(now)
                    ? Decision.nothing()
                    : new Check()
                            .and(() -> offer(change.offer()))
                            .orElse(() -> Decision.accept(new OfferChanged(change.offer())));
        }
        if (command instanceof ResendInvitation) {
            return resend(history, now);
        }
        throw new IllegalArgumentException("Not a command about an appointment: " + command.getClass());
    }

    private static Decision reschedule(History history, Consultation consultation, Reschedule r, Instant now) {
        boolean isSame = r.startsAt().equals(consultation.startsAt())
                && r.plannedMinutes() == consultation.plannedMinutes()
                && r.invitationUntil().equals(consultation.invitationUntil())
                && r.zone().equals(zone(history));
        return isSame
                ? Decision.nothing()
                : new Check()
                        .and(() -> times(r.startsAt(), r.plannedMinutes(), r.zone(), r.invitationUntil(), now))
                        .orElse(() -> Decision.accept(new ConsultationRescheduled(
                                r.startsAt(), r.plannedMinutes(), r.zone(), r.invitationUntil())));
    }

    /** The zone in which the time was last named. */
    static String zone(History history) {
        return history.last(ConsultationRescheduled.class)
                .map(ConsultationRescheduled::zone)
                .or(() -> history.last(ConsultationScheduled.class).map(ConsultationScheduled::zone))
                .orElse("UTC");
    }

    private static Decision resend(History history, Instant now) {
        Instant hourAgo = now.minus(Duration.ofHours(1));
        long recent = history.entries().stream()
                .filter(entry -> entry.event() instanceof InvitationResendAsked)
                .map(Entry::at)
                .filter(hourAgo::isBefore)
                .count();
        return recent < MAILS_AN_HOUR
                ? Decision.accept(new InvitationResendAsked())
                : Answers.tooMany("invitation.resent-often", "It was mailed five times in an hour; wait a little.");
    }

    private static Optional<Refusal> times(
            Instant startsAt, int plannedMinutes, String zone, Instant invitationUntil, Instant now) {
        return new Check()
                .that(
                        plannedMinutes >= SHORTEST_MINUTES && plannedMinutes <= LONGEST_MINUTES,
                        "schedule.planned-minutes",
                        "Plan 5 to 480 minutes.")
                .that(
                        !startsAt.isBefore(now.minus(FURTHEST_BACK)),
                        "schedule.starts-in-past",
                        "The start lies more than an hour back; name a later one.")
                .that(
                        !startsAt.isAfter(now.plus(FURTHEST_AHEAD)),
                        "schedule.starts-too-late",
                        "The start may be at most two years ahead.")
                .that(
                        startsAt.plus(Duration.ofMinutes(plannedMinutes)).isAfter(now),
                        "schedule.already-over",
                        "By this plan the appointment would be over already; name a later start.")
                .that(
                        ZoneId.getAvailableZoneIds().contains(zone),
                        "schedule.zone",
                        "Name the time zone as IANA does, such as Europe/Berlin.")
                .that(
                        invitationUntil.isAfter(now),
                        "schedule.invitation-until",
                        "The invitation must be valid until some time in the future.")
                .refusal();
    }

    private Optional<Refusal> offer(Offer offer) {
        return new Check()
                .and(() -> rating.check(offer.plan()))
                .line(offer.seller().name(), LONGEST_NAME, "offer.seller-name", "the seller's name")
                .text(offer.seller().address(), LONGEST_GREETING, "offer.seller-address", "the seller's address")
                .that(!offer.seller().address().isBlank(), "offer.seller-address", "Give the seller's address.")
                .optionalLine(offer.seller().taxNumber(), LONGEST_NAME, "offer.tax-number", "the tax number")
                .languageTag(offer.language(), "offer.language")
                .text(offer.terms(), LONGEST_TERMS, "offer.terms", "the terms")
                .that(!offer.terms().isBlank(), "offer.terms", "Write down the terms before you invite somebody.")
                .text(offer.privacy(), LONGEST_TERMS, "offer.privacy", "the privacy notice")
                .that(!offer.privacy().isBlank(), "offer.privacy", "Write a privacy notice before you invite somebody.")
                .text(offer.withdrawalWaiver(), LONGEST_TERMS, "offer.waiver", "the waiver")
                .refusal();
    }
}
