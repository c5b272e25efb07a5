package org.connectme.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.journal.Story.time;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.connectme.core.Bill;
import org.connectme.core.Bill.Pause;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndDismissed;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterResumed;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.MediaResumed;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Story;

/** The meter against a second one that counts whole seconds on its fingers, over random calls. */
class MeteringPropertiesTest {

    /** A call of so many seconds. */
    private static final int LENGTH = 240;

    @Property(tries = 3_000)
    void theBillIsWhatASecondMeterCounts(@ForAll long seed) {
        Fingers fingers = new Fingers(new Random(seed));
        Story story = fingers.play();

        Bill bill = Metering.of(story.history(), story.now()).bill();
        assertThat(bill.gross().minorUnits()).as("seed %d", seed).isEqualTo(fingers.count());
    }

    @Property(tries = 1_000)
    void pausesAndBilledTimeTogetherAreTheWholeCallAndNeverOverlap(@ForAll long seed) {
        Story story = new Fingers(new Random(seed)).play();

        Bill bill = Metering.of(story.history(), story.now()).bill();
        long paused = 0;
        long before = Long.MIN_VALUE;
        for (Pause pause : bill.pauses()) {
            assertThat(pause.from().toEpochMilli()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
            before = pause.to().toEpochMilli();
            paused += before - pause.from().toEpochMilli();
        }
        assertThat(paused + bill.billableMillis()).as("seed %d", seed).isEqualTo(bill.durationMillis());
    }

    /** Plays a random call and notes for each second what was the case in it. */
    private static final class Fingers {

        private final Random random;
        private final Story story = Story.inCall(Story.plan("JPY", 60, 180)); // a yen a second, 180 held
        private final BitSet on = new BitSet();
        private final BitSet ending = new BitSet();
        private final BitSet mediaLost = new BitSet();
        private final BitSet outage = new BitSet();
        private final List<BitSet> offline = List.of(new BitSet(), new BitSet());
        private final List<BitSet> awaited = List.of(new BitSet(), new BitSet());
        private final List<BitSet> reported = List.of(new BitSet(), new BitSet());
        private final long[] ceiling = new long[LENGTH];

        private boolean isOn;
        private boolean isEnding;
        private int askedAt = -1;
        private final boolean[] hasAsked = new boolean[2];
        private boolean isMediaLost;
        private final boolean[] isOffline = new boolean[2];
        private final boolean[] isAwaited = new boolean[2];
        private final int[] onlineFrom = new int[2];

        Fingers(Random random) {
            this.random = random;
        }

        Story play() {
            Arrays.fill(ceiling, 180);
            story.add(new MeterStarted());
            isOn = true;
            for (int second = 0; second < LENGTH; second++) {
                story.at(second * 1_000L);
                if (second > 0 && random.nextInt(4) == 0) {
                    happens(second);
                }
                on.set(second, isOn);
                ending.set(second, isEnding);
                mediaLost.set(second, isMediaLost);
                for (int side = 0; side < 2; side++) {
                    offline.get(side).set(second, isOffline[side]);
                    awaited.get(side).set(second, isAwaited[side]);
                }
            }
            boolean isYes = random.nextBoolean();
            if (isYes && askedAt >= 0) {
                ending.set(askedAt, LENGTH);
            }
            EndReason reason = isYes ? EndReason.HUNG_UP : EndReason.TIMED_OUT;
            return story.at(LENGTH * 1_000L, new ConsultationEnded(reason, null, null));
        }

        private void happens(int second) {
            int side = random.nextInt(2);
            switch (random.nextInt(8)) {
                case 0 -> pauseOrResume();
                case 1 -> proposeOrDismiss(second, side);
                case 2, 3, 4 -> loseOrReturn(second, side);
                case 5 -> loseOrResumeMedia(second);
                case 6 -> outageOrReport(second, side);
                default -> limit(second);
            }
        }

        private void pauseOrResume() {
            story.add(isOn ? new MeterPaused() : new MeterResumed());
            isOn = !isOn;
        }

        private void proposeOrDismiss(int second, int side) {
            boolean isFirst = !isOn || !hasAsked[side];
            if (askedAt >= 0) {
                story.add(new EndDismissed(Side.values()[side]));
                isEnding = false;
                askedAt = -1;
            } else {
                story.add(new EndProposed(Side.values()[side]));
                hasAsked[side] |= isOn;
                isEnding = isFirst;
                askedAt = second;
            }
        }

        private void loseOrReturn(int second, int side) {
            if (isOffline[side] || isAwaited[side]) {
                story.add(new ParticipantReturned(Side.values()[side]));
                isOffline[side] = false;
                isAwaited[side] = false;
                onlineFrom[side] = second;
            } else {
                int heard = Math.max(onlineFrom[side], second - random.nextInt(12));
                story.add(new ParticipantLost(Side.values()[side], time(heard * 1_000L)));
                offline.get(side).set(heard, second);
                isOffline[side] = true;
            }
        }

        private void loseOrResumeMedia(int second) {
            if (isMediaLost) {
                story.add(new MediaResumed());
            } else {
                int flowed = Math.max(0, second - random.nextInt(8));
                story.add(new MediaLost(time(flowed * 1_000L)));
                mediaLost.set(flowed, second);
            }
            isMediaLost = !isMediaLost;
        }

        private void outageOrReport(int second, int side) {
            int from = Math.max(0, second - random.nextInt(30));
            if (random.nextBoolean()) {
                int to = from + random.nextInt(second - from + 1);
                story.add(new ServerOutage(time(from * 1_000L), time(to * 1_000L)));
                outage.set(from, to);
                for (int each = 0; each < 2; each++) {
                    awaited.get(each).set(isAwaited[each] ? second : from, second);
                    isAwaited[each] = true;
                }
            } else {
                story.add(new MediaReported(Side.values()[side], time(from * 1_000L), time(second * 1_000L)));
                reported.get(side).set(from, second);
            }
        }

        private void limit(int second) {
            long limit = 20 + random.nextInt(200);
            boolean none = random.nextInt(3) == 0;
            story.add(new LimitSet(none ? null : Money.of(limit, "JPY")));
            Arrays.fill(ceiling, second, LENGTH, none ? 180 : Math.min(180, limit));
        }

        long count() {
            long used = 0;
            for (int second = 0; second < LENGTH; second++) {
                if (isBillable(second) && used < ceiling[second]) {
                    used++;
                }
            }
            // A limit set below what was used is kept off by the decider; where it stands, it is kept.
            return Math.min(used, ceiling[LENGTH - 1]);
        }

        private boolean isBillable(int second) {
            boolean metered = on.get(second) && !ending.get(second);
            boolean bothThere = !offline.get(0).get(second) && !offline.get(1).get(second);
            boolean witnessed = !awaited.get(0).get(second) && !awaited.get(1).get(second) && !mediaLost.get(second);
            boolean proved = outage.get(second)
                    && reported.get(0).get(second)
                    && reported.get(1).get(second);
            return metered && bothThere && (witnessed || proved);
        }
    }
}
