package org.connectme.recording.tck;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.connectme.plugin.tck.PretendWire;
import org.connectme.plugin.tck.PretendWire.Broken;
import org.connectme.plugin.tck.Wire.Fault;
import org.connectme.recording.spi.Capabilities;
import org.connectme.recording.spi.Descriptor;
import org.connectme.recording.spi.Listing;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Outcome.Done;
import org.connectme.recording.spi.Outcome.NotExecuted;
import org.connectme.recording.spi.Outcome.Rejected;
import org.connectme.recording.spi.Probe;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Rotation;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.spi.Stored.Seal;
import org.connectme.recording.tck.Attic.Box;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores with one fault each, and the case that has to catch it. */
final class WrongStores {

    private static final Logger logger = LoggerFactory.getLogger(WrongStores.class);

    private WrongStores() {}

    /**
     * @param caughtBy the case that is meant for it
     * @param also     others that cannot but see it too; mostly none
     * @param make     a new instance
     */
    record Wrong(String name, String caughtBy, Set<String> also, BiFunction<Attic, PretendWire, RecordingStore> make) {

        Wrong(String name, String caughtBy, BiFunction<Attic, PretendWire, RecordingStore> make) {
            this(name, caughtBy, Set.of(), make);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Wrong> all() {
        return Stream.of(
                        opening(),
                        writing(),
                        sealing(),
                        reading(),
                        deleting(),
                        listing(),
                        instances(),
                        saying(),
                        secrets())
                .flatMap(List::stream);
    }

    /** Right but for what it overrides. */
    private abstract static class Almost extends AtticStore {

        Almost(Attic attic, PretendWire wire) {
            super(attic, wire, ALL);
        }

        final Outcome<Stored> stored(String recording) {
            return new Done<>(attic.box(recording).orElseThrow().stored(recording));
        }

        final boolean isSealed(String recording) {
            return attic.box(recording).filter(Box::isSealed).isPresent();
        }
    }

    private static List<Wrong> opening() {
        return List.of(
                new Wrong(
                        "opening empties what is there",
                        "whatIsOpenedTwiceIsOneAndLeftAsItIs",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> open(String recording) {
                                attic.box(recording)
                                        .filter(box -> !box.isSealed())
                                        .ifPresent(box -> attic.put(box, new byte[0]));
                                return super.open(recording);
                            }
                        }),
                new Wrong(
                        "opening breaks the seal",
                        "aSealedOneThatIsOpenedStaysSealed",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> open(String recording) {
                                if (!isSealed(recording)) {
                                    return super.open(recording);
                                }
                                byte[] content = attic.content(attic.make(recording));
                                attic.remove(recording);
                                attic.put(attic.make(recording), content);
                                return super.open(recording);
                            }
                        }),
                new Wrong(
                        "a write is the new beginning",
                        "whenItWasOpenedNeverChanges",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                Outcome<Stored> outcome = super.write(recording, offset, bytes);
                                return outcome instanceof Done<Stored> done
                                        ? new Done<>(new Stored(
                                                recording, done.value().length(), Optional.empty(), Instant.EPOCH))
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "names are taken as they come",
                        "whatIsNoIdIsMalformedInEachCall",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Boolean> delete(String recording) {
                                return isId(recording) ? super.delete(recording) : new Done<>(attic.remove(recording));
                            }
                        }),
                new Wrong(
                        "names are cut at 36 characters",
                        "theShortestAndTheLongestIdsAreTaken",
                        Set.of("anIdThatBeginsLikeAnotherIsAnother"),
                        (attic, wire) -> new Almost(attic, wire) {
                            private String cut(String recording) {
                                return isId(recording) && recording.length() > 36
                                        ? recording.substring(0, 36)
                                        : recording;
                            }

                            @Override
                            public Outcome<Stored> open(String recording) {
                                return super.open(cut(recording));
                            }

                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                return super.write(cut(recording), offset, bytes);
                            }

                            @Override
                            public Outcome<Stored> fetch(String recording) {
                                return super.fetch(cut(recording));
                            }

                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                return super.read(cut(recording), offset, length);
                            }
                        }),
                new Wrong(
                        "all that begins with the name goes",
                        "anIdThatBeginsLikeAnotherIsAnother",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Boolean> delete(String recording) {
                                Outcome<Boolean> outcome = super.delete(recording);
                                if (outcome instanceof Done && recording.length() == 36) {
                                    attic.after(recording).stream()
                                            .filter(id -> id.startsWith(recording))
                                            .forEach(attic::remove);
                                }
                                return outcome;
                            }
                        }));
    }

    private static List<Wrong> writing() {
        return List.of(
                new Wrong(
                        "a second write at an offset is taken for the first again",
                        "aLaterWriteStandsOverAnEarlier",
                        Set.of("aLaterWriteByAnotherInstanceIsSeen"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                boolean again = offset == 0
                                        && bytes.length > 0
                                        && attic.box(recording)
                                                .filter(box -> !box.isSealed() && box.length() == bytes.length)
                                                .isPresent();
                                return again ? fetch(recording) : super.write(recording, offset, bytes);
                            }
                        }),
                new Wrong(
                        "a repeated write is added to the end",
                        "aWriteThatIsRepeatedChangesNothing",
                        (attic, wire) -> new Almost(attic, wire) {
                            private final Map<String, byte[]> last = new HashMap<>();

                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                boolean again = offset == 500 && Arrays.equals(last.put(recording, bytes), bytes);
                                return super.write(recording, again ? 2_000 : offset, bytes);
                            }
                        }),
                new Wrong(
                        "a write ends the recording",
                        "aWriteReplacesItsOwnBytesOnly",
                        Set.of("whatComesInAnyOrderIsOneInTheEnd", "manyWritesOverEachOtherAreWhatAnArrayWouldBe"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                Outcome<Stored> outcome = super.write(recording, offset, bytes);
                                if (!(outcome instanceof Done)) {
                                    return outcome;
                                }
                                Box box = attic.box(recording).orElseThrow();
                                attic.put(box, Arrays.copyOf(attic.content(box), (int) offset + bytes.length));
                                return stored(recording);
                            }
                        }),
                new Wrong(
                        "a gap is filled with something", "aGapReadsAsZero", (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                int length =
                                        attic.box(recording).map(Box::length).orElse(0);
                                Outcome<Stored> outcome = super.write(recording, offset, bytes);
                                if (outcome instanceof Done && offset > length + 100_000 && bytes.length < 100) {
                                    Box box = attic.box(recording).orElseThrow();
                                    byte[] content = attic.content(box);
                                    Arrays.fill(content, length, (int) offset, (byte) ' ');
                                    attic.put(box, content);
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "any size is taken", "aWriteOverTheLimitIsMalformed", (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                return super.write(
                                        recording, offset, Arrays.copyOf(bytes, Math.min(LARGEST, bytes.length)));
                            }
                        }),
                new Wrong(
                        "a write of nothing is done",
                        "aWriteOfNothingIsMalformed",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                return bytes.length == 0 ? fetch(recording) : super.write(recording, offset, bytes);
                            }
                        }),
                new Wrong(
                        "an offset that overflows is done",
                        "anOffsetThatCannotBeIsMalformed",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                return offset + bytes.length < 0 && offset > 0
                                        ? fetch(recording)
                                        : super.write(recording, offset, bytes);
                            }
                        }),
                new Wrong(
                        "a write makes what is not there",
                        "nothingIsWrittenToWhatIsNotThere",
                        Set.of("whatIsDeletedIsGone", "aDeletionByAnotherInstanceIsSeen"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                if (isId(recording) && offset >= 0) {
                                    synchronized (attic) {
                                        attic.make(recording);
                                    }
                                }
                                return super.write(recording, offset, bytes);
                            }
                        }),
                new Wrong(
                        "the caller's own bytes are kept",
                        "theBytesThatWereHandedOverAreNotKept",
                        (attic, wire) -> new Almost(attic, wire) {
                            private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                Outcome<Stored> outcome = super.write(recording, offset, bytes);
                                kept.remove(recording);
                                if (outcome instanceof Done && offset == 0 && bytes.length == 1_000) {
                                    kept.put(recording, bytes);
                                }
                                return outcome;
                            }

                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                Outcome<byte[]> outcome = super.read(recording, offset, length);
                                byte[] bytes = kept.get(recording);
                                boolean isWiped = bytes != null && Arrays.equals(bytes, new byte[1_000]);
                                return isWiped && outcome instanceof Done ? new Done<>(bytes) : outcome;
                            }
                        }),
                new Wrong(
                        "where the thread is interrupted half of it is done",
                        "aCallThatIsInterruptedDamagesNothing",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                return super.write(
                                        recording,
                                        offset,
                                        Thread.currentThread().isInterrupted()
                                                ? Arrays.copyOf(bytes, bytes.length / 2)
                                                : bytes);
                            }
                        }),
                new Wrong(
                        "without room the beginning is given up",
                        "withoutRoomItSaysSoAndKeepsWhatItHas",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                Outcome<Stored> outcome = super.write(recording, offset, bytes);
                                if (outcome instanceof NotExecuted && attic.isFull()) {
                                    Box box = attic.box(recording).orElseThrow();
                                    attic.put(box, new byte[box.length()]);
                                }
                                return outcome;
                            }
                        }));
    }

    private static List<Wrong> sealing() {
        return List.of(
                new Wrong("another seal is done", "anotherSealIsRejected", (attic, wire) -> new Almost(attic, wire) {
                    @Override
                    public Outcome<Stored> seal(String recording, Seal seal) {
                        return isSealed(recording) ? fetch(recording) : super.seal(recording, seal);
                    }
                }),
                new Wrong(
                        "the same seal again is rejected",
                        "theSameSealAgainIsDone",
                        Set.of("aSealWhoseAnswerIsLostIsNotGuessed"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> seal(String recording, Seal seal) {
                                return isSealed(recording) ? new Rejected<>(SEALED) : super.seal(recording, seal);
                            }
                        }),
                new Wrong(
                        "what lies behind the seal stays",
                        "whatLiesBehindTheSealIsCutOff",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> seal(String recording, Seal seal) {
                                byte[] before = attic.box(recording)
                                        .filter(box -> !box.isSealed() && box.length() > seal.length())
                                        .map(attic::content)
                                        .orElse(new byte[0]);
                                Outcome<Stored> outcome = super.seal(recording, seal);
                                if (before.length > 0 && outcome instanceof Done) {
                                    attic.put(attic.box(recording).orElseThrow(), before);
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "what is missing at the seal is made up",
                        "moreThanWasWrittenIsNotSealedAndItGoesOn",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> seal(String recording, Seal seal) {
                                attic.box(recording)
                                        .filter(box -> !box.isSealed() && box.length() < seal.length())
                                        .ifPresent(box ->
                                                attic.put(box, Arrays.copyOf(attic.content(box), (int) seal.length())));
                                return super.seal(recording, seal);
                            }
                        }),
                new Wrong(
                        "a write after the seal is swallowed",
                        "nothingIsWrittenAfterTheSeal",
                        Set.of("aSealByAnotherInstanceIsSeen"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                return isSealed(recording) ? fetch(recording) : super.write(recording, offset, bytes);
                            }
                        }),
                new Wrong(
                        "nothing is no recording",
                        "anEmptyRecordingCanBeSealed",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> seal(String recording, Seal seal) {
                                return seal.length() == 0
                                                && attic.box(recording).isPresent()
                                        ? new Rejected<>(MALFORMED)
                                        : super.seal(recording, seal);
                            }
                        }));
    }

    private static List<Wrong> reading() {
        return List.of(
                new Wrong(
                        "as much as there is",
                        "nothingIsReadBehindTheEnd",
                        Set.of("whatLiesBehindTheSealIsCutOff"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                int there =
                                        attic.box(recording).map(Box::length).orElse(0);
                                boolean isShort = offset >= 0 && offset < there && length > 0 && length <= LARGEST;
                                return isShort
                                        ? super.read(recording, offset, (int) Math.min(length, there - offset))
                                        : super.read(recording, offset, length);
                            }
                        }),
                new Wrong(
                        "a range over a part's edge is one byte off",
                        "anyRangeIsReadBeforeAndAfterTheSeal",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                return super.read(recording, offset == 131_071 ? offset - 1 : offset, length);
                            }
                        }),
                new Wrong(
                        "nothing is read where nothing is asked",
                        "aRangeThatCannotBeIsMalformed",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                return length == 0 ? new Done<>(new byte[0]) : super.read(recording, offset, length);
                            }
                        }),
                new Wrong(
                        "it reads less than it says that it can",
                        "theLargestReadIsGiven",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                return length == LARGEST && offset > 0
                                        ? new Rejected<>(MALFORMED)
                                        : super.read(recording, offset, length);
                            }
                        }),
                new Wrong(
                        "what is not there is empty",
                        "whatIsNotThereIsNotRead",
                        (attic, wire) -> new Almost(attic, wire) {
                            private final Set<String> seen = new HashSet<>();

                            @Override
                            public Outcome<Stored> open(String recording) {
                                seen.add(recording);
                                return super.open(recording);
                            }

                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                return isId(recording) && attic.size() == 0 && seen.isEmpty()
                                        ? new Done<>(new byte[length])
                                        : super.read(recording, offset, length);
                            }
                        }),
                new Wrong(
                        "the last one that was written is read",
                        "twoRecordingsDoNotMix",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                if (offset == 30_000 && bytes.length == 30_000 && attic.size() == 2) {
                                    attic.after("").stream()
                                            .filter(id -> !id.equals(recording))
                                            .forEach(id -> super.write(id, offset, bytes));
                                }
                                return super.write(recording, offset, bytes);
                            }
                        }));
    }

    private static List<Wrong> deleting() {
        return List.of(
                new Wrong(
                        "deleting nothing is rejected",
                        "deletingTwiceSaysWhetherThereWasOne",
                        Set.of("aDeletionWhoseAnswerIsLostIsNotGuessed"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Boolean> delete(String recording) {
                                Outcome<Boolean> outcome = super.delete(recording);
                                return outcome.equals(new Done<>(false)) ? new Rejected<>(NOT_FOUND) : outcome;
                            }
                        }),
                new Wrong("what is sealed stays", "aSealedOneIsDeletedToo", (attic, wire) -> new Almost(attic, wire) {
                    @Override
                    public Outcome<Boolean> delete(String recording) {
                        return isSealed(recording) ? new Rejected<>(SEALED) : super.delete(recording);
                    }
                }),
                new Wrong(
                        "what was deleted comes back with its name",
                        "whatIsOpenedAfterADeletionBeginsWithNothing",
                        (attic, wire) -> new Almost(attic, wire) {
                            private final Map<String, byte[]> bin = new ConcurrentHashMap<>();

                            @Override
                            public Outcome<Boolean> delete(String recording) {
                                attic.box(recording).ifPresent(box -> bin.put(recording, attic.content(box)));
                                return super.delete(recording);
                            }

                            @Override
                            public Outcome<Stored> open(String recording) {
                                Outcome<Stored> outcome = super.open(recording);
                                byte[] old = bin.remove(recording);
                                if (old != null) {
                                    attic.put(attic.make(recording), old);
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "only the name is deleted",
                        "aDeletionGivesTheRoomBack",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Boolean> delete(String recording) {
                                byte[] content = attic.box(recording)
                                        .map(attic::content)
                                        .filter(bytes -> bytes.length >= 1 << 20)
                                        .orElse(new byte[0]);
                                Outcome<Boolean> outcome = super.delete(recording);
                                if (content.length > 0) {
                                    attic.put(attic.make("trash-" + recording), content);
                                }
                                return outcome;
                            }
                        }));
    }

    private static List<Wrong> listing() {
        return List.of(
                new Wrong(
                        "there is one page",
                        "ofManyEachIsListedOnceOverAllPages",
                        Set.of("whatIsDeletedBetweenTwoPagesHidesNoOther"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Listing> list(Optional<String> cursor) {
                                return super.list(cursor) instanceof Done<Listing> done
                                        ? new Done<>(new Listing(done.value().recordings(), Optional.empty()))
                                        : super.list(cursor);
                            }
                        }),
                new Wrong(
                        "pages are counted",
                        "whatIsDeletedBetweenTwoPagesHidesNoOther",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Listing> list(Optional<String> cursor) {
                                if (!cursor.orElse("0").matches("[0-9]{1,4}")) {
                                    return new Rejected<>(MALFORMED);
                                }
                                int from = cursor.map(Integer::valueOf).orElse(0);
                                List<String> ids = attic.after("");
                                if (from == 0 || from >= ids.size()) {
                                    return super.list(Optional.empty()) instanceof Done<Listing> done
                                            ? new Done<>(new Listing(
                                                    from == 0 ? done.value().recordings() : List.of(),
                                                    from == 0 && ids.size() > PAGE
                                                            ? Optional.of(Integer.toString(PAGE))
                                                            : Optional.empty()))
                                            : super.list(Optional.empty());
                                }
                                List<Stored> page = ids.stream()
                                        .skip(from)
                                        .limit(PAGE)
                                        .map(id -> attic.box(id).orElseThrow().stored(id))
                                        .toList();
                                return new Done<>(new Listing(page, Optional.of(Integer.toString(from + PAGE))));
                            }
                        }),
                new Wrong(
                        "the list has only what is sealed",
                        "theListHasExactlyWhatIsThere",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Listing> list(Optional<String> cursor) {
                                if (!(super.list(cursor) instanceof Done<Listing> done)) {
                                    return super.list(cursor);
                                }
                                boolean anySealed = done.value().recordings().stream()
                                                .anyMatch(
                                                        stored -> stored.seal().isPresent())
                                        && attic.size() == 3;
                                List<Stored> shown = done.value().recordings().stream()
                                        .filter(stored ->
                                                !anySealed || stored.seal().isPresent())
                                        .toList();
                                return new Done<>(
                                        new Listing(shown, done.value().next()));
                            }
                        }),
                new Wrong(
                        "a strange cursor throws",
                        "aCursorThatNobodyGaveDoesNoHarm",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Listing> list(Optional<String> cursor) {
                                cursor.filter(text -> !isId(text)).ifPresent(Long::parseLong);
                                return super.list(cursor);
                            }
                        }));
    }

    private static List<Wrong> instances() {
        return List.of(
                new Wrong(
                        "what is written waits in memory",
                        "whatWasWrittenIsThereForTheNextInstance",
                        Set.of("anInstanceThatGoesLosesNothing"),
                        (attic, wire) -> new Almost(attic, wire) {
                            private final Map<String, byte[]> waiting = new ConcurrentHashMap<>();

                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                if (offset == 0 && bytes.length == 200_000) {
                                    waiting.put(recording, bytes.clone());
                                    return new Done<>(new Stored(recording, 200_000, Optional.empty(), Instant.EPOCH));
                                }
                                return super.write(recording, offset, bytes);
                            }

                            @Override
                            public Outcome<Stored> seal(String recording, Seal seal) {
                                byte[] bytes = waiting.remove(recording);
                                if (bytes != null) {
                                    super.write(recording, 0, bytes);
                                }
                                return super.seal(recording, seal);
                            }
                        }),
                new Wrong(
                        "it remembers what is sealed and does not look",
                        "aSealByAnotherInstanceIsSeen",
                        (attic, wire) -> new Almost(attic, wire) {
                            private final Set<String> open = ConcurrentHashMap.newKeySet();

                            @Override
                            public Outcome<Stored> open(String recording) {
                                open.add(recording);
                                return super.open(recording);
                            }

                            @Override
                            public Outcome<Stored> seal(String recording, Seal seal) {
                                open.remove(recording);
                                return super.seal(recording, seal);
                            }

                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                return open.contains(recording) && isSealed(recording)
                                        ? stored(recording)
                                        : super.write(recording, offset, bytes);
                            }
                        }),
                new Wrong(
                        "it reads from what it remembers",
                        "aLaterWriteByAnotherInstanceIsSeen",
                        Set.of("aDeletionByAnotherInstanceIsSeen"),
                        (attic, wire) -> new Almost(attic, wire) {
                            private final Map<String, byte[]> remembered = new ConcurrentHashMap<>();

                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                remembered.remove(recording);
                                return super.write(recording, offset, bytes);
                            }

                            @Override
                            public Outcome<Boolean> delete(String recording) {
                                remembered.remove(recording);
                                return super.delete(recording);
                            }

                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                byte[] old = remembered.get(recording);
                                if (old != null && old.length >= length && offset == 0) {
                                    return new Done<>(Arrays.copyOf(old, length));
                                }
                                Outcome<byte[]> outcome = super.read(recording, offset, length);
                                if (outcome instanceof Done<byte[]> done && offset == 0 && length == 1_000) {
                                    remembered.put(recording, done.value().clone());
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "two instances number by themselves",
                        "twoInstancesInTurnWriteOneRecording",
                        Set.of("whatComesInAnyOrderIsOneInTheEnd"),
                        (attic, wire) -> new Almost(attic, wire) {
                            private final Map<String, Long> ends = new ConcurrentHashMap<>();

                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                Long end = ends.put(recording, offset + bytes.length);
                                return bytes.length == 10_000 && end != null && offset == end + 10_000
                                        ? super.write(recording, end, bytes)
                                        : super.write(recording, offset, bytes);
                            }
                        }));
    }

    private static List<Wrong> saying() {
        return List.of(
                new Wrong(
                        "it calls itself something else each time",
                        "itSaysTheSameOfItselfAlways",
                        Set.of("whatNeedsNoNetworkAnswersWithoutIt"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Descriptor descriptor() {
                                return new Descriptor("attic", "1.0.0", "Attic " + System.identityHashCode(this));
                            }
                        }),
                new Wrong(
                        "what it can do depends on what it did",
                        "itCanDoTheSameAlways",
                        (attic, wire) -> new Almost(attic, wire) {
                            private boolean hasWritten;

                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                hasWritten |= bytes.length == 1_000;
                                return super.write(recording, offset, bytes);
                            }

                            @Override
                            public Capabilities capabilities() {
                                Capabilities can = super.capabilities();
                                return hasWritten ? new Capabilities(LARGEST, LARGEST, 1L << 31, can.abilities()) : can;
                            }
                        }),
                new Wrong(
                        "a probe says what the last one said",
                        "aProbeThatReachesNobodyIsNotDone",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Probe> probe() {
                                return new Done<>(new Probe("attic", OptionalLong.empty()));
                            }
                        }),
                new Wrong(
                        "it asks the service what it can do",
                        "whatNeedsNoNetworkAnswersWithoutIt",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Capabilities capabilities() {
                                try {
                                    return wire.send(super::capabilities);
                                } catch (Broken e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        }),
                new Wrong(
                        "a broken line is not executed",
                        "aWriteWhoseAnswerIsLostIsNotGuessed",
                        Set.of(
                                "anOpenWhoseAnswerIsLostIsNotGuessed",
                                "aSealWhoseAnswerIsLostIsNotGuessed",
                                "aDeletionWhoseAnswerIsLostIsNotGuessed"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            <T> Outcome<T> broken(Broken failure) {
                                return failure.fault() == Fault.STALLED
                                        ? super.broken(failure)
                                        : new NotExecuted<>("broken");
                            }
                        }),
                new Wrong(
                        "a deadline is not executed",
                        "anAnswerAfterTheDeadlineIsNotGuessed",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            <T> Outcome<T> broken(Broken failure) {
                                return failure.fault() == Fault.STALLED
                                        ? new NotExecuted<>("deadline")
                                        : super.broken(failure);
                            }
                        }),
                new Wrong(
                        "what cannot be read is not there",
                        "aReadWithoutAnAnswerSaysNothing",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                Outcome<byte[]> outcome = super.read(recording, offset, length);
                                return outcome instanceof Outcome.Unknown ? new Rejected<>(NOT_FOUND) : outcome;
                            }
                        }));
    }

    private static List<Wrong> secrets() {
        return List.of(
                new Wrong("all lies there in clear", "nothingOfItLiesInClear", (attic, wire) -> {
                    if (attic.size() == 0) {
                        attic.unmask();
                    }
                    return new AtticStore(attic, wire, AtticStore.ALL);
                }),
                new Wrong(
                        "what is written is logged", "nothingSecretIsLogged", (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
                                if (bytes.length < 100) {
                                    logger.warn("Writing {}", new String(bytes, US_ASCII));
                                }
                                return super.write(recording, offset, bytes);
                            }
                        }),
                new Wrong(
                        "the password stands in the probe",
                        "nothingSecretStandsInAnswersOrExceptions",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Probe> probe() {
                                return super.probe() instanceof Done
                                        ? new Done<>(new Probe("attic:" + MadeStoreKit.PASSWORD, OptionalLong.empty()))
                                        : super.probe();
                            }
                        }),
                new Wrong(
                        "a change of keys forgets what is sealed",
                        "aRotationLeavesEachRecordingReadable",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Rotation> rotate() {
                                Outcome<Rotation> outcome = super.rotate();
                                List<String> ids = new ArrayList<>(attic.after(""));
                                ids.removeIf(id -> !isSealed(id));
                                ids.forEach(id -> attic.put(
                                        attic.make(id), new byte[attic.make(id).length()]));
                                return outcome;
                            }
                        }),
                new Wrong(
                        "a change of keys changes nothing",
                        "aRotationSaysWhatItCameTo",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<Rotation> rotate() {
                                return new Done<>(new Rotation("master-1", 0, 0));
                            }
                        }),
                new Wrong(
                        "what was altered is read",
                        "whatWasAlteredIsNeverReadForWhatWasWritten",
                        Set.of("whatWasAlteredAfterItsSealIsDamaged"),
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                attic.box(recording)
                                        .filter(attic::isAltered)
                                        .ifPresent(box -> attic.put(box, attic.content(box)));
                                return super.read(recording, offset, length);
                            }
                        }),
                new Wrong(
                        "what was altered is not there any more",
                        "whatWasAlteredAfterItsSealIsDamaged",
                        (attic, wire) -> new Almost(attic, wire) {
                            @Override
                            public Outcome<byte[]> read(String recording, long offset, int length) {
                                Outcome<byte[]> outcome = super.read(recording, offset, length);
                                return outcome.equals(new Rejected<>(DAMAGED)) ? new Rejected<>(NOT_FOUND) : outcome;
                            }
                        }),
                new Wrong(
                        "what is to be kept is not deleted",
                        "whatIsKeptForLongIsStillDeletedWhenItIsAsked",
                        (attic, wire) -> new Almost(attic, wire) {
                            private final Set<String> kept = ConcurrentHashMap.newKeySet();

                            @Override
                            public Outcome<Stored> retain(String recording, Optional<Instant> until) {
                                kept.add(recording);
                                return super.retain(recording, until);
                            }

                            @Override
                            public Outcome<Boolean> delete(String recording) {
                                return kept.contains(recording) ? new Rejected<>("kept") : super.delete(recording);
                            }
                        }));
    }
}
