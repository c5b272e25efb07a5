package org.connectme.recording.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;
import static org.connectme.recording.tck.Bench.holds;
import static org.connectme.recording.tck.Bench.rejected;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.connectme.plugin.tck.Wire.Fault;
import org.connectme.plugin.tck.shared.Overheard;
import org.connectme.recording.spi.Ability;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Rotation;
import org.connectme.recording.spi.Stored;
import org.junit.jupiter.api.Test;

/** What nobody may read, the change of keys, and what was altered by somebody else. */
interface SecrecyCases extends Cases {

    String WORDS = "a private thing that was said in a call";

    @Test
    default void nothingOfItLiesInClear() throws Exception {
        bench().needs(Ability.KEY_ROTATION);
        Medium medium = bench().medium();
        byte[] text = (WORDS + "; ").repeat(2_000).getBytes(US_ASCII);

        String one = bench().holding("one", text);
        assertThat(inClear(medium)).as("before the seal").isZero();
        done(bench().store().seal(one, Bench.sealOf(text)));

        assertThat(inClear(medium)).as("after the seal").isZero();
    }

    private static long inClear(Medium medium) throws Exception {
        List<byte[]> all = medium.all();
        assertThat(all).as("what lies there").isNotEmpty();
        return all.stream()
                .filter(bytes -> new String(bytes, ISO_8859_1).contains(WORDS))
                .count();
    }

    @Test
    default void nothingSecretIsLogged() {
        String heard;
        try (Overheard overheard = new Overheard()) {
            story();
            heard = overheard.text();
        }

        assertKept("the log", heard + bench().subject().log());
    }

    @Test
    default void nothingSecretStandsInAnswersOrExceptions() {
        story().forEach(said -> assertKept("an answer", said));
        assertKept("the store's toString", bench().store().toString());
        assertKept("the descriptor", bench().store().descriptor().toString());
    }

    /** Some of everything, also of what goes wrong. Returns what was said to it. */
    private List<String> story() {
        List<String> said = new ArrayList<>();
        RecordingStore store = bench().store();
        byte[] text = WORDS.getBytes(US_ASCII);
        String one = bench().id("one");
        said.add(Overheard.said(() -> store.open(one)));
        said.add(Overheard.said(() -> store.write(one, 0, text)));
        said.add(Overheard.said(() -> store.write(one, -1, text)));
        said.add(Overheard.said(() -> store.read(one, 0, text.length + 1)));
        said.add(Overheard.said(() -> store.write(bench().id("never-there"), 0, text)));
        bench().subject().wire().ifPresent(wire -> {
            for (Fault fault : wire.faults()) {
                if (fault != Fault.STALLED) {
                    wire.disturb(fault);
                    said.add(Overheard.said(() -> store.write(one, 0, text)));
                    said.add(Overheard.said(store::probe));
                    wire.heal();
                }
            }
        });
        said.add(Overheard.said(() -> store.seal(one, Bench.sealOf(text))));
        said.add(Overheard.said(() -> store.write(one, 0, text)));
        said.add(Overheard.said(store::probe));
        said.add(Overheard.said(() -> store.list(Optional.empty())));
        return said;
    }

    private void assertKept(String where, String text) {
        Set<String> secrets = new TreeSet<>(bench().subject().secrets());
        secrets.add(WORDS);
        // Which secret it was is nobody's business either, in a report that others read.
        assertThat(secrets.stream().filter(text::contains).count())
                .as("secrets in %s", where)
                .isZero();
    }

    @Test
    default void aRotationLeavesEachRecordingReadable() {
        bench().needs(Ability.KEY_ROTATION);
        byte[] bytes = Bench.bytes("one", 50_000);
        String sealed = bench().holding("sealed", bytes);
        done(bench().store().seal(sealed, Bench.sealOf(bytes)));
        String one = bench().holding("one", Arrays.copyOf(bytes, 30_000));

        done(bench().store().rotate());

        done(bench().store().write(one, 30_000, Arrays.copyOfRange(bytes, 30_000, 50_000)));
        for (RecordingStore each : List.of(bench().store(), bench().another())) {
            holds(each, one, bytes);
            holds(each, sealed, bytes);
        }
    }

    @Test
    default void aRotationSaysWhatItCameTo() {
        bench().needs(Ability.KEY_ROTATION);
        bench().opened("one");
        bench().opened("two");

        Rotation first = done(bench().store().rotate());
        Rotation second = done(bench().store().rotate());

        assertThat(first.failed()).isZero();
        assertThat(second.failed()).isZero();
        assertThat(second.changed()).isGreaterThanOrEqualTo(2);
        assertThat(second.key()).isNotBlank().isNotEqualTo(first.key());
    }

    /** Without its seal it may look like one whose end broke off. */
    @Test
    default void whatWasAlteredIsNeverReadForWhatWasWritten() throws Exception {
        byte[] bytes = Bench.bytes("one", 1_000);
        byte[] others = Bench.bytes("two", 1_000);
        String one = bench().holding("one", bytes);
        String two = bench().holding("two", others);
        assumeTrue(bench().medium().alter(one), "medium: the subject cannot alter what is kept");

        Outcome<byte[]> read = bench().another().read(one, 0, 1_000);

        if (read instanceof Outcome.Done<byte[]> done) {
            assertThat(done.value()).as("what is called done").isEqualTo(bytes);
        } else {
            rejected(read);
        }
        holds(bench().another(), two, others);
    }

    @Test
    default void whatWasAlteredAfterItsSealIsDamaged() throws Exception {
        byte[] bytes = Bench.bytes("one", 1_000);
        String one = bench().holding("one", bytes);
        Stored sealed = done(bench().store().seal(one, Bench.sealOf(bytes)));
        assumeTrue(bench().medium().alter(one), "medium: the subject cannot alter what is kept");

        Outcome<byte[]> read = bench().another().read(one, 0, 1_000);

        if (read instanceof Outcome.Done<byte[]> done) {
            assertThat(done.value()).as("what is called done").isEqualTo(bytes);
        } else {
            rejected(RecordingStore.DAMAGED, read);
        }
        assertThat(done(bench().another().fetch(one))).isEqualTo(sealed);
    }
}
