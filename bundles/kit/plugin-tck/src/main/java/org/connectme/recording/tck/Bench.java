package org.connectme.recording.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.connectme.plugin.tck.Wire;
import org.connectme.plugin.tck.Wire.Fault;
import org.connectme.plugin.tck.shared.Workbench;
import org.connectme.recording.spi.Ability;
import org.connectme.recording.spi.Capabilities;
import org.connectme.recording.spi.Listing;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.spi.Stored.Seal;

/** One case's store, and the words in which cases speak to it. */
final class Bench extends Workbench {

    /** As the server writes: about a second of a call. */
    static final int PART = 128 << 10;

    /** No store has so many pages that a list ends here. */
    private static final int MOST_PAGES = 10_000;

    private final Subject subject;
    private final RecordingStore store;

    Bench(Subject subject) {
        this.subject = subject;
        this.store = subject.store();
    }

    @Override
    public void close() throws Exception {
        super.close();
        subject.close();
    }

    Subject subject() {
        return subject;
    }

    RecordingStore store() {
        return store;
    }

    /** As after a restart, or of a newer version beside the other. */
    RecordingStore another() {
        return subject.store();
    }

    // What a case needs

    Capabilities can() {
        return store.capabilities();
    }

    void needs(Ability ability) {
        assumeTrue(can().can(ability), ability + ": the store does not name this ability");
    }

    Medium medium() {
        assumeTrue(subject.medium().isPresent(), "medium: the subject cannot look past the store");
        return subject.medium().orElseThrow();
    }

    Room room() {
        assumeTrue(subject.room().isPresent(), "room: the subject cannot take the store's room away");
        return subject.room().orElseThrow();
    }

    Wire wire(Fault fault) {
        assumeTrue(
                subject.wire().filter(wire -> wire.faults().contains(fault)).isPresent(),
                "wire: the subject cannot make the fault " + fault);
        return subject.wire().orElseThrow();
    }

    // Recordings

    /** Id of a recording: the same word gives the same in one case, another in the next. */
    String id(String word) {
        return UUID.nameUUIDFromBytes((run() + word).getBytes(UTF_8)).toString();
    }

    /** Opens one that is empty. */
    String opened(String word) {
        String id = id(word);
        done(store.open(id));
        return id;
    }

    /** Opens one and writes this to it. */
    String holding(String word, byte[] bytes) {
        String id = opened(word);
        done(store.write(id, 0, bytes));
        return id;
    }

    /** Bytes that nobody could guess; the same word gives the same. */
    static byte[] bytes(String word, int length) {
        byte[] bytes = new byte[length];
        new Random(word.hashCode()).nextBytes(bytes);
        return bytes;
    }

    static Seal sealOf(byte[] bytes) {
        try {
            return new Seal(
                    bytes.length,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** This stands there and nothing else, as this instance reads it. */
    static void holds(RecordingStore store, String recording, byte[] expected) {
        assertThat(done(store.fetch(recording)).length()).as("length").isEqualTo(expected.length);
        int largest = store.capabilities().largestRead();
        for (int from = 0; from < expected.length; from += largest) {
            int until = Math.min(from + largest, expected.length);
            byte[] read = done(store.read(recording, from, until - from));
            int differs = Arrays.mismatch(read, Arrays.copyOfRange(expected, from, until));
            assertThat(differs)
                    .as("place of the first byte, from %d on, that is not the one that was written", from)
                    .isEqualTo(-1);
        }
    }

    void holds(String recording, byte[] expected) {
        holds(store, recording, expected);
    }

    /** What all pages of the list have. */
    static List<Stored> listed(RecordingStore store) {
        List<Stored> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Listing listing = done(store.list(cursor));
            assertThat(listing.recordings().size()).as("recordings of a page").isLessThanOrEqualTo(1_000);
            all.addAll(listing.recordings());
            cursor = listing.next();
            if (cursor.isEmpty()) {
                return all;
            }
        }
        return fail("The list does not end");
    }

    /** Those of these that the list has, as often as it has them. */
    static List<String> listed(RecordingStore store, List<String> ids) {
        return listed(store).stream()
                .map(Stored::recording)
                .filter(ids::contains)
                .toList();
    }

    // Answers

    static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        return fail("Expected Done, but it was " + outcome);
    }

    static void rejected(String code, Outcome<?> outcome) {
        assertThat(outcome).isEqualTo(new Outcome.Rejected<>(code));
    }

    static void rejected(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    }

    /** What the host hears: a store that breaks is Unknown. For calls that are interrupted or on a disturbed wire only. */
    static <T> Outcome<T> hear(Callable<Outcome<T>> call) {
        try {
            return call.call();
        } catch (Exception e) {
            return new Outcome.Unknown<>("threw");
        }
    }
}
