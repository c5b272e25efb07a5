package org.connectme.recording.tck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.connectme.recording.spi.Stored;
import org.connectme.recording.spi.Stored.Seal;

/** A place for recordings in memory, which masks them and sees when they were altered. */
final class Attic implements Medium, Room {

    private static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");

    private final TreeMap<String, Box> boxes = new TreeMap<>();
    private byte mask = 0x5a;
    private int master = 1;
    private int opened;
    private boolean isFull;

    /** What stands there for one recording. */
    static final class Box {
        private byte[] masked = new byte[0];
        private long sum;
        private Optional<Seal> seal = Optional.empty();
        private final Instant openedAt;

        private Box(Instant openedAt) {
            this.openedAt = openedAt;
        }

        int length() {
            return masked.length;
        }

        boolean isSealed() {
            return seal.isPresent();
        }

        boolean isSealed(Seal by) {
            return seal.equals(Optional.of(by));
        }

        void seal(Seal by) {
            seal = Optional.of(by);
        }

        Stored stored(String recording) {
            return new Stored(recording, seal.map(Seal::length).orElse((long) masked.length), seal, openedAt);
        }
    }

    Optional<Box> box(String recording) {
        return Optional.ofNullable(boxes.get(recording));
    }

    Box make(String recording) {
        return boxes.computeIfAbsent(recording, id -> new Box(BEGIN.plusSeconds(opened++)));
    }

    boolean remove(String recording) {
        return boxes.remove(recording) != null;
    }

    /** Ids that follow this one. */
    List<String> after(String recording) {
        return List.copyOf(boxes.tailMap(recording, false).keySet());
    }

    void put(Box box, byte[] content) {
        box.masked = masked(content);
        box.sum = sum(box.masked);
    }

    byte[] content(Box box) {
        return masked(box.masked);
    }

    boolean isAltered(Box box) {
        return sum(box.masked) != box.sum;
    }

    /** Each recording is masked anew. */
    String rotate() {
        List<Box> all = List.copyOf(boxes.values());
        List<byte[]> contents = all.stream().map(this::content).toList();
        mask++;
        for (int i = 0; i < all.size(); i++) {
            put(all.get(i), contents.get(i));
        }
        master++;
        return "master-" + master;
    }

    int size() {
        return boxes.size();
    }

    void unmask() {
        mask = 0;
    }

    boolean isFull() {
        return isFull;
    }

    private byte[] masked(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = (byte) (bytes[i] ^ mask);
        }
        return result;
    }

    private static long sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    @Override
    public synchronized List<byte[]> all() {
        List<byte[]> all = new ArrayList<>();
        boxes.values().forEach(box -> all.add(box.masked.clone()));
        return all;
    }

    @Override
    public synchronized boolean alter(String recording) {
        Box box = boxes.get(recording);
        box.masked[500] ^= 1;
        return true;
    }

    @Override
    public synchronized void none() {
        isFull = true;
    }

    @Override
    public synchronized void enough() {
        isFull = false;
    }
}
