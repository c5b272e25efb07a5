package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThriftTest {

    private static final int WINDOW = 256_000;

    private final Thrift thrift = new Thrift(0);

    private boolean allows(int pixels, long now) {
        return thrift.allows(pixels, 1280 * 720, now);
    }

    @Test
    void aWindowThatChangesNowAndThenIsTaken() {
        for (long now = 1_000; now < 20_000; now += 250) {
            assertThat(allows(WINDOW, now)).isTrue();
            thrift.sent(20_000, 0, now);
        }
    }

    @Test
    void aLetterAtATimeIsTakenHoweverQuicklySomebodyTypes() {
        for (long now = 1_000; now < 20_000; now += 30) {
            assertThat(allows(2_000, now)).isTrue();
            thrift.sent(700, 0, now);
        }
    }

    @Test
    void whatMovesAllTheTimeIsLeftToTheVideoUntilItStandsStill() {
        long now = 1_000;
        int taken = 0;
        while (now < 61_000) {
            boolean allowed = allows(WINDOW, now);
            taken += allowed ? 1 : 0;
            // Who is refused looks more rarely.
            now += allowed ? 16 : 100;
        }
        // Tried now and then whether it is still so.
        assertThat(taken).isLessThan(120);

        assertThat(allows(WINDOW, now + Thrift.CALM_MILLIS)).isTrue();
    }

    @Test
    void aLargePartOfTheScreenIsLeftToTheVideo() {
        assertThat(allows(1280 * 720 / 2, 1_000)).isFalse();
        assertThat(allows(100, 1_100)).isFalse();
        assertThat(allows(100, 1_400)).isTrue();
    }

    @Test
    void somethingSmallThatGoesOnMovingIsTakenAgainInTheEnd() {
        assertThat(allows(1280 * 720, 1_000)).isFalse();

        int taken = 0;
        for (long now = 1_016; now < 4_000; now += 16) {
            taken += allows(500, now) ? 1 : 0;
        }
        assertThat(taken).isGreaterThan(100);
    }

    @Test
    void aSmallThingThatMovesAndCannotBePackedWellIsLeftToTheVideoToo() {
        int sent = 0;
        for (long now = 1_000; now < 11_000; now += 16) {
            if (allows(20_000, now)) {
                thrift.sent(40_000, 0, now);
                sent++;
            }
        }
        assertThat(sent).isLessThan(40);
    }

    @Test
    void whatCannotBePackedStopsItForAMoment() {
        assertThat(allows(WINDOW, 1_000)).isTrue();
        thrift.tooLarge(1_000);

        assertThat(allows(WINDOW, 1_050)).isFalse();
        assertThat(allows(WINDOW, 1_050 + Thrift.CALM_MILLIS)).isTrue();
    }

    @Test
    void theyAreEnoughUntilSomethingWasRefusedAndAgainAMomentAfterTheLastTime() {
        assertThat(allows(WINDOW, 1_000)).isTrue();
        assertThat(thrift.isEnough(1_001)).isTrue();

        allows(1280 * 720, 2_000);
        assertThat(thrift.isEnough(2_001)).isFalse();
        allows(100, 2_200);
        assertThat(thrift.isEnough(2_100 + Thrift.ENOUGH_MILLIS)).isFalse();
        assertThat(thrift.isEnough(2_200 + Thrift.ENOUGH_MILLIS)).isTrue();
    }

    @Test
    void nothingIsAddedToWhatWaitsAlready() {
        thrift.sent(50_000, 40_000, 1_000);
        assertThat(allows(100, 1_400)).isFalse();

        thrift.waits(0, 1_500);
        assertThat(allows(100, 1_800)).isTrue();
    }

    @Test
    void aSlowLineGetsAThirdOfItselfAtTheMostAndIsTriedAgain() {
        // 400 kbit/s
        allows(100, 1_000);
        thrift.sent(50_000, 40_000, 1_000);
        thrift.waits(0, 2_000);

        assertThat(bytesIn(3_000, 6_500)).isLessThan(100_000);
        assertThat(bytesIn(7_000, 60_000)).isGreaterThan(2_000_000);
    }

    /** As many as it lets go with a change every 300 ms that comes to 20 kB. */
    private int bytesIn(long from, long to) {
        int sent = 0;
        for (long now = from; now < to; now += 300) {
            if (allows(100, now)) {
                thrift.sent(20_000, 0, now);
                sent += 20_000;
            }
        }
        return sent;
    }
}
