package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiFunction;
import org.connectme.plugin.tck.PretendWire;
import org.connectme.plugin.tck.shared.KitRun;
import org.connectme.recording.spi.Ability;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.tck.WrongStores.Wrong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit lets the right store pass, and catches each wrong one by the case that is meant for it. */
class StoreKitTest {

    private static final int CASES = 70;

    @Test
    void theRightStorePassesAll() {
        KitRun run = run((attic, wire) -> new AtticStore(attic, wire, AtticStore.ALL));

        assertThat(run.failed()).isEmpty();
        assertThat(run.skipped()).isEmpty();
        assertThat(run.proved()).hasSizeGreaterThanOrEqualTo(CASES);
    }

    @Test
    void aStoreThatCanDoNothingElsePassesToo() {
        KitRun run = run((attic, wire) -> new AtticStore(attic, wire, Set.of()));

        assertThat(run.failed()).isEmpty();
        assertThat(run.proved()).contains("whatItDoesNotNameIsRejectedAsNotSupported", "whatIsWrittenIsReadAsItIs");
        for (Ability ability : Ability.values()) {
            assertThat(run.skipped()).containsValue(ability + ": the store does not name this ability");
        }
    }

    @Test
    void theReportNamesEachCase() throws IOException {
        KitRun run = run((attic, wire) -> new AtticStore(attic, wire, Set.of()));

        String report = Files.readString(Path.of("target", "plugin-tck", MadeStoreKit.class.getName() + ".txt"));

        assertThat(report)
                .startsWith("Recording store kit, " + MadeStoreKit.class.getName() + ": "
                        + run.proved().size() + " proved, 0 failed, "
                        + run.skipped().size() + " skipped")
                .contains("proved  aGapReadsAsZero\n")
                .contains("skipped whatIsNotThereIsNotKept RETENTION: the store does not name this ability\n");
    }

    @ParameterizedTest
    @MethodSource("org.connectme.recording.tck.WrongStores#all")
    void aWrongStoreIsCaughtByTheCaseMeantForIt(Wrong wrong) {
        run(wrong.make()).isCaughtBy(wrong.caughtBy(), wrong.also());
    }

    private static KitRun run(BiFunction<Attic, PretendWire, RecordingStore> store) {
        MadeStoreKit.store = store;
        return KitRun.of(MadeStoreKit.class);
    }
}
