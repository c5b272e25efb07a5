package org.connectme.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.Side.CONSULTANT;
import static org.connectme.core.Side.CUSTOMER;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;
import static org.connectme.core.journal.Story.engine;
import static org.connectme.core.journal.Story.time;

import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.PresenceCommand.EnterCall;
import org.connectme.core.command.PresenceCommand.Join;
import org.connectme.core.command.PresenceCommand.Lose;
import org.connectme.core.command.PresenceCommand.NoteOutage;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Story;
import org.junit.jupiter.api.Test;

class PresenceDeciderTest {

    private String answer(Story story, Actor actor, Command command) {
        return Answer.of(story, new PresenceDecider(), actor, command);
    }

    private PresenceView view(Story story) {
        return (PresenceView) new PresenceProjection().project(story.history(), CUSTOMER, story.now());
    }

    @Test
    void theCustomerJoinsOnlyWithAgreementAndHold() {
        Story scheduled = Story.scheduled(EURO_A_MINUTE);
        assertThat(answer(scheduled, engine(), new Join(CUSTOMER))).isEqualTo("consultation.not-ready");
        assertThat(answer(scheduled, scheduled.customer(), new EnterCall())).isEqualTo("consultation.not-ready");
        assertThat(answer(scheduled, engine(), new Join(CONSULTANT))).isEqualTo("[ParticipantJoined]");

        Story ready = Story.ready(EURO_A_MINUTE);
        assertThat(answer(ready, engine(), new Join(CUSTOMER))).isEqualTo("[ParticipantJoined]");
        assertThat(answer(ready, ready.customer(), new EnterCall())).isEqualTo("[CallEntered]");
        assertThat(answer(ready, ready.customer(), new EnterCall())).isEqualTo("[]");

        Story released = Story.ready(EURO_A_MINUTE).add(new Released("release"));
        assertThat(answer(released, engine(), new Join(CUSTOMER))).isEqualTo("consultation.not-ready");
    }

    @Test
    void aFreeConsultationIsJoinedWithoutAHold() {
        assertThat(answer(Story.ready(Story.FREE), engine(), new Join(CUSTOMER)))
                .isEqualTo("[ParticipantJoined]");
    }

    @Test
    void aJoinOfSomebodyWhoIsThereChangesNothingAndOfSomebodyLostBringsThemBack() {
        Story story = Story.inCall(EURO_A_MINUTE).at(30_000);
        assertThat(answer(story, engine(), new Join(CUSTOMER))).isEqualTo("[]");
        assertThat(answer(story, engine(), new Lose(CUSTOMER, time(20_000)))).isEqualTo("[ParticipantLost]");
        assertThat(answer(story, engine(), new Lose(CUSTOMER, time(25_000)))).isEqualTo("[]");
        assertThat(answer(story, engine(), new Join(CUSTOMER))).isEqualTo("[ParticipantReturned]");
        assertThat(answer(story, engine(), new Join(CUSTOMER))).isEqualTo("[]");
    }

    @Test
    void onlyTheServerTellsWhoIsConnected() {
        Story story = Story.inCall(EURO_A_MINUTE);
        for (Actor actor : new Actor[] {story.consultant(), story.customer()}) {
            assertThat(answer(story, actor, new Join(CUSTOMER))).isEqualTo("presence.engine-only");
            assertThat(answer(story, actor, new Lose(CUSTOMER, time(0)))).isEqualTo("presence.engine-only");
            assertThat(answer(story, actor, new NoteOutage(time(0), time(1)))).isEqualTo("presence.engine-only");
        }
        assertThat(answer(story, engine(), new EnterCall())).isEqualTo("consultation.participants-only");
    }

    @Test
    void whatWasHeardLastIsNeverInTheFutureNorBeforeTheSideCameBack() {
        Story future = Story.inCall(EURO_A_MINUTE).at(5_000);
        answer(future, engine(), new Lose(CUSTOMER, time(9_000)));
        assertThat(future.history().last(ParticipantLost.class)).contains(new ParticipantLost(CUSTOMER, time(5_000)));

        Story back = Story.inCall(EURO_A_MINUTE)
                .at(50_000, new ParticipantLost(CUSTOMER, time(40_000)))
                .at(60_000, new ParticipantReturned(CUSTOMER))
                .at(70_000);
        answer(back, engine(), new Lose(CUSTOMER, time(59_900)));
        assertThat(back.history().last(ParticipantLost.class)).contains(new ParticipantLost(CUSTOMER, time(60_000)));
    }

    @Test
    void theSilenceOfAnEarlierConnectionIsOldNews() {
        Story story = Story.inCall(EURO_A_MINUTE)
                .at(50_000, new ParticipantLost(CUSTOMER, time(40_000)))
                .at(60_000, new ParticipantReturned(CUSTOMER))
                .at(61_000);
        assertThat(answer(story, engine(), new Lose(CUSTOMER, time(40_000)))).isEqualTo("[]");
    }

    @Test
    void anOutageBeginsAfterTheLastThingThatWasWritten() {
        Story story = Story.inCall(EURO_A_MINUTE).at(20_000, new MeterStarted()).at(60_000);

        assertThat(answer(story, engine(), new NoteOutage(time(15_000), time(59_000))))
                .isEqualTo("[ServerOutage]");
        assertThat(story.history().last(ServerOutage.class)).contains(new ServerOutage(time(20_000), time(59_000)));
        assertThat(answer(story, engine(), new NoteOutage(time(15_000), time(59_000))))
                .isEqualTo("[]");
        assertThat(view(story).outage()).isTrue();
        assertThat(view(story).customer().online()).isFalse();

        assertThat(answer(story, engine(), new Join(CUSTOMER))).isEqualTo("[ParticipantReturned]");
        assertThat(view(story).outage()).isTrue();
        assertThat(answer(story, engine(), new Join(CONSULTANT))).isEqualTo("[ParticipantReturned]");
        assertThat(view(story).outage()).isFalse();
    }

    @Test
    void anOutageIsNoBusinessOfAConsultationThatNobodyIsIn() {
        Story empty = Story.ready(EURO_A_MINUTE).at(60_000);
        assertThat(answer(empty, engine(), new NoteOutage(time(10_000), time(59_000))))
                .isEqualTo("[]");

        Story closed = Story.inCall(EURO_A_MINUTE)
                .add(new ConsultationCancelled(CONSULTANT, ""))
                .at(60_000);
        assertThat(answer(closed, engine(), new NoteOutage(time(10_000), time(59_000))))
                .isEqualTo("[]");
        assertThat(answer(closed, engine(), new Lose(CUSTOMER, time(10_000)))).isEqualTo("[]");
        assertThat(answer(closed, engine(), new Join(CUSTOMER))).isEqualTo("consultation.cancelled");
    }

    @Test
    void anInvitationThatHasExpiredOpensNothingForAStranger() {
        Story story = Story.ready(EURO_A_MINUTE).at(25 * 3_600_000L);
        assertThat(answer(story, engine(), new Join(CUSTOMER))).isEqualTo("invitation.expired");

        Story inside = Story.inCall(EURO_A_MINUTE)
                .at(24 * 3_600_000L, new ParticipantLost(CUSTOMER, time(24 * 3_600_000L)))
                .at(25 * 3_600_000L);
        assertThat(answer(inside, engine(), new Join(CONSULTANT))).isNotEqualTo("invitation.expired");
    }

    @Test
    void thePageSeesHowManySecondsRemain() {
        Story story = Story.inCall(EURO_A_MINUTE).add(new MeterStarted());
        story.at(40_000, new ParticipantLost(CUSTOMER, time(30_000)));
        PresenceView.Party customer = view(story).customer();

        assertThat(customer.online()).isFalse();
        assertThat(customer.offlineSince()).isEqualTo(time(30_000));
        assertThat(customer.endsAt()).isEqualTo(time(120_000));
        assertThat(customer.secondsLeft()).isEqualTo(80);
        assertThat(view(story).consultant().secondsLeft()).isNull();

        story.at(119_001);
        assertThat(view(story).customer().secondsLeft()).isEqualTo(1);
        story.at(120_500);
        assertThat(view(story).customer().secondsLeft()).isZero();
    }

    @Test
    void beforeTheMeterAnAbsenceHasNoDeadline() {
        Story story = Story.inCall(EURO_A_MINUTE).at(40_000, new ParticipantLost(Side.CUSTOMER, time(30_000)));
        assertThat(view(story).customer().secondsLeft()).isNull();
    }
}
