package org.connectme.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;
import static org.connectme.core.journal.Story.inCall;
import static org.connectme.core.journal.Story.plan;
import static org.connectme.core.journal.Story.time;

import java.util.List;
import org.connectme.core.Bill;
import org.connectme.core.Bill.Reason;
import org.connectme.core.Money;
import org.connectme.core.RatePlan;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndDismissed;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterResumed;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.MeterEvent.MeterStopped;
import org.connectme.core.event.MeterEvent.StopReason;
import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.MediaResumed;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Story;
import org.connectme.metering.Metering.State;
import org.junit.jupiter.api.Test;

/** Times are milliseconds after the call began; START CHARGES is pressed at 0. */
class MeteringTest {

    private static final ConsultationEnded HUNG_UP = new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null);

    private static Story metered() {
        return inCall(EURO_A_MINUTE).add(new MeterStarted());
    }

    private static ParticipantLost lost(Side side, long lastHeard) {
        return new ParticipantLost(side, time(lastHeard));
    }

    private static ParticipantReturned back(Side side) {
        return new ParticipantReturned(side);
    }

    private static Bill bill(Story story) {
        return Metering.of(story.history(), story.now()).bill();
    }

    private static List<String> pauses(Story story) {
        return bill(story).pauses().stream()
                .map(pause -> pause.from().toEpochMilli()
                        - Story.START.toEpochMilli()
                        + "-"
                        + (pause.to().toEpochMilli() - Story.START.toEpochMilli())
                        + " "
                        + pause.reason())
                .toList();
    }

    @Test
    void aCallWithoutStartCostsNothing() {
        Story story = inCall(EURO_A_MINUTE).at(600_000, HUNG_UP);

        assertThat(bill(story).gross()).hasToString("0.00 EUR");
        assertThat(bill(story).durationMillis()).isZero();
        assertThat(pauses(story)).isEmpty();
    }

    @Test
    void wholeSecondsAreTakenOnceAtTheEndAndRoundedDown() {
        Story story = metered()
                .at(20_900, new MeterPaused())
                .at(30_000, new MeterResumed())
                .at(50_900, new MeterPaused())
                .at(60_000, new MeterResumed())
                .at(80_300, HUNG_UP);

        // 20.9 + 20.9 + 20.3 s = 62.1 s; rounding each stretch down would lose two of them.
        assertThat(bill(story).billableMillis()).isEqualTo(62_100);
        assertThat(bill(story).chargeableSeconds()).isEqualTo(62);
        assertThat(bill(story).gross()).hasToString("1.03 EUR");
    }

    @Test
    void offlineTimeIsNeverBilledAndCountsFromTheLastSignOfLife() {
        Story story = metered()
                .at(70_000, lost(Side.CUSTOMER, 60_000))
                .at(100_000, back(Side.CUSTOMER))
                .at(120_000);

        assertThat(bill(story).billableMillis()).isEqualTo(80_000);
        assertThat(pauses(story)).containsExactly("60000-100000 CUSTOMER_OFFLINE");
    }

    @Test
    void theShownAmountMayStepBackWhenALossIsFoundLate() {
        Story story = metered().at(69_000);
        long before = bill(story).billableMillis();
        story.at(70_000, lost(Side.CUSTOMER, 60_000));

        assertThat(before).isEqualTo(69_000);
        assertThat(bill(story).billableMillis()).isEqualTo(60_000);
    }

    @Test
    void twoOfflineSpansThatOverlapAreTakenOffOnce() {
        Story story = metered()
                .at(40_000, lost(Side.CONSULTANT, 30_000))
                .at(50_000, lost(Side.CUSTOMER, 40_000))
                .at(60_000, back(Side.CONSULTANT))
                .at(80_000, back(Side.CUSTOMER))
                .at(100_000, HUNG_UP);

        assertThat(bill(story).billableMillis()).isEqualTo(50_000);
        assertThat(pauses(story)).containsExactly("30000-60000 CONSULTANT_OFFLINE", "60000-80000 CUSTOMER_OFFLINE");
    }

    @Test
    void flappingLosesExactlyItsGaps() {
        Story story = metered();
        for (int i = 1; i <= 50; i++) {
            story.at(i * 1_000L + 600, lost(Side.CUSTOMER, i * 1_000L + 100)).at(i * 1_000L + 700, back(Side.CUSTOMER));
        }
        story.at(60_000, HUNG_UP);

        assertThat(bill(story).billableMillis()).isEqualTo(60_000 - 50 * 600);
        assertThat(bill(story).pauses()).hasSize(50);
    }

    @Test
    void aSideThatWasGoneBeforeStartIsNotBilledUntilItIsBack() {
        Story story = inCall(EURO_A_MINUTE)
                .at(5_000, new MeterStarted())
                .at(11_000, lost(Side.CUSTOMER, 1_000))
                .at(20_000, back(Side.CUSTOMER))
                .at(30_000, HUNG_UP);

        assertThat(bill(story).billableMillis()).isEqualTo(10_000);
        assertThat(pauses(story)).containsExactly("5000-20000 CUSTOMER_OFFLINE");
    }

    @Test
    void theMeterStandsFromTheFirstPressOfTheRedButton() {
        Story story = metered().at(60_000, new EndProposed(Side.CUSTOMER)).at(75_000, HUNG_UP);

        assertThat(bill(story).billableMillis()).isEqualTo(60_000);
        assertThat(pauses(story)).containsExactly("60000-75000 ENDING");
    }

    @Test
    void itGoesOnByItselfWhenTheQuestionIsDismissed() {
        Story story = metered()
                .at(60_000, new EndProposed(Side.CUSTOMER))
                .at(70_000, new EndDismissed(Side.CUSTOMER))
                .at(90_000);

        assertThat(bill(story).billableMillis()).isEqualTo(80_000);
        assertThat(Metering.of(story.history(), story.now()).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void whoAsksAgainAndAgainDoesNotTalkForFreeBetweenTheQuestions() {
        Story story = metered();
        for (int second = 60; second < 180; second += 20) {
            story.at(second * 1_000L, new EndProposed(Side.CUSTOMER))
                    .at(second * 1_000L + 19_000, new EndDismissed(Side.CUSTOMER));
        }
        story.at(180_000);

        assertThat(bill(story).billableMillis()).isEqualTo(180_000 - 19_000);
        assertThat(pauses(story)).containsExactly("60000-79000 ENDING");
    }

    @Test
    void theOtherSidesFirstQuestionStopsTheMeterToo() {
        Story story = metered()
                .at(60_000, new EndProposed(Side.CUSTOMER))
                .at(70_000, new EndDismissed(Side.CONSULTANT))
                .at(80_000, new EndProposed(Side.CONSULTANT))
                .at(90_000);

        assertThat(bill(story).billableMillis()).isEqualTo(70_000);
        assertThat(Metering.of(story.history(), story.now()).reason()).isEqualTo(Bill.Reason.ENDING);
    }

    @Test
    void aLaterQuestionThatIsAnsweredWithYesIsFreeFromItsPressToo() {
        Story story = metered()
                .at(60_000, new EndProposed(Side.CUSTOMER))
                .at(70_000, new EndDismissed(Side.CUSTOMER))
                .at(100_000, new EndProposed(Side.CUSTOMER))
                .at(115_000);
        assertThat(Metering.of(story.history(), story.now()).state()).isEqualTo(State.RUNNING);

        story.at(118_000, HUNG_UP);

        assertThat(bill(story).billableMillis()).isEqualTo(60_000 + 30_000);
        assertThat(pauses(story)).containsExactly("60000-70000 ENDING", "100000-118000 ENDING");
    }

    @Test
    void aQuestionWhileTheMeterStandsAnywayIsNotTheSidesFirst() {
        Story story = metered()
                .at(60_000, new MeterPaused())
                .at(61_000, new EndProposed(Side.CUSTOMER))
                .at(62_000, new EndDismissed(Side.CUSTOMER))
                .at(63_000, new MeterResumed())
                .at(70_000, new EndProposed(Side.CUSTOMER))
                .at(80_000, new EndDismissed(Side.CUSTOMER))
                .at(90_000);

        assertThat(bill(story).billableMillis()).isEqualTo(60_000 + 7_000 + 10_000);
    }

    @Test
    void lostMediaIsNotBilledThoughBothCanBeReached() {
        Story story = metered()
                .at(40_000, new MediaLost(time(32_000)))
                .at(52_000, new MediaResumed())
                .at(60_000);

        assertThat(bill(story).billableMillis()).isEqualTo(40_000);
        assertThat(pauses(story)).containsExactly("32000-52000 CONNECTION_LOST");
    }

    @Test
    void anOutageWithBothReportsCountsOnlyWhereTheyOverlapWithinIt() {
        Story story = metered()
                .at(50_000, new ServerOutage(time(20_000), time(45_000)))
                .at(51_000, back(Side.CONSULTANT), new MediaReported(Side.CONSULTANT, time(10_000), time(40_000)))
                .at(53_000, back(Side.CUSTOMER), new MediaReported(Side.CUSTOMER, time(25_000), time(53_000)))
                .at(60_000, HUNG_UP);

        // 0-20 before, 25-40 reported by both, 53-60 after.
        assertThat(bill(story).billableMillis()).isEqualTo(20_000 + 15_000 + 7_000);
        assertThat(pauses(story)).containsExactly("20000-25000 SERVER_OUTAGE", "40000-53000 SERVER_OUTAGE");
    }

    @Test
    void withOneReportMissingNothingOfAnOutageIsBilled() {
        Story story = metered()
                .at(50_000, new ServerOutage(time(20_000), time(45_000)))
                .at(51_000, back(Side.CONSULTANT), new MediaReported(Side.CONSULTANT, time(0), time(51_000)))
                .at(53_000, back(Side.CUSTOMER))
                .at(60_000, HUNG_UP);

        assertThat(bill(story).billableMillis()).isEqualTo(27_000);
    }

    @Test
    void reportsChangeNothingOutsideAnOutage() {
        Story story = metered()
                .at(40_000, lost(Side.CUSTOMER, 30_000))
                .at(
                        41_000,
                        new MediaReported(Side.CONSULTANT, time(0), time(41_000)),
                        new MediaReported(Side.CUSTOMER, time(0), time(41_000)))
                .at(60_000, back(Side.CUSTOMER))
                .at(70_000, HUNG_UP);

        assertThat(bill(story).billableMillis()).isEqualTo(40_000);
    }

    @Test
    void aSideThatWasOfflineBeforeTheOutageIsOfflineInIt() {
        Story story = metered()
                .at(15_000, lost(Side.CUSTOMER, 5_000))
                .at(50_000, new ServerOutage(time(20_000), time(45_000)))
                .at(51_000, back(Side.CONSULTANT), new MediaReported(Side.CONSULTANT, time(0), time(51_000)))
                .at(53_000, back(Side.CUSTOMER), new MediaReported(Side.CUSTOMER, time(0), time(53_000)))
                .at(60_000, HUNG_UP);

        assertThat(bill(story).billableMillis()).isEqualTo(5_000 + 7_000);
    }

    @Test
    void twoOutagesWithACrashBetweenTwoSignsOfLifeAreEachBilledByTheirReports() {
        Story story = metered()
                .at(31_000, new ServerOutage(time(20_000), time(30_000)))
                .at(32_000, new MediaReported(Side.CONSULTANT, time(0), time(32_000)), back(Side.CONSULTANT))
                .at(33_000, new MediaReported(Side.CUSTOMER, time(0), time(33_000)), back(Side.CUSTOMER))
                .at(51_000, new ServerOutage(time(40_000), time(50_000)))
                .at(52_000, back(Side.CONSULTANT))
                .at(53_000, back(Side.CUSTOMER))
                .at(60_000, HUNG_UP);

        // 0-20, 20-30 by report, 33-40, and nothing of the second outage, 53-60
        assertThat(bill(story).billableMillis()).isEqualTo(20_000 + 10_000 + 7_000 + 7_000);
    }

    @Test
    void aClockThatIsSetBackAnHourChangesNoBill() {
        Story story = metered().at(60_000, new MeterPaused());
        story.at(60_000 - 3_600_000, new MeterResumed()).at(90_000 - 3_600_000);

        // The journal's own order stands: no instant before the one before it, so nothing negative, nothing gained.
        assertThat(bill(story).billableMillis()).isEqualTo(60_000);
        story.at(90_000, HUNG_UP);
        assertThat(bill(story).billableMillis()).isEqualTo(90_000);
    }

    @Test
    void theMeterStopsAtTheLastSecondThatTheHoldPaysForHoweverLateThatIsWritten() {
        Story story = inCall(plan("EUR", 100, 100)).add(new MeterStarted()).at(60_000);
        assertThat(Metering.of(story.history(), story.now()).state()).isEqualTo(State.STOPPED);

        story.at(64_200, new MeterStopped(StopReason.CEILING)).at(90_000, HUNG_UP);
        // 1.00 pays for 60 s, and 60.3 s would round to 1.01: a second is the smallest thing that is sold.
        assertThat(bill(story).billableMillis()).isEqualTo(60_000);
        assertThat(bill(story).gross()).hasToString("1.00 EUR");
        assertThat(pauses(story)).containsExactly("60000-90000 CEILING_REACHED");
    }

    @Test
    void aRaisedHoldLetsLaterTimeCountAndWhatRanBeyondTheOldOneStaysFree() {
        Story story = inCall(plan("EUR", 100, 100))
                .add(new MeterStarted())
                .at(64_000, new MeterStopped(StopReason.CEILING))
                .at(70_000, Story.hold(Money.of(200, "EUR")))
                .at(80_000, new MeterResumed())
                .at(95_000, HUNG_UP);

        assertThat(bill(story).billableMillis()).isEqualTo(75_000);
        assertThat(bill(story).gross()).hasToString("1.25 EUR");
        assertThat(pauses(story)).containsExactly("60000-80000 CEILING_REACHED");
    }

    @Test
    void theCustomersOwnLimitStopsTheMeterInTheSameWay() {
        Story story = metered().at(10_000, new LimitSet(Money.of(50, "EUR"))).at(45_000, HUNG_UP);

        assertThat(bill(story).gross()).hasToString("0.50 EUR");
        assertThat(bill(story).chargeableSeconds()).isEqualTo(30);
        assertThat(pauses(story)).containsExactly("30000-45000 LIMIT_REACHED");
    }

    @Test
    void aStepThatDoesNotFitTheCeilingIsNotBegun() {
        // 0.60 a step of a minute, 1.00 held: one step fits.
        Story story = inCall(plan("EUR", 60, 60, 0, 0, null, 0, false, 100))
                .add(new MeterStarted())
                .at(200_000, HUNG_UP);

        assertThat(bill(story).chargeableSeconds()).isEqualTo(60);
        assertThat(bill(story).gross()).hasToString("0.60 EUR");
        assertThat(pauses(story)).containsExactly("60000-200000 CEILING_REACHED");
    }

    @Test
    void noMinimumIsChargedWhereTheConsultantWasTheOneLost() {
        Story customerLost =
                inCall(plan("EUR", 100, 1, 0, 500, null, 0, false, 10_000)).add(new MeterStarted());
        Story consultantLost =
                inCall(plan("EUR", 100, 1, 0, 500, null, 0, false, 10_000)).add(new MeterStarted());
        customerLost
                .at(40_000, lost(Side.CUSTOMER, 30_000))
                .at(120_001, new ConsultationEnded(EndReason.TIMED_OUT, null, Side.CUSTOMER));
        consultantLost
                .at(40_000, lost(Side.CONSULTANT, 30_000))
                .at(120_001, new ConsultationEnded(EndReason.TIMED_OUT, null, Side.CONSULTANT));

        assertThat(bill(customerLost).gross()).hasToString("5.00 EUR");
        assertThat(bill(consultantLost).gross()).hasToString("0.50 EUR");
    }

    @Test
    void aHoldThatTheServiceHasRaisedIsTheCeilingFromThenOn() {
        RatePlan plan = plan("EUR", 6_000, 1_000);
        Story story = inCall(plan).at(0, new MeterStarted());
        assertThat(Metering.of(story.history(), time(20_000)).ceiling()).isEqualTo(Money.of(1_000, "EUR"));
        assertThat(Metering.of(story.history(), time(20_000)).bill().gross()).isEqualTo(Money.of(1_000, "EUR"));

        story.at(10_000, new MeterStopped(StopReason.CEILING));
        story.at(20_000, new HoldRaised("raise", "auth-1", Money.of(2_000, "EUR"), time(604_800_000)));
        story.at(30_000, new MeterResumed());

        Metering later = Metering.of(story.history(), time(35_000));
        assertThat(later.state()).isEqualTo(State.RUNNING);
        assertThat(later.bill().gross()).isEqualTo(Money.of(1_500, "EUR"));
        assertThat(later.stopsAt()).contains(time(40_000));
        assertThat(Metering.of(story.history(), time(90_000)).bill().gross()).isEqualTo(Money.of(2_000, "EUR"));
    }

    @Test
    void whatComesAfterTheEndChangesNothing() {
        Story story = metered().at(60_000, HUNG_UP);
        Bill atEnd = bill(story);
        story.at(70_000, back(Side.CUSTOMER), new MeterResumed(), new Released("r"), new LimitSet(Money.of(1, "EUR")))
                .at(900_000);

        assertThat(bill(story)).isEqualTo(atEnd);
    }

    @Test
    void aFreePlanIsMeasuredButNeverStops() {
        Story story = inCall(Story.FREE).add(new MeterStarted()).at(7_200_000);
        Metering metering = Metering.of(story.history(), story.now());

        assertThat(metering.state()).isEqualTo(State.RUNNING);
        assertThat(metering.ceiling()).isNull();
        assertThat(metering.stopsAt()).isEmpty();
        assertThat(metering.bill().billableMillis()).isEqualTo(7_200_000);
        assertThat(metering.bill().gross().isZero()).isTrue();
    }

    @Test
    void theReasonShownIsTheOneThatHoldsNow() {
        Story story = metered().at(40_000, lost(Side.CUSTOMER, 30_000));
        assertThat(Metering.of(story.history(), story.now()).reason()).isEqualTo(Reason.CUSTOMER_OFFLINE);
        story.at(41_000, new MeterPaused());
        assertThat(Metering.of(story.history(), story.now()).reason()).isEqualTo(Reason.CONSULTANT_PAUSED);
        story.at(42_000, new MeterResumed()).at(43_000, back(Side.CUSTOMER));
        assertThat(Metering.of(story.history(), story.now()).reason()).isNull();
    }

    @Test
    void anAgreementByUnknownRulesIsNotBilledByGuess() {
        Story story = metered();
        story.add(new TermsAgreed("p", "t", false, 2)).at(10_000);

        assertThatThrownBy(() -> Metering.of(story.history(), story.now())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Metering.of(new History(story.id(), List.of()), story.now()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
