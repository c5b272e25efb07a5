package org.connectme.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.Side.CONSULTANT;
import static org.connectme.core.Side.CUSTOMER;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;
import static org.connectme.core.journal.Story.time;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.PresenceCommand.ReportMedia;
import org.connectme.core.command.PresenceCommand.Span;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.MediaStalled;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.Story;
import org.junit.jupiter.api.Test;

class MediaDeciderTest {

    private final MediaDecider decider = new MediaDecider();

    private List<String> report(Story story, Side side, boolean flowing, long lastFlowed, Span... spans) {
        return kinds(
                story.send(decider, Story.engine(), new ReportMedia(side, flowing, time(lastFlowed), List.of(spans))));
    }

    private static List<String> kinds(Decision decision) {
        return ((Decision.Accept) decision).events().stream().map(Event::type).toList();
    }

    private static Span span(long from, long to) {
        return new Span(time(from), time(to));
    }

    private static Story metered() {
        return Story.inCall(EURO_A_MINUTE).add(new MeterStarted());
    }

    private static List<String> reported(Story story, Side side) {
        return story.history()
                .all(MediaReported.class)
                .filter(report -> report.side() == side)
                .map(report -> (report.from().toEpochMilli() - Story.START.toEpochMilli())
                        + "-"
                        + (report.to().toEpochMilli() - Story.START.toEpochMilli()))
                .toList();
    }

    @Test
    void thatMediaFlowsIsSaidOnceForEachSide() {
        Story story = Story.ready(EURO_A_MINUTE)
                .add(new ParticipantJoined(CONSULTANT), new ParticipantJoined(CUSTOMER), new CallEntered(CUSTOMER));
        assertThat(report(story, CUSTOMER, false, 0)).isEmpty();
        assertThat(report(story, CUSTOMER, true, 0)).containsExactly("MediaFlowing");
        assertThat(report(story, CUSTOMER, true, 0)).isEmpty();
        assertThat(report(story, CONSULTANT, true, 0)).containsExactly("MediaFlowing");
        assertThat(Consultation.of(story.history()).mediaFlowing()).hasSize(2);
    }

    @Test
    void aShortGapIsNothingAndMoreThanSixSecondsIsAStall() {
        Story story = metered().at(16_000);
        assertThat(report(story, CUSTOMER, false, 10_000)).isEmpty();
        assertThat(report(story, CUSTOMER, false, 9_999)).containsExactly("MediaStalled");
        assertThat(report(story, CUSTOMER, false, 9_999)).isEmpty();
        assertThat(Consultation.of(story.history()).mediaFlowing()).containsExactly(CONSULTANT);
        assertThat(report(story, CUSTOMER, true, 16_000)).containsExactly("MediaRecovered");
        assertThat(Consultation.of(story.history()).mediaFlowing()).hasSize(2);
    }

    @Test
    void mediaIsLostWhenBothSaySoFromTheLastInstantAtWhichAnythingFlowed() {
        Story story = metered().at(20_000);
        assertThat(report(story, CUSTOMER, false, 10_000)).containsExactly("MediaStalled");
        assertThat(report(story, CONSULTANT, false, 12_000)).containsExactly("MediaStalled", "MediaLost");
        assertThat(story.history().last(MediaLost.class)).contains(new MediaLost(time(12_000)));
        assertThat(report(story, CUSTOMER, false, 10_000)).isEmpty();
    }

    @Test
    void itIsBackWhenBothSaySo() {
        Story story = metered().at(20_000);
        report(story, CUSTOMER, false, 10_000);
        report(story, CONSULTANT, false, 12_000);
        story.at(25_000);
        assertThat(report(story, CONSULTANT, true, 25_000)).containsExactly("MediaRecovered");
        assertThat(report(story, CUSTOMER, true, 25_000)).containsExactly("MediaRecovered", "MediaResumed");
        assertThat(Consultation.of(story.history()).mediaLostAt()).isNull();
    }

    @Test
    void oneSideAloneLosesNothing() {
        Story story = metered().at(60_000);
        report(story, CUSTOMER, false, 10_000);
        assertThat(story.history().has(MediaLost.class)).isFalse();
    }

    @Test
    void whileASideIsOfflineItsAbsenceIsTheReasonAndAfterThatTheTimeCountsFromItsReturn() {
        Story story = metered().at(20_000, new ParticipantLost(CUSTOMER, time(10_000)));
        report(story, CUSTOMER, false, 10_000);
        assertThat(report(story, CONSULTANT, false, 10_000)).containsExactly("MediaStalled");

        story.at(80_000, new ParticipantReturned(CUSTOMER)).at(81_000);
        assertThat(report(story, CONSULTANT, false, 10_000)).containsExactly("MediaLost");
        assertThat(story.history().last(MediaLost.class)).contains(new MediaLost(time(80_000)));
    }

    @Test
    void withoutTheMeterMediaIsNotLostOnlyStalled() {
        Story story = Story.inCall(EURO_A_MINUTE).at(20_000);
        report(story, CUSTOMER, false, 10_000);
        assertThat(report(story, CONSULTANT, false, 10_000)).containsExactly("MediaStalled");
    }

    @Test
    void spansAreKeptAtMostEveryThirtySeconds() {
        Story story = metered().at(10_000);
        assertThat(report(story, CUSTOMER, true, 10_000, span(0, 10_000))).containsExactly("MediaReported");
        story.at(39_999);
        assertThat(report(story, CUSTOMER, true, 39_999, span(0, 39_999))).isEmpty();
        story.at(40_000);
        assertThat(report(story, CUSTOMER, true, 40_000, span(0, 40_000))).containsExactly("MediaReported");
        assertThat(reported(story, CUSTOMER)).containsExactly("0-10000", "10000-40000");
    }

    @Test
    void afterAnOutageEachSideIsHeardAtOnce() {
        Story story = metered().at(30_000);
        report(story, CUSTOMER, true, 30_000, span(0, 30_000));
        story.at(50_000, new ServerOutage(time(31_000), time(49_000)), new ParticipantReturned(CUSTOMER))
                .at(51_000);
        assertThat(report(story, CUSTOMER, true, 51_000, span(0, 51_000))).containsExactly("MediaReported");
        assertThat(report(story, CUSTOMER, true, 51_000, span(0, 52_000))).isEmpty();
        assertThat(reported(story, CUSTOMER)).containsExactly("0-30000", "30000-51000");
    }

    @Test
    void aReportReachesNeitherBackBeforeTheJoinNorIntoTheFuture() {
        Story story = metered().at(10_000);
        report(story, CUSTOMER, true, 10_000, span(-100_000, 5_000), span(8_000, 99_000), span(9_000, 2_000));
        assertThat(reported(story, CUSTOMER)).containsExactly("0-5000", "8000-10000");
    }

    @Test
    void overlappingSpansAreOneAndNoReportFillsTheJournal() {
        Story story = metered().at(600_000);
        report(story, CUSTOMER, true, 600_000, span(0, 50));
        story.at(600_001, new ServerOutage(time(1_000), time(599_000)), new ParticipantReturned(CUSTOMER));
        List<Span> many = new ArrayList<>(LongStream.range(0, 500)
                .mapToObj(i -> span(i * 1_000, i * 1_000 + 500))
                .toList());
        many.add(span(100, 300));
        story.send(decider, Story.engine(), new ReportMedia(CUSTOMER, true, time(600_000), many));

        assertThat(reported(story, CUSTOMER)).hasSize(51).endsWith("499000-499500");
    }

    @Test
    void withoutAnOutageFewSpansAtATimeAreKeptAndTheOthersLater() {
        Story story = metered().at(60_000);
        Span[] seven = LongStream.range(0, 7)
                .mapToObj(i -> span(i * 5_000, i * 5_000 + 1_000))
                .toArray(Span[]::new);

        report(story, CUSTOMER, true, 60_000, seven);
        assertThat(reported(story, CUSTOMER)).hasSize(5).startsWith("10000-11000");
        story.at(90_000);
        report(story, CUSTOMER, true, 90_000, seven);
        assertThat(reported(story, CUSTOMER)).hasSize(7).endsWith("0-1000", "5000-6000");
    }

    /** Ten times a second for ten minutes, as a page with a fault or an ill will. */
    @Test
    void aPageThatFlapsDoesNotFillTheJournalAndItsLastWordCounts() {
        Story story = metered();
        int before = story.history().length();
        for (long millis = 0; millis < 600_000; millis += 100) {
            story.at(millis);
            report(story, CUSTOMER, millis % 200 == 0, millis - 7_000, span(millis - 50, millis));
        }
        // a stall and its end every six seconds, and five spans every thirty
        assertThat(story.history().length() - before).isLessThanOrEqualTo(2 * 100 + 5 * 21);

        story.at(610_000);
        report(story, CUSTOMER, false, 603_000);
        assertThat(Consultation.of(story.history()).mediaFlowing()).containsExactly(CONSULTANT);
        report(story, CUSTOMER, true, 610_000);
        assertThat(Consultation.of(story.history()).mediaFlowing()).hasSize(2);
    }

    @Test
    void aStallRightAfterARecoveryIsWrittenAsSoonAsItCanBeTrueWithItsTrueBeginning() {
        Story story = metered().at(20_000);
        report(story, CUSTOMER, false, 10_000);
        report(story, CUSTOMER, true, 20_000);

        story.at(25_000);
        assertThat(report(story, CUSTOMER, false, 18_000)).isEmpty();
        story.at(26_000);
        assertThat(report(story, CUSTOMER, false, 18_000)).containsExactly("MediaStalled");
        assertThat(story.history().last(MediaStalled.class)).contains(new MediaStalled(CUSTOMER, time(18_000)));
    }

    @Test
    void onlyThePagesOwnConnectionReports() {
        Story story = metered();
        for (Actor actor : List.of(story.consultant(), story.customer())) {
            assertThat(story.send(decider, actor, new ReportMedia(CUSTOMER, true, time(0), List.of())))
                    .isInstanceOf(Decision.Refuse.class);
        }
    }

    @Test
    void afterTheEndAndBeforeTheJoinReportsSayNothing() {
        Story ended = metered()
                .add(new ConsultationEnded(EndReason.HUNG_UP, CUSTOMER, null))
                .at(10_000);
        assertThat(report(ended, CUSTOMER, true, 10_000, span(0, 10_000))).isEmpty();
        assertThat(report(Story.ready(EURO_A_MINUTE), CUSTOMER, true, 0)).isEmpty();
    }
}
