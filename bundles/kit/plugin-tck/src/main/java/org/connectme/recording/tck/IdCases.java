package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.rejected;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.connectme.recording.spi.Ability;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored;
import org.junit.jupiter.api.Test;

/** Opening, and the names of recordings. */
interface IdCases extends Cases {

    /** Nobody's recording, and what a stranger would try. */
    List<String> HOSTILE = List.of(
            "",
            "short-1",
            "a".repeat(65),
            "a".repeat(100_000),
            "../../../../etc/passwd",
            "..\\..\\..\\windows",
            "/absolute/path",
            "with/slash-in-it",
            "dots..dots..dots",
            "UPPERCASE-LETTERS",
            "with space in it",
            "new-line-at-end\n",
            "nul\0nul-nul-nul",
            "per%2e%2e%2fcent",
            "question?mark=1&x",
            "star*star*star*",
            "$(touch pwned)--",
            "'; drop table x;--",
            "f\u00fcnf-umlaute-\u00e4\u00f6\u00fc",
            "\uff41\uff42\uff43\uff44\uff45\uff46\uff47\uff48",
            "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
            "right\u202eto-left-",
            "half-of-one-\ud83d");

    @Test
    default void aNewRecordingIsEmptyAndOpen() {
        String one = bench().id("one");

        Stored stored = done(bench().store().open(one));

        assertThat(stored.recording()).isEqualTo(one);
        assertThat(stored.length()).isZero();
        assertThat(stored.seal()).isEmpty();
        assertThat(done(bench().store().fetch(one))).isEqualTo(stored);
    }

    @Test
    default void whatIsOpenedTwiceIsOneAndLeftAsItIs() {
        byte[] bytes = Bench.bytes("one", 1_000);
        String one = bench().holding("one", bytes);
        Stored before = done(bench().store().fetch(one));

        assertThat(done(bench().store().open(one))).isEqualTo(before);

        bench().holds(one, bytes);
        assertThat(Bench.listed(bench().store(), List.of(one))).containsExactly(one);
    }

    @Test
    default void aSealedOneThatIsOpenedStaysSealed() {
        byte[] bytes = Bench.bytes("one", 1_000);
        String one = bench().holding("one", bytes);
        Stored sealed = done(bench().store().seal(one, Bench.sealOf(bytes)));

        assertThat(done(bench().store().open(one))).isEqualTo(sealed);
        assertThat(done(bench().store().fetch(one))).isEqualTo(sealed);
    }

    @Test
    default void whenItWasOpenedNeverChanges() {
        String one = bench().id("one");
        byte[] bytes = Bench.bytes("one", 1_000);
        Stored opened = done(bench().store().open(one));

        Stored written = done(bench().store().write(one, 0, bytes));
        Stored sealed = done(bench().another().seal(one, Bench.sealOf(bytes)));

        assertThat(Stream.of(written, sealed, done(bench().another().fetch(one))))
                .allSatisfy(stored -> assertThat(stored.openedAt()).isEqualTo(opened.openedAt()));
    }

    @Test
    default void theShortestAndTheLongestIdsAreTaken() {
        String begin = bench().id("begin");
        List<String> ids = List.of(
                begin.substring(0, 8),
                begin + "-".repeat(64 - begin.length()),
                begin + "z".repeat(64 - begin.length()));
        for (String id : ids) {
            done(bench().store().open(id));
            done(bench().store().write(id, 0, Bench.bytes(id, 100)));
        }

        ids.forEach(id -> bench().holds(id, Bench.bytes(id, 100)));
        assertThat(Bench.listed(bench().store(), ids)).containsExactlyInAnyOrderElementsOf(ids);
        ids.forEach(id -> assertThat(done(bench().store().delete(id))).isTrue());
    }

    @Test
    default void anIdThatBeginsLikeAnotherIsAnother() {
        String one = bench().opened("one");
        String longer = one + "-2";
        done(bench().store().open(longer));
        byte[] bytes = Bench.bytes("longer", 1_000);
        done(bench().store().write(longer, 0, bytes));

        assertThat(done(bench().store().fetch(one)).length()).isZero();
        done(bench().store().delete(one));
        bench().holds(longer, bytes);
        done(bench().store().delete(longer));
    }

    @Test
    default void whatIsNoIdIsMalformedInEachCall() {
        RecordingStore store = bench().store();

        for (String id : HOSTILE) {
            rejected(RecordingStore.MALFORMED, store.open(id));
            rejected(RecordingStore.MALFORMED, store.write(id, 0, new byte[1]));
            rejected(RecordingStore.MALFORMED, store.seal(id, Bench.sealOf(new byte[0])));
            rejected(RecordingStore.MALFORMED, store.read(id, 0, 1));
            rejected(RecordingStore.MALFORMED, store.fetch(id));
            rejected(RecordingStore.MALFORMED, store.delete(id));
            if (bench().can().can(Ability.RETENTION)) {
                rejected(RecordingStore.MALFORMED, store.retain(id, Optional.empty()));
            }
        }
        assertThat(Bench.listed(store, HOSTILE)).isEmpty();
    }
}
