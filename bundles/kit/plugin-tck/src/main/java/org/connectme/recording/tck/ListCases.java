package org.connectme.recording.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.recording.tck.Bench.done;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.connectme.recording.spi.Listing;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Stored;
import org.junit.jupiter.api.Test;

/** What is there. */
interface ListCases extends Cases {

    /** More than some stores put on a page, and few enough for one that is far away. */
    int MANY = 110;

    @Test
    default void theListHasExactlyWhatIsThere() {
        byte[] bytes = Bench.bytes("sealed", 1_000);
        String empty = bench().opened("empty");
        String written = bench().holding("written", bytes);
        String sealed = bench().holding("sealed", bytes);
        done(bench().store().seal(sealed, Bench.sealOf(bytes)));

        List<Stored> listed = Bench.listed(bench().store());

        for (String id : List.of(empty, written, sealed)) {
            assertThat(listed.stream().filter(stored -> stored.recording().equals(id)))
                    .as("entries of one recording")
                    .containsExactly(done(bench().store().fetch(id)));
        }
    }

    @Test
    default void ofManyEachIsListedOnceOverAllPages() {
        List<String> ids = many();

        assertThat(Bench.listed(bench().store(), ids)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(Bench.listed(bench().another(), ids)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    default void whatIsDeletedBetweenTwoPagesHidesNoOther() {
        List<String> ids = many();
        List<String> seen = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Listing page = done(bench().store().list(cursor));
            page.recordings().stream()
                    .map(Stored::recording)
                    .filter(ids::contains)
                    .forEach(seen::add);
            seen.stream().filter(id -> !deleted.contains(id)).findFirst().ifPresent(id -> {
                done(bench().store().delete(id));
                deleted.add(id);
            });
            cursor = page.next();
        } while (cursor.isPresent() && seen.size() <= MANY);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    }

    private List<String> many() {
        return IntStream.range(0, MANY)
                .mapToObj(index -> bench().opened("many-" + index))
                .toList();
    }

    @Test
    default void aCursorThatNobodyGaveDoesNoHarm() {
        String one = bench().opened("one");

        for (String cursor : List.of("", "0", "../../..", "\0", "\ud83d", "zzzzzzzz", "9".repeat(10_000))) {
            assertThat(bench().store().list(Optional.of(cursor)))
                    .as("answer")
                    .isInstanceOfAny(Outcome.Done.class, Outcome.Rejected.class);
        }
        assertThat(Bench.listed(bench().store(), List.of(one))).containsExactly(one);
    }
}
