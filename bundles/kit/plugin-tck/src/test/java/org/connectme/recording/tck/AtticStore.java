package org.connectme.recording.tck;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.connectme.plugin.tck.PretendWire;
import org.connectme.plugin.tck.PretendWire.Broken;
import org.connectme.recording.spi.Ability;
import org.connectme.recording.spi.Capabilities;
import org.connectme.recording.spi.Descriptor;
import org.connectme.recording.spi.Listing;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Probe;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Rotation;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.spi.Stored.Seal;
import org.connectme.recording.tck.Attic.Box;

/** A store in an {@link Attic} that is right in all. */
class AtticStore implements RecordingStore {

    static final Set<Ability> ALL = EnumSet.allOf(Ability.class);
    static final int LARGEST = 2 << 20;
    static final int PAGE = 40;

    private static final long LARGEST_RECORDING = 1L << 30;

    final Attic attic;
    final PretendWire wire;
    private final Set<Ability> abilities;

    AtticStore(Attic attic, PretendWire wire, Set<Ability> abilities) {
        this.attic = attic;
        this.wire = wire;
        this.abilities = abilities;
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor("attic", "1.0.0", "Attic");
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(LARGEST, LARGEST, LARGEST_RECORDING, abilities);
    }

    @Override
    public Outcome<Stored> open(String recording) {
        return isId(recording)
                ? ask(() -> new Outcome.Done<>(attic.make(recording).stored(recording)))
                : new Outcome.Rejected<>(MALFORMED);
    }

    @Override
    public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
        if (offset < 0 || bytes.length < 1 || bytes.length > LARGEST || offset > LARGEST_RECORDING - bytes.length) {
            return new Outcome.Rejected<>(MALFORMED);
        }
        return of(recording, box -> {
            if (box.isSealed()) {
                return new Outcome.Rejected<>(SEALED);
            }
            if (attic.isFull()) {
                return new Outcome.NotExecuted<>(FULL);
            }
            byte[] content = attic.content(box);
            byte[] next = Arrays.copyOf(content, (int) Math.max(content.length, offset + bytes.length));
            System.arraycopy(bytes, 0, next, (int) offset, bytes.length);
            attic.put(box, next);
            return new Outcome.Done<>(box.stored(recording));
        });
    }

    @Override
    public Outcome<Stored> seal(String recording, Seal seal) {
        return of(recording, box -> {
            if (box.isSealed()) {
                return box.isSealed(seal) ? new Outcome.Done<>(box.stored(recording)) : new Outcome.Rejected<>(SEALED);
            }
            if (seal.length() > box.length()) {
                return new Outcome.Rejected<>(MALFORMED);
            }
            attic.put(box, Arrays.copyOf(attic.content(box), (int) seal.length()));
            box.seal(seal);
            return new Outcome.Done<>(box.stored(recording));
        });
    }

    @Override
    public Outcome<byte[]> read(String recording, long offset, int length) {
        if (offset < 0 || length < 1 || length > LARGEST) {
            return new Outcome.Rejected<>(MALFORMED);
        }
        return of(recording, box -> {
            if (offset > box.length() - length) {
                return new Outcome.Rejected<>(MALFORMED);
            }
            if (attic.isAltered(box)) {
                return new Outcome.Rejected<>(DAMAGED);
            }
            return new Outcome.Done<>(Arrays.copyOfRange(attic.content(box), (int) offset, (int) offset + length));
        });
    }

    @Override
    public Outcome<Stored> fetch(String recording) {
        return of(recording, box -> new Outcome.Done<>(box.stored(recording)));
    }

    @Override
    public Outcome<Boolean> delete(String recording) {
        return isId(recording)
                ? ask(() -> new Outcome.Done<>(attic.remove(recording)))
                : new Outcome.Rejected<>(MALFORMED);
    }

    @Override
    public Outcome<Listing> list(Optional<String> cursor) {
        return ask(() -> {
            List<String> left = attic.after(cursor.orElse(""));
            List<Stored> page = left.stream()
                    .limit(PAGE)
                    .map(id -> attic.box(id).orElseThrow().stored(id))
                    .toList();
            return new Outcome.Done<>(
                    new Listing(page, left.size() > PAGE ? Optional.of(left.get(PAGE - 1)) : Optional.empty()));
        });
    }

    @Override
    public Outcome<Stored> retain(String recording, Optional<Instant> until) {
        return abilities.contains(Ability.RETENTION)
                ? of(recording, box -> new Outcome.Done<>(box.stored(recording)))
                : RecordingStore.super.retain(recording, until);
    }

    @Override
    public Outcome<Rotation> rotate() {
        return abilities.contains(Ability.KEY_ROTATION)
                ? ask(() -> new Outcome.Done<>(new Rotation(attic.rotate(), attic.size(), 0)))
                : RecordingStore.super.rotate();
    }

    @Override
    public Outcome<Probe> probe() {
        return ask(() -> new Outcome.Done<>(new Probe("attic", OptionalLong.empty())));
    }

    static boolean isId(String recording) {
        return recording.matches("[a-z0-9-]{8,64}");
    }

    final <T> Outcome<T> of(String recording, Function<Box, Outcome<T>> work) {
        return isId(recording)
                ? ask(() -> attic.box(recording).map(work).orElseGet(() -> new Outcome.Rejected<>(NOT_FOUND)))
                : new Outcome.Rejected<>(MALFORMED);
    }

    private <T> Outcome<T> ask(Supplier<Outcome<T>> work) {
        try {
            return wire.send(() -> {
                synchronized (attic) {
                    return work.get();
                }
            });
        } catch (Broken e) {
            return broken(e);
        }
    }

    /** What is said where the service could not be heard. */
    <T> Outcome<T> broken(Broken failure) {
        return switch (failure.fault()) {
            case REFUSED, BUSY -> new Outcome.NotExecuted<>("not-reached");
            default -> new Outcome.Unknown<>("not-heard");
        };
    }
}
