package org.connectme.recording.webm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.connectme.recording.webm.Ebml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads a take's stream on from where it was left: whole elements only, of the few kinds that a recorder writes
 * (<a href="https://www.webmproject.org/docs/container/">WebM</a>, RFC 9559). What is not all there yet waits for more.
 * One thread, once.
 */
public final class TakeReader {

    private static final int LARGEST_HEADER = 4096;
    private static final int LARGEST_ELEMENT = 1 << 20;
    private static final int BLOCK_HEAD = 4;
    private static final Set<Integer> SKIPPED =
            Set.of(Ebml.VOID, Ebml.CRC_32, Ebml.SEEK_HEAD, Ebml.TAGS, Ebml.CUES, Ebml.POSITION, Ebml.PREVIOUS_SIZE);

    private final byte[] bytes;
    private final long latestMillis;
    private final List<Block> blocks = new ArrayList<>();
    private TakeState state;
    private @Nullable Tracks tracks;
    private int at;
    private boolean isHeldBack;

    private TakeReader(TakeState state, byte[] bytes, int from, long latestMillis) {
        this.state = state;
        this.bytes = bytes;
        this.at = from;
        this.latestMillis = latestMillis;
    }

    /**
     * What was read.
     *
     * @param end        behind the last whole element
     * @param tracks     if the head was among it
     * @param isHeldBack a block from the future stands at {@code end}
     * @param next       time of that block, or the last time that was read
     */
    public record Result(
            TakeState state, int end, Optional<Tracks> tracks, List<Block> blocks, boolean isHeldBack, long next) {}

    /**
     * @param from         the first byte that was not read before
     * @param latestMillis a block that is later is not read yet
     */
    public static Result read(TakeState state, byte[] bytes, int from, long latestMillis) throws Malformed {
        TakeReader reader = new TakeReader(state, bytes, from, latestMillis);
        long next = reader.readAll();
        return new Result(
                reader.state,
                reader.at,
                Optional.ofNullable(reader.tracks),
                List.copyOf(reader.blocks),
                reader.isHeldBack,
                next);
    }

    private long readAll() throws Malformed {
        if (!state.headRead() && !readHead()) {
            return 0;
        }
        long next = state.lastMillis();
        for (Optional<Element> element = whole(at); element.isPresent(); element = whole(at)) {
            Element found = element.get();
            if (found.id() == Ebml.SIMPLE_BLOCK) {
                Block block = block(found);
                next = block.millis();
                if (block.millis() > latestMillis) {
                    isHeldBack = true;
                    return next;
                }
                blocks.add(block);
                state = state.after(block);
            } else if (found.id() == Ebml.CLUSTER) {
                state = state.inCluster(-1);
            } else if (found.id() == Ebml.TIMESTAMP) {
                state = state.inCluster(timestamp(found));
            } else if (!SKIPPED.contains(found.id())) {
                throw new Malformed("An element that a take does not have here");
            }
            at = found.id() == Ebml.CLUSTER ? found.content() : (int) found.end();
        }
        return next;
    }

    /** The head comes whole, or waits. */
    private boolean readHead() throws Malformed {
        Optional<Element> header = Ebml.element(bytes, at, bytes.length);
        if (header.filter(found -> found.id() != Ebml.HEADER || found.size() > LARGEST_HEADER)
                .isPresent()) {
            throw new Malformed("A take begins with an EBML header");
        }
        if (whole(at).isEmpty()) {
            return false;
        }
        Ebml.children(bytes, header.get(), field -> {
            if (field.id() == Ebml.DOC_TYPE) {
                Ebml.text(bytes, field, "webm"::equals);
            }
        });
        Optional<Element> segment = Ebml.element(bytes, (int) header.get().end(), bytes.length);
        if (segment.isEmpty()) {
            return false;
        }
        if (segment.get().id() != Ebml.SEGMENT) {
            throw new Malformed("A Segment follows the EBML header");
        }
        int place = segment.get().content();
        for (Optional<Element> element = whole(place); element.isPresent(); element = whole(place)) {
            Element found = element.get();
            if (found.id() == Ebml.INFO) {
                Ebml.children(bytes, found, this::info);
            } else if (found.id() == Ebml.TRACKS) {
                tracks = Tracks.read(bytes, found);
                state = state.withHead(tracks);
                at = (int) found.end();
                return true;
            } else if (!SKIPPED.contains(found.id())) {
                throw new Malformed("An element that does not stand before the tracks");
            }
            place = (int) found.end();
        }
        return false;
    }

    private void info(Element field) throws Malformed {
        if (field.id() == Ebml.TIMESTAMP_SCALE && Ebml.number(bytes, field) != 1_000_000) {
            throw new Malformed("Times are in milliseconds");
        }
    }

    /** The element at a place if it is all there; a cluster if its head is. */
    private Optional<Element> whole(int place) throws Malformed {
        Optional<Element> element = Ebml.element(bytes, place, bytes.length);
        if (element.isEmpty() || element.get().id() == Ebml.CLUSTER) {
            return element;
        }
        if (element.get().isUnknown() || element.get().size() > LARGEST_ELEMENT) {
            throw new Malformed("An element without a length, or a very long one");
        }
        return element.filter(found -> found.end() <= bytes.length);
    }

    private long timestamp(Element element) throws Malformed {
        long millis = Ebml.number(bytes, element);
        // So that no sum of times overflows; a take of 24 days is none.
        if (state.clusterMillis() >= 0 || millis > Integer.MAX_VALUE) {
            throw new Malformed("A cluster has one time, and no such");
        }
        return millis;
    }

    private Block block(Element element) throws Malformed {
        if (state.clusterMillis() < 0 || element.size() <= BLOCK_HEAD) {
            throw new Malformed("A block without content, or before its cluster's time");
        }
        int start = element.content();
        int number = bytes[start] & 0x7F;
        boolean isVideo = number == state.videoNumber();
        if ((bytes[start] & 0x80) == 0 || number == 0 || !isVideo && number != state.audioNumber()) {
            throw new Malformed("A block of a track that there is not");
        }
        int flags = bytes[start + 3];
        if ((flags & 0x0E) != 0) {
            throw new Malformed("A block with lacing, or one that is not to be shown");
        }
        long millis = state.clusterMillis() + (short) ((bytes[start + 1] & 0xFF) << 8 | bytes[start + 2] & 0xFF);
        long before = isVideo ? state.videoMillis() : state.audioMillis();
        boolean isKey = !isVideo || (flags & 0x80) != 0;
        if (millis < Math.max(before, 0) || before < 0 && !isKey) {
            throw new Malformed("A block from before the one before it, or a picture without its key");
        }
        return new Block(isVideo, millis, isKey, Arrays.copyOfRange(bytes, start + BLOCK_HEAD, (int) element.end()));
    }
}
