package org.connectme.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;
import static org.connectme.core.journal.Story.time;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.connectme.core.ConsultantId;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.ChangeOffer;
import org.connectme.core.command.ConsultationCommand.Reschedule;
import org.connectme.core.command.ConsultationCommand.ResendInvitation;
import org.connectme.core.command.ConsultationCommand.Schedule;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AppointmentDeciderTest {

    private static final Instant TOMORROW = time(86_400_000);

    private final AppointmentDecider decider = new AppointmentDecider(new AnyPlan());

    private String answer(Story story, Actor actor, Command command) {
        return Answer.of(story, decider, actor, command);
    }

    /** A good appointment, of which each test spoils one thing. */
    private static final class Draft {
        private String consultantName = "Ada";
        private String greeting = "Hello,\nsee you";
        private String customerName = " Carl ";
        private String customerEmail = "carl@example.org";
        private String subject = "Taxes";
        private Instant startsAt = TOMORROW;
        private int plannedMinutes = 60;
        private String zone = "Europe/Berlin";
        private String language = "de";
        private Instant invitationUntil = TOMORROW;
        private Offer offer = Story.offer(EURO_A_MINUTE);

        Schedule by(ConsultantId consultant) {
            return new Schedule(
                    consultant,
                    consultantName,
                    greeting,
                    customerName,
                    customerEmail,
                    subject,
                    startsAt,
                    plannedMinutes,
                    zone,
                    language,
                    invitationUntil,
                    offer);
        }
    }

    private static Arguments wrong(String code, UnaryOperator<Draft> spoil) {
        return Arguments.of(code, spoil.apply(new Draft()));
    }

    private static Offer offer(RatePlan plan, Seller seller, String language, String terms, String privacy) {
        return new Offer(plan, seller, language, terms, privacy, "");
    }

    static Stream<Arguments> wrongDrafts() {
        Seller seller = new Seller("Ada Ltd", "1 Road", "");
        RatePlan plan = EURO_A_MINUTE;
        RatePlan nameless = new RatePlan(plan.id(), 1, "", plan.currency(), 1, 1, 0, 0, null, plan.tax(), plan.hold());
        return Stream.of(
                wrong("schedule.customer-name", d -> {
                    d.customerName = " ";
                    return d;
                }),
                wrong("schedule.customer-name", d -> {
                    d.customerName = "x".repeat(201);
                    return d;
                }),
                wrong("schedule.customer-name", d -> {
                    d.customerName = "Carl\u0007";
                    return d;
                }),
                wrong("schedule.customer-name", d -> {
                    d.customerName = "Carl\ud83d";
                    return d;
                }),
                wrong("schedule.consultant-name", d -> {
                    d.consultantName = "";
                    return d;
                }),
                wrong("schedule.greeting", d -> {
                    d.greeting = "x".repeat(2_001);
                    return d;
                }),
                wrong("schedule.customer-email", d -> {
                    d.customerEmail = "carl";
                    return d;
                }),
                wrong("schedule.customer-email", d -> {
                    d.customerEmail = "carl@host";
                    return d;
                }),
                wrong("schedule.customer-email", d -> {
                    d.customerEmail = "a@b.org,c@d.org";
                    return d;
                }),
                wrong("schedule.customer-email", d -> {
                    d.customerEmail = "a@b.org\r\nBcc: x@y.org";
                    return d;
                }),
                wrong("schedule.customer-email", d -> {
                    d.customerEmail = "Carl <a@b.org>";
                    return d;
                }),
                wrong("schedule.customer-email", d -> {
                    d.customerEmail = "a@" + "b".repeat(250) + ".org";
                    return d;
                }),
                wrong("schedule.subject", d -> {
                    d.subject = "";
                    return d;
                }),
                wrong("schedule.subject", d -> {
                    d.subject = "two\r\nlines";
                    return d;
                }),
                wrong("schedule.language", d -> {
                    d.language = "";
                    return d;
                }),
                wrong("schedule.language", d -> {
                    d.language = "not_a_tag!";
                    return d;
                }),
                wrong("schedule.planned-minutes", d -> {
                    d.plannedMinutes = 4;
                    return d;
                }),
                wrong("schedule.planned-minutes", d -> {
                    d.plannedMinutes = 481;
                    return d;
                }),
                wrong("schedule.starts-in-past", d -> {
                    d.startsAt = time(-3_600_001);
                    return d;
                }),
                wrong("schedule.starts-too-late", d -> {
                    d.startsAt = time(732L * 86_400_000);
                    return d;
                }),
                wrong("schedule.already-over", d -> {
                    d.startsAt = time(-3_600_000);
                    return d;
                }),
                wrong("schedule.zone", d -> {
                    d.zone = "Mars/Olympus";
                    return d;
                }),
                wrong("schedule.zone", d -> {
                    d.zone = "+02:00";
                    return d;
                }),
                wrong("schedule.invitation-until", d -> {
                    d.invitationUntil = Story.START;
                    return d;
                }),
                wrong("plan.name", d -> {
                    d.offer = Story.offer(nameless);
                    return d;
                }),
                wrong("offer.terms", d -> {
                    d.offer = offer(plan, seller, "en", " ", "p");
                    return d;
                }),
                wrong("offer.privacy", d -> {
                    d.offer = offer(plan, seller, "en", "t", "");
                    return d;
                }),
                wrong("offer.language", d -> {
                    d.offer = offer(plan, seller, "", "t", "p");
                    return d;
                }),
                wrong("offer.seller-name", d -> {
                    d.offer = offer(plan, new Seller("", "a", ""), "en", "t", "p");
                    return d;
                }),
                wrong("offer.seller-address", d -> {
                    d.offer = offer(plan, new Seller("s", "", ""), "en", "t", "p");
                    return d;
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongDrafts")
    void aWrongValueIsNamedAndNothingIsScheduled(String code, Draft draft) {
        Story story = Story.empty();
        assertThat(answer(story, story.consultant(), draft.by(story.consultantId())))
                .isEqualTo(code);
        assertThat(story.history().isEmpty()).isTrue();
    }

    @Test
    void anAppointmentIsScheduledOnceHoweverOftenItIsSent() {
        Story story = Story.empty();
        assertThat(answer(story, story.consultant(), new Draft().by(story.consultantId())))
                .isEqualTo("[ConsultationScheduled]");
        assertThat(answer(story, story.consultant(), new Draft().by(story.consultantId())))
                .isEqualTo("[]");
        assertThat(story.history().last(ConsultationScheduled.class))
                .map(ConsultationScheduled::customerName)
                .contains("Carl");

        Draft other = new Draft();
        other.subject = "Something else";
        assertThat(answer(story, story.consultant(), other.by(story.consultantId())))
                .isEqualTo("schedule.exists");
        assertThat(answer(story, story.customer(), other.by(story.consultantId())))
                .isEqualTo("consultation.consultant-only");
    }

    @Test
    void aRepeatIsTheSameThoughProfileAndPlanWereEditedMeanwhileAndAnotherPlanIsNot() {
        Story story = Story.empty();
        answer(story, story.consultant(), new Draft().by(story.consultantId()));
        RatePlan plan = EURO_A_MINUTE;
        RatePlan newer =
                new RatePlan(plan.id(), 2, "Plan", plan.currency(), 200, 1, 0, 0, null, plan.tax(), plan.hold());
        RatePlan another = new RatePlan(
                UUID.randomUUID(), 1, "Plan", plan.currency(), 100, 1, 0, 0, null, plan.tax(), plan.hold());

        Draft edited = new Draft();
        edited.consultantName = "Ada Advisor";
        edited.offer = Story.offer(newer);
        assertThat(answer(story, story.consultant(), edited.by(story.consultantId())))
                .isEqualTo("[]");

        Draft other = new Draft();
        other.offer = Story.offer(another);
        assertThat(answer(story, story.consultant(), other.by(story.consultantId())))
                .isEqualTo("schedule.exists");
    }

    /** START is refused with such a hold; the way on is to agree once more and have a card held anew. */
    @Test
    void theSameOfferCanBeMadeOnceMoreWhereItsHoldEndsTooSoon() {
        Story story = Story.inCall(EURO_A_MINUTE)
                .at(Duration.ofDays(7).minusMinutes(10).toMillis());
        ChangeOffer again = new ChangeOffer(Story.offer(EURO_A_MINUTE));

        assertThat(answer(story, story.consultant(), again)).isEqualTo("[OfferChanged]");
        assertThat(Consultation.of(story.history()).hold()).isNull();
        assertThat(answer(story, story.consultant(), again)).isEqualTo("[]");
    }

    @Test
    void itIsRescheduledAndItsOfferChangedUntilTheMeterStarts() {
        Story story = Story.inCall(EURO_A_MINUTE);
        Reschedule reschedule = new Reschedule(TOMORROW, 30, "UTC", TOMORROW);
        ChangeOffer change = new ChangeOffer(Story.offer(Story.plan("EUR", 200, 5_000)));

        assertThat(answer(story, story.consultant(), reschedule)).isEqualTo("[ConsultationRescheduled]");
        assertThat(answer(story, story.consultant(), reschedule)).isEqualTo("[]");
        assertThat(answer(story, story.consultant(), new Reschedule(TOMORROW, 30, "Nowhere", TOMORROW)))
                .isEqualTo("schedule.zone");
        assertThat(answer(story, story.consultant(), change)).isEqualTo("[OfferChanged]");
        assertThat(answer(story, story.consultant(), change)).isEqualTo("[]");
        assertThat(Consultation.of(story.history()).agreement()).isNull();
        assertThat(answer(story, story.customer(), change)).isEqualTo("consultation.consultant-only");

        story.add(new MeterStarted());
        assertThat(answer(story, story.consultant(), reschedule)).isEqualTo("appointment.begun");
        assertThat(answer(story, story.consultant(), change)).isEqualTo("appointment.begun");
        assertThat(answer(story, story.consultant(), new ResendInvitation())).isEqualTo("appointment.begun");
    }

    @Test
    void theInvitationIsNotResentWithoutEnd() {
        Story story = Story.scheduled(EURO_A_MINUTE);
        for (int i = 0; i < 5; i++) {
            assertThat(answer(story, story.consultant(), new ResendInvitation()))
                    .isEqualTo("[InvitationResendAsked]");
        }
        assertThat(answer(story, story.consultant(), new ResendInvitation())).isEqualTo("invitation.resent-often");
        story.at(3_600_001);
        assertThat(answer(story, story.consultant(), new ResendInvitation())).isEqualTo("[InvitationResendAsked]");
    }

    @Test
    void aCancelledAppointmentStaysAsItIs() {
        Story story = Story.scheduled(EURO_A_MINUTE).add(new ConsultationCancelled(Side.CUSTOMER, ""));
        assertThat(answer(story, story.consultant(), new ResendInvitation())).isEqualTo("consultation.cancelled");
    }
}
