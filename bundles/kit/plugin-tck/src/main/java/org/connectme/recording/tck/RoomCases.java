package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;

import java.util.Arrays;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.RecordingStore;
import org.junit.jupiter.api.Test;

/** What happens where nothing more goes in. */
interface RoomCases extends Cases {

    @Test
    default void withoutRoomItSaysSoAndKeepsWhatItHas() {
        byte[] bytes = Bench.bytes("one", 20_000);
        String one = bench().holding("one", Arrays.copyOf(bytes, 10_000));
        byte[] part = Arrays.copyOfRange(bytes, 10_000, 20_000);

        Room room = bench().room();
        room.none();
        Outcome<?> heard = bench().another().write(one, 10_000, part);

        assertThat(heard).isEqualTo(new Outcome.NotExecuted<>(RecordingStore.FULL));
        bench().holds(one, Arrays.copyOf(bytes, 10_000));
        room.enough();
        done(bench().another().write(one, 10_000, part));
        bench().holds(one, bytes);
    }

    @Test
    default void withoutRoomWhatIsThereCanBeSealedAndDeleted() {
        byte[] bytes = Bench.bytes("one", 10_000);
        String one = bench().holding("one", bytes);
        String two = bench().holding("two", bytes);

        bench().room().none();
        RecordingStore full = bench().another();

        assertThat(done(full.seal(one, Bench.sealOf(bytes))).seal()).contains(Bench.sealOf(bytes));
        Bench.holds(full, one, bytes);
        assertThat(done(full.delete(two))).isTrue();
    }
}
