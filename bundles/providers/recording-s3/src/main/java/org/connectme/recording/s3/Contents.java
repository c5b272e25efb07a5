package org.connectme.recording.s3;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.connectme.recording.vault.Extents;

/**
 * What there is of a recording: the names of its objects, and what they say. Immutable.
 *
 * <p>{@code key-KEY-MASTER} is a key of the recording, wrapped; {@code w-…} a {@link Piece}; {@code z-seal-KEY} the seal,
 * which comes behind all pieces in a list.
 */
final class Contents {

    private final TreeSet<String> names;
    private final List<Piece> pieces = new ArrayList<>();
    private final Extents extents = new Extents();

    private Contents(TreeSet<String> names) {
        this.names = names;
        for (String name : names) {
            Piece.of(name).ifPresent(piece -> {
                extents.put(piece.offset(), piece.end(), pieces.size());
                pieces.add(piece);
            });
        }
    }

    static Contents of(Collection<String> names) {
        return new Contents(new TreeSet<>(names));
    }

    Contents with(Collection<String> more) {
        if (names.containsAll(more)) {
            return this;
        }
        TreeSet<String> all = new TreeSet<>(names);
        all.addAll(more);
        return new Contents(all);
    }

    /** Bytes of a recording that stand in a piece. */
    record Part(Piece piece, long from, long to) {}

    /** In order; what no part holds is a gap. */
    List<Part> within(long from, long to) {
        return extents.within(from, to).stream()
                .map(extent -> new Part(pieces.get((int) extent.record()), extent.start(), extent.end()))
                .toList();
    }

    /** Whether there is a recording: without a key it is noise. */
    boolean isThere() {
        return !keys().isEmpty();
    }

    List<Keyring.Name> keys() {
        return names.stream().flatMap(name -> Keyring.Name.of(name).stream()).toList();
    }

    List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    Optional<Piece> last() {
        return pieces.isEmpty() ? Optional.empty() : Optional.of(pieces.get(pieces.size() - 1));
    }

    Optional<String> seal() {
        return names.stream()
                .filter(name -> name.startsWith(Keyring.SEAL_START))
                .findFirst();
    }

    /** Bytes from 0 to the end of the last piece. */
    long length() {
        return extents.length();
    }
}
