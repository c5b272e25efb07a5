package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.rejected;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.connectme.recording.spi.Ability;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored;
import org.junit.jupiter.api.Test;

/** How long something is kept. */
interface RetentionCases extends Cases {

    @Test
    default void howLongItIsKeptCanBeSaidAgainAndAnew() {
        bench().needs(Ability.RETENTION);
        byte[] bytes = Bench.bytes("one", 1_000);
        String one = bench().holding("one", bytes);
        Stored before = done(bench().store().seal(one, Bench.sealOf(bytes)));
        Instant year = before.openedAt().plus(365, ChronoUnit.DAYS);

        for (Optional<Instant> until : List.of(Optional.of(year), Optional.of(year), Optional.<Instant>empty())) {
            assertThat(done(bench().store().retain(one, until))).isEqualTo(before);
        }
        bench().holds(one, bytes);
    }

    @Test
    default void whatIsKeptForLongIsStillDeletedWhenItIsAsked() {
        bench().needs(Ability.RETENTION);
        String one = bench().opened("one");
        Instant opened = done(bench().store().fetch(one)).openedAt();
        done(bench().store().retain(one, Optional.of(opened.plus(365, ChronoUnit.DAYS))));

        assertThat(done(bench().store().delete(one))).isTrue();

        rejected(RecordingStore.NOT_FOUND, bench().store().fetch(one));
    }

    @Test
    default void whatIsNotThereIsNotKept() {
        bench().needs(Ability.RETENTION);

        rejected(RecordingStore.NOT_FOUND, bench().store().retain(bench().id("one"), Optional.empty()));
    }
}
