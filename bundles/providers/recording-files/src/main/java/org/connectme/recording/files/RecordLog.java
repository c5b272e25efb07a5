package org.connectme.recording.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import org.connectme.recording.spi.Stored.Seal;
import org.connectme.recording.vault.Damaged;
import org.connectme.recording.vault.Durable;
import org.connectme.recording.vault.Extents;
import org.connectme.recording.vault.Extents.Extent;
import org.connectme.recording.vault.Sealed;
import org.jspecify.annotations.Nullable;

/**
 * One recording's file: records of at most 64 KiB, each encrypted for its place, only ever appended. Bytes that are
 * written again stand in a later record, so that nothing that was durable is touched again, whatever breaks off. What
 * broke off at the end is found by its sum or its tag and is not counted.
 *
 * <p>What this object knows is a cache: it looks at the file's size and reads on, for another instance may have written.
 * Not thread-safe.
 */
final class RecordLog {

    private static final int SEAL_BYTES = 8 + 32;

    /** No call writes more: what is broken further from the end did not break off. */
    private static final long LARGEST_TAIL = 4L << 20;

    private final String recording;
    private final Path file;
    private final byte[] key;
    private Extents extents = new Extents();
    private @Nullable Seal seal;
    private long end;
    /** Of the file, when it was last looked at and whole. */
    private long seen;

    RecordLog(String recording, Path file, byte[] key) {
        this.recording = recording;
        this.file = file;
        this.key = key;
    }

    Optional<Seal> seal() {
        return Optional.ofNullable(seal);
    }

    long length() {
        return seal == null ? extents.length() : seal.length();
    }

    /** Looks what is there. */
    void refresh() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            refresh(channel);
        }
    }

    /** The whole of it durable, or nothing of it counted. */
    void append(long offset, byte[] bytes) throws IOException, Damaged {
        ByteArrayOutputStream records = new ByteArrayOutputStream(bytes.length + 4 * RecordHead.LARGEST);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long start = writable(channel);
            for (int from = 0; from < bytes.length; from += RecordHead.LARGEST) {
                int length = Math.min(RecordHead.LARGEST, bytes.length - from);
                RecordHead head = new RecordHead(RecordHead.Kind.DATA, offset + from, length);
                long record = start + records.size();
                records.writeBytes(head.bytes());
                records.writeBytes(Sealed.seal(key, head.place(recording, record), bytes, from, length));
            }
            write(channel, start, records.toByteArray());
        }
    }

    void seal(Seal wanted) throws IOException, Damaged {
        byte[] plain = ByteBuffer.allocate(SEAL_BYTES)
                .putLong(wanted.length())
                .put(HexFormat.of().parseHex(wanted.sha256()))
                .array();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long start = writable(channel);
            RecordHead head = new RecordHead(RecordHead.Kind.SEAL, 0, plain.length);
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            record.writeBytes(head.bytes());
            record.writeBytes(Sealed.seal(key, head.place(recording, start), plain, 0, plain.length));
            write(channel, start, record.toByteArray());
        }
    }

    /** Gaps read as 0. */
    byte[] read(long offset, int length) throws IOException, Damaged {
        byte[] bytes = new byte[length];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (Extent extent : extents.within(offset, offset + length)) {
                RecordHead head = head(channel, extent.record())
                        .orElseThrow(() -> new Damaged("A record's head is no more what it was"));
                byte[] plain = plain(channel, extent.record(), head)
                        .orElseThrow(() -> new Damaged("A record is no more what was written"));
                int count = (int) (extent.end() - extent.start());
                System.arraycopy(plain, extent.skip(), bytes, (int) (extent.start() - offset), count);
            }
        }
        return bytes;
    }

    /** @return where the next record goes; what broke off there is cut away */
    private long writable(FileChannel channel) throws IOException, Damaged {
        refresh(channel);
        if (channel.size() - end > LARGEST_TAIL) {
            throw new Damaged("More is unreadable at the end than a crash can leave");
        }
        if (channel.size() > end) {
            channel.truncate(end);
            channel.force(true);
        }
        return end;
    }

    private void write(FileChannel channel, long start, byte[] records) throws IOException {
        try {
            Durable.fully(channel, ByteBuffer.wrap(records), start);
            channel.force(false);
        } catch (IOException e) {
            try {
                channel.truncate(start);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        refresh(channel);
    }

    private void refresh(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size == seen) {
            return;
        }
        if (size < end) {
            extents = new Extents();
            seal = null;
            end = 0;
        }
        readOn(channel, size);
        // What is not whole may be on its way by another instance's hand: it is looked at again.
        seen = end == size ? size : -1;
    }

    private void readOn(FileChannel channel, long size) throws IOException {
        Deque<Long> fresh = new ArrayDeque<>();
        Deque<RecordHead> heads = new ArrayDeque<>();
        long at = end;
        for (Optional<RecordHead> head = head(channel, at);
                head.isPresent() && at + head.get().recordBytes() <= size;
                head = head(channel, at)) {
            fresh.add(at);
            heads.add(head.get());
            at += head.get().recordBytes();
        }
        long sound = isSealedSoundly(channel, fresh, heads) ? size : size - LARGEST_TAIL;
        while (!fresh.isEmpty()) {
            long record = fresh.remove();
            RecordHead head = heads.remove();
            // Older ones were durable before younger ones were begun, and are judged when they are read.
            boolean mayBeTorn = record + head.recordBytes() > sound;
            if (mayBeTorn || head.kind() == RecordHead.Kind.SEAL) {
                Optional<byte[]> plain = plain(channel, record, head);
                if (plain.isEmpty()) {
                    return;
                }
                seal = head.kind() == RecordHead.Kind.SEAL ? sealOf(plain.get()) : seal;
            }
            if (head.kind() == RecordHead.Kind.DATA) {
                extents.put(head.offset(), head.offset() + head.length(), record);
            }
            end = record + head.recordBytes();
        }
    }

    /** A seal comes when all before it is durable: what is unreadable there was altered, and did not break off. */
    private boolean isSealedSoundly(FileChannel channel, Deque<Long> records, Deque<RecordHead> heads)
            throws IOException {
        return !heads.isEmpty()
                && heads.getLast().kind() == RecordHead.Kind.SEAL
                && plain(channel, records.getLast(), heads.getLast()).isPresent();
    }

    private static Seal sealOf(byte[] plain) {
        ByteBuffer buffer = ByteBuffer.wrap(plain);
        return new Seal(buffer.getLong(), HexFormat.of().formatHex(plain, 8, SEAL_BYTES));
    }

    private static Optional<RecordHead> head(FileChannel channel, long record) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(RecordHead.BYTES);
        return Durable.read(channel, bytes, record) ? RecordHead.read(bytes.array()) : Optional.empty();
    }

    private Optional<byte[]> plain(FileChannel channel, long record, RecordHead head) throws IOException {
        byte[] whole = new byte[head.recordBytes()];
        return Durable.read(channel, ByteBuffer.wrap(whole), record)
                ? Sealed.open(
                        key, head.place(recording, record), Arrays.copyOfRange(whole, RecordHead.BYTES, whole.length))
                : Optional.empty();
    }
}
