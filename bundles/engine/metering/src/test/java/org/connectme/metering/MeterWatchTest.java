package org.connectme.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.journal.Story.inCall;
import static org.connectme.core.journal.Story.plan;
import static org.connectme.core.journal.Story.time;

import java.util.List;
import org.connectme.core.Money;
import org.connectme.core.RatePlan;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.CeilingNear;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterResumed;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.MeterEvent.MeterStopped;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.Story;
import org.connectme.metering.Metering.State;
import org.junit.jupiter.api.Test;

class MeterWatchTest {

    private static final RatePlan TWO_MINUTES = plan("EUR", 100, 200);

    private static MeterWatch watch(Story story) {
        return new MeterWatch(story.journal());
    }

    private static List<String> written(Story story) {
        return story.history().entries().stream()
                .filter(entry -> entry.event() instanceof CeilingNear
                        || entry.event() instanceof MeterStopped
                        || entry.event() instanceof AmountDue)
                .map(MeterWatchTest::line)
                .toList();
    }

    private static String line(Entry entry) {
        return (entry.at().toEpochMilli() - Story.START.toEpochMilli()) + " "
                + entry.event().type();
    }

    @Test
    void bothSidesAreToldAtFourFifthsAndTheMeterStopsAtTheCeilingToTheMillisecond() {
        Story story = inCall(TWO_MINUTES).add(new MeterStarted());

        story.runUntil(600_000, watch(story));

        // 95 s are 1.58, 96 s are 1.60 of 2.00.
        assertThat(written(story)).containsExactly("96000 CeilingNear", "120000 MeterStopped");
    }

    @Test
    void whileTheMeterStandsNothingIsWokenFor() {
        Story story = inCall(TWO_MINUTES).add(new MeterStarted());
        story.at(90_000, new ParticipantLost(Side.CUSTOMER, time(80_000)));
        assertThat(story.react(watch(story))).isEmpty();

        story.at(100_000, new ParticipantReturned(Side.CUSTOMER)).runUntil(600_000, watch(story));
        assertThat(written(story)).containsExactly("116000 CeilingNear", "140000 MeterStopped");
    }

    @Test
    void aRepeatedCallWritesNothingTwice() {
        Story story = inCall(TWO_MINUTES).add(new MeterStarted()).at(130_000);
        for (int i = 0; i < 5; i++) {
            story.react(watch(story));
        }
        assertThat(written(story)).containsExactly("130000 CeilingNear", "130000 MeterStopped");
    }

    @Test
    void aRaisedCeilingIsToldOfAgain() {
        Story story = inCall(TWO_MINUTES).add(new MeterStarted()).at(130_000);
        story.react(watch(story));
        story.add(Story.hold(Money.of(400, "EUR")))
                .at(140_000, new MeterResumed())
                .runUntil(900_000, watch(story));

        assertThat(written(story))
                .containsExactly(
                        "130000 CeilingNear", "130000 MeterStopped", "212000 CeilingNear", "260000 MeterStopped");
    }

    @Test
    void aLimitSetInMidCallStopsTheMeterThere() {
        Story story = inCall(TWO_MINUTES).add(new MeterStarted()).at(10_000, new LimitSet(Money.of(50, "EUR")));

        story.runUntil(600_000, watch(story));

        assertThat(written(story)).containsExactly("24000 CeilingNear", "30000 MeterStopped");
    }

    @Test
    void theBillIsWrittenOnceAfterTheEnd() {
        Story story = inCall(TWO_MINUTES)
                .add(new MeterStarted())
                .at(30_000, new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null))
                .at(500_000);
        assertThat(story.react(watch(story))).isEmpty();
        assertThat(story.react(watch(story))).isEmpty();

        assertThat(story.history().all(AmountDue.class))
                .singleElement()
                .satisfies(due -> assertThat(due.bill().gross()).hasToString("0.50 EUR"));
    }

    @Test
    void anEndWithoutAnyMeterIsBilledWithZeroSoThatTheHoldIsFreed() {
        Story story = Story.ready(TWO_MINUTES).add(new ConsultationEnded(EndReason.NOT_KEPT, null, null));
        story.react(watch(story));

        assertThat(story.history().all(AmountDue.class))
                .singleElement()
                .satisfies(due -> assertThat(due.bill().gross().isZero()).isTrue());
    }

    @Test
    void nothingIsDueForACancelledAppointment() {
        Story story = Story.ready(TWO_MINUTES).add(new ConsultationCancelled(Side.CUSTOMER, ""));
        story.react(watch(story));

        assertThat(story.history().has(AmountDue.class)).isFalse();
    }

    @Test
    void whoeverWritesMeanwhileIsSeenBeforeAnythingIsWritten() {
        Story story = inCall(TWO_MINUTES).add(new MeterStarted()).at(130_000);
        var before = story.history();
        story.add(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));

        watch(story).react(before, story.now());

        assertThat(written(story)).containsExactly("130000 AmountDue");
    }

    @Test
    void thePageSeesStateAmountAndWhyStartIsRefused() {
        Story story = inCall(TWO_MINUTES)
                .add(new MeterStarted())
                .at(100_000, new MeterPaused())
                .at(160_000);
        MeterProjection projection = new MeterProjection();
        MeterView consultants = (MeterView) projection.project(story.history(), Side.CONSULTANT, story.now());
        MeterView customers = (MeterView) projection.project(story.history(), Side.CUSTOMER, story.now());

        assertThat(consultants.state()).isEqualTo(State.STANDING);
        assertThat(consultants.gross()).hasToString("1.67 EUR");
        assertThat(consultants.billableMillis()).isEqualTo(100_000);
        assertThat(consultants.durationMillis()).isEqualTo(160_000);
        assertThat(consultants.nearCeiling()).isTrue();
        assertThat(consultants.canStart()).isTrue();
        assertThat(customers.canStart()).isFalse();

        story.add(new ParticipantLost(Side.CUSTOMER, time(160_000)));
        MeterView offline = (MeterView) projection.project(story.history(), Side.CONSULTANT, story.now());
        assertThat(offline.canStart()).isFalse();
        assertThat(offline.whyNot()).isEqualTo("meter.side-offline");
        assertThat(offline.bill()).isNull();

        story.add(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));
        MeterView ended = (MeterView) projection.project(story.history(), Side.CUSTOMER, story.now());
        assertThat(ended.state()).isEqualTo(State.ENDED);
        assertThat(ended.bill().pauses()).singleElement();
    }
}
