package org.connectme.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.Side.CONSULTANT;
import static org.connectme.core.Side.CUSTOMER;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;
import static org.connectme.core.journal.Story.time;

import java.time.Duration;
import org.connectme.core.Side;
import org.connectme.core.command.PresenceCommand.Join;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.EndDismissed;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaResumed;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Story;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private static final ConsultationEnded CUSTOMER_LOST = new ConsultationEnded(EndReason.TIMED_OUT, null, CUSTOMER);
    private static final ConsultationEnded CONSULTANT_LOST =
            new ConsultationEnded(EndReason.TIMED_OUT, null, CONSULTANT);

    private final PresenceDecider presence = new PresenceDecider();

    private static Story metered() {
        return Story.inCall(EURO_A_MINUTE).add(new MeterStarted());
    }

    private static Story run(Story story, long millis) {
        return story.runUntil(millis, new DeadlineReaction(story.journal()));
    }

    private static long endedAt(Story story) {
        return story.history()
                .lastEntry(ConsultationEnded.class)
                .map(entry -> Duration.between(Story.START, entry.at()).toMillis())
                .orElse(-1L);
    }

    private static ParticipantLost lost(Side side, long lastHeard) {
        return new ParticipantLost(side, time(lastHeard));
    }

    @Test
    void exactlyNinetySecondsComesBack() {
        Story story = run(metered().at(40_000, lost(CUSTOMER, 30_000)), 120_000);

        assertThat(Answer.of(story, presence, Story.engine(), new Join(CUSTOMER)))
                .isEqualTo("[ParticipantReturned]");
        assertThat(endedAt(run(story, 400_000))).isEqualTo(-1);
    }

    @Test
    void oneMillisecondMoreDoesNot() {
        Story story = run(metered().at(40_000, lost(CUSTOMER, 30_000)), 500_000);

        assertThat(endedAt(story)).isEqualTo(120_001);
        assertThat(story.history().last(ConsultationEnded.class)).contains(CUSTOMER_LOST);
    }

    @Test
    void comingBackTooLateLosesEvenWhileNobodyHasNoticedTheDeadline() {
        Story story = metered().at(40_000, lost(CUSTOMER, 30_000)).at(120_001);

        assertThat(Answer.of(story, presence, Story.engine(), new Join(CUSTOMER)))
                .isEqualTo("[ConsultationEnded]");
        assertThat(story.history().last(ConsultationEnded.class)).contains(CUSTOMER_LOST);
        assertThat(Answer.of(story, presence, Story.engine(), new Join(CUSTOMER)))
                .isEqualTo("consultation.ended");
    }

    @Test
    void eachSideHasItsOwnNinetySecondsAndTheyDoNotAddUp() {
        Story story = metered().at(20_000, lost(CUSTOMER, 10_000));
        run(story, 90_000).add(lost(CONSULTANT, 85_000), new ParticipantReturned(CUSTOMER));
        run(story, 170_000).add(new ParticipantReturned(CONSULTANT));

        assertThat(endedAt(run(story, 600_000))).isEqualTo(-1);
    }

    @Test
    void whoseTimeEndsFirstIsTheOneLost() {
        Story story = metered().at(30_000, lost(CUSTOMER, 20_000), lost(CONSULTANT, 15_000));

        assertThat(run(story, 600_000).history().last(ConsultationEnded.class)).contains(CONSULTANT_LOST);
        assertThat(endedAt(story)).isEqualTo(105_001);
    }

    @Test
    void beforeTheFirstStartNobodyIsTimedOut() {
        Story story = run(Story.inCall(EURO_A_MINUTE).at(40_000, lost(CUSTOMER, 30_000)), 1_000_000);
        assertThat(endedAt(story)).isEqualTo(-1);
    }

    @Test
    void aPausedMeterDoesNotStopTheDeadline() {
        Story story = run(metered().at(10_000, new MeterPaused()).at(40_000, lost(CUSTOMER, 30_000)), 500_000);
        assertThat(endedAt(story)).isEqualTo(120_001);
    }

    @Test
    void afterAnOutageTheNinetySecondsStartAgain() {
        Story story =
                metered().at(90_000, new ServerOutage(time(10_000), time(89_000)), new ParticipantReturned(CONSULTANT));

        assertThat(endedAt(run(story, 179_000))).isEqualTo(-1);
        assertThat(run(story, 600_000).history().last(ConsultationEnded.class)).contains(CUSTOMER_LOST);
        assertThat(endedAt(story)).isEqualTo(179_001);
    }

    @Test
    void theyStartAgainTooForASideThatWasOfflineWhenTheServerWentAway() {
        Story story = metered()
                .at(20_000, lost(CUSTOMER, 10_000))
                .at(200_000, new ServerOutage(time(30_000), time(199_000)), new ParticipantReturned(CONSULTANT));

        assertThat(endedAt(run(story, 600_000))).isEqualTo(289_001);
    }

    @Test
    void whereBothStayAwayAfterAnOutageTheCustomerIsNotTheOneToBlame() {
        Story story = metered().at(90_000, new ServerOutage(time(10_000), time(89_000)));
        assertThat(run(story, 600_000).history().last(ConsultationEnded.class)).contains(CONSULTANT_LOST);
    }

    @Test
    void mediaThatStaysAwayForNinetySecondsEndsTheCallWithNobodyLost() {
        Story story = run(metered().at(40_000, new MediaLost(time(33_000))), 600_000);

        assertThat(endedAt(story)).isEqualTo(123_001);
        assertThat(story.history().last(ConsultationEnded.class))
                .contains(new ConsultationEnded(EndReason.TIMED_OUT, null, null));
    }

    @Test
    void mediaHasItsNinetySecondsFromTheMomentBothAreThere() {
        Story story = metered()
                .at(40_000, new MediaLost(time(33_000)))
                .at(60_000, lost(CUSTOMER, 50_000))
                .at(130_000, new ParticipantReturned(CUSTOMER));
        assertThat(endedAt(run(story, 220_000))).isEqualTo(-1);

        story.add(new MediaResumed());
        assertThat(endedAt(run(story, 600_000))).isEqualTo(-1);
    }

    @Test
    void anAppointmentIsNotKeptThirtyMinutesAfterItsPlannedEnd() {
        Story story = run(Story.ready(EURO_A_MINUTE), 10_000_000);

        assertThat(endedAt(story)).isEqualTo(90 * 60_000);
        assertThat(story.history().last(ConsultationEnded.class))
                .contains(new ConsultationEnded(EndReason.NOT_KEPT, null, null));
    }

    @Test
    void aRescheduledOneHasItsNewTime() {
        Story story = Story.ready(EURO_A_MINUTE);
        story.add(new ConsultationRescheduled(time(3_600_000), 30, "UTC", time(80_000_000)));

        assertThat(endedAt(run(story, 10_000_000))).isEqualTo(120 * 60_000);
    }

    @Test
    void twoWhoAreTalkingWithoutTheMeterKeepTheirAppointmentUntilOneLeaves() {
        Story story = run(Story.inCall(EURO_A_MINUTE), 7_000_000);
        assertThat(endedAt(story)).isEqualTo(-1);

        story.add(lost(CUSTOMER, 6_990_000));
        assertThat(endedAt(run(story, 7_000_001))).isEqualTo(7_000_000);
    }

    @Test
    void aQuestionThatNobodyAnswersLapsesAfterTwentySeconds() {
        Story story = run(metered().at(10_000, new EndProposed(CUSTOMER)), 29_999);
        assertThat(story.history().has(EndDismissed.class)).isFalse();

        run(story, 40_000);
        assertThat(story.history().lastEntry(EndDismissed.class))
                .hasValueSatisfying(entry -> assertThat(entry.at()).isEqualTo(time(30_000)));
    }

    @Test
    void aDeadlineMetInTheSameInstantByAReturnIsSettledByTheJournal() {
        Story story = metered().at(40_000, lost(CUSTOMER, 30_000)).at(120_001);
        var seenBefore = story.history();
        story.at(119_999, new ParticipantReturned(CUSTOMER));

        new DeadlineReaction(story.journal()).react(seenBefore, time(120_001));

        assertThat(endedAt(story)).isEqualTo(-1);
    }
}
