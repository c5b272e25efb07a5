package org.connectme.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.Side.CONSULTANT;
import static org.connectme.core.Side.CUSTOMER;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;
import static org.connectme.core.journal.Story.time;

import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.Cancel;
import org.connectme.core.command.ConsultationCommand.DismissEnd;
import org.connectme.core.command.ConsultationCommand.HangUp;
import org.connectme.core.command.ConsultationCommand.ProposeEnd;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.journal.Story;
import org.junit.jupiter.api.Test;

class EndingDeciderTest {

    private String answer(Story story, Actor actor, Command command) {
        return Answer.of(story, new EndingDecider(), actor, command);
    }

    @Test
    void theRedButtonAsksOnceAndEndsForBoth() {
        Story story = Story.inCall(EURO_A_MINUTE);
        assertThat(answer(story, story.customer(), new ProposeEnd())).isEqualTo("[EndProposed]");
        assertThat(answer(story, story.consultant(), new ProposeEnd())).isEqualTo("[]");
        assertThat(answer(story, story.consultant(), new DismissEnd())).isEqualTo("[EndDismissed]");
        assertThat(answer(story, story.customer(), new DismissEnd())).isEqualTo("[]");
        assertThat(answer(story, story.customer(), new HangUp())).isEqualTo("[ConsultationEnded]");
        assertThat(story.history().last(ConsultationEnded.class))
                .contains(new ConsultationEnded(EndReason.HUNG_UP, CUSTOMER, null));
    }

    @Test
    void whoNeverMeansItIsNotAskedWithoutEndAndCanStillHangUp() {
        Story story = Story.inCall(EURO_A_MINUTE).add(new MeterStarted());
        for (int i = 0; i < 100; i++) {
            assertThat(answer(story, story.customer(), new ProposeEnd())).isEqualTo("[EndProposed]");
            assertThat(answer(story, story.customer(), new DismissEnd())).isEqualTo("[EndDismissed]");
        }

        assertThat(answer(story, story.customer(), new ProposeEnd())).isEqualTo("end.asked-often");
        assertThat(answer(story, story.consultant(), new ProposeEnd())).isEqualTo("[EndProposed]");
        assertThat(answer(story, story.customer(), new HangUp())).isEqualTo("[ConsultationEnded]");
    }

    @Test
    void whenBothHangUpAtOnceTheSecondChangesNothing() {
        Story story = Story.inCall(EURO_A_MINUTE).add(new MeterStarted()).at(60_000);
        assertThat(answer(story, story.customer(), new HangUp())).isEqualTo("[ConsultationEnded]");
        assertThat(answer(story, story.consultant(), new HangUp())).isEqualTo("[]");
        assertThat(answer(story, story.consultant(), new ProposeEnd())).isEqualTo("[]");
    }

    @Test
    void whoHangsUpAfterTheDeadlineFindsThatTimeHasEndedIt() {
        Story story = Story.inCall(EURO_A_MINUTE).add(new MeterStarted());
        story.at(20_000, new ParticipantLost(CONSULTANT, time(10_000))).at(100_001);

        assertThat(answer(story, story.customer(), new HangUp())).isEqualTo("[ConsultationEnded]");
        assertThat(story.history().last(ConsultationEnded.class))
                .contains(new ConsultationEnded(EndReason.TIMED_OUT, null, CONSULTANT));
    }

    @Test
    void beforeAnybodyEnteredTheCallItIsCancelledNotHungUp() {
        Story story =
                Story.ready(EURO_A_MINUTE).add(new ParticipantJoined(CUSTOMER), new ParticipantJoined(CONSULTANT));
        assertThat(answer(story, story.customer(), new HangUp())).isEqualTo("end.not-begun");
        assertThat(answer(story, story.customer(), new ProposeEnd())).isEqualTo("end.not-begun");

        story.add(new CallEntered(CUSTOMER));
        assertThat(answer(story, story.customer(), new HangUp())).isEqualTo("[ConsultationEnded]");
    }

    @Test
    void eitherSideMayCancelUntilTheMeterStarts() {
        Story byCustomer = Story.scheduled(EURO_A_MINUTE);
        assertThat(answer(byCustomer, byCustomer.customer(), new Cancel(" ill ")))
                .isEqualTo("[ConsultationCancelled]");
        assertThat(answer(byCustomer, byCustomer.consultant(), new Cancel(""))).isEqualTo("[]");
        assertThat(answer(byCustomer, byCustomer.customer(), new HangUp())).isEqualTo("consultation.cancelled");

        Story metered = Story.inCall(EURO_A_MINUTE).add(new MeterStarted());
        assertThat(answer(metered, metered.consultant(), new Cancel(""))).isEqualTo("cancel.meter-started");
        answer(metered, metered.consultant(), new HangUp());
        assertThat(answer(metered, metered.consultant(), new Cancel(""))).isEqualTo("consultation.ended");
    }

    @Test
    void aReasonIsTextOfReasonableLength() {
        Story story = Story.scheduled(EURO_A_MINUTE);
        assertThat(answer(story, story.customer(), new Cancel("x".repeat(501)))).isEqualTo("cancel.reason");
        assertThat(answer(story, story.customer(), new Cancel("a\u0000b"))).isEqualTo("cancel.reason");
    }

    @Test
    void theEngineHasNoRedButton() {
        Story story = Story.inCall(EURO_A_MINUTE);
        assertThat(answer(story, Story.engine(), new HangUp())).isEqualTo("consultation.participants-only");
    }
}
