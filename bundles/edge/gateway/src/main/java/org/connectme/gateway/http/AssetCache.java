package org.connectme.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.connectme.wire.http.Assets.Asset;

/**
 * Files as they were served, compressed once. An immutable file stays for a day after it was last asked for, so that
 * a page that was loaded before a bundle's replacement still finds its parts. Bounded by bytes; any thread.
 */
final class AssetCache {

    static final long MAX_BYTES = 64L << 20;
    private static final long DAY = TimeUnit.DAYS.toNanos(1);
    private static final int SMALL = 512;

    private final ReentrantLock lock = new ReentrantLock();
    /** Least recently asked for first. */
    private final Map<String, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);

    private final LongSupplier nanos;
    private long bytes;

    AssetCache(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param hash of the content, hex */
    record Copy(byte[] bytes, Optional<byte[]> gzip, String hash, String contentType, boolean immutable) {
        long size() {
            return bytes.length + gzip.map(zipped -> zipped.length).orElse(0);
        }
    }

    private record Kept(Copy copy, long askedAt) {}

    Optional<Copy> immutable(String path) {
        lock.lock();
        try {
            Kept found = kept.get(path);
            if (found == null || !found.copy().immutable()) {
                return Optional.empty();
            }
            kept.put(path, new Kept(found.copy(), nanos.getAsLong()));
            return Optional.of(found.copy());
        } finally {
            lock.unlock();
        }
    }

    Copy copy(String path, Asset asset) {
        lock.lock();
        try {
            Kept found = kept.get(path);
            if (found != null && Arrays.equals(found.copy().bytes(), asset.bytes())) {
                return found.copy();
            }
        } finally {
            lock.unlock();
        }
        Copy copy = make(asset);
        lock.lock();
        try {
            put(path, copy);
        } finally {
            lock.unlock();
        }
        return copy;
    }

    private void put(String path, Copy copy) {
        long now = nanos.getAsLong();
        Kept before = kept.put(path, new Kept(copy, now));
        bytes += copy.size() - (before == null ? 0 : before.copy().size());
        for (Iterator<Kept> oldest = kept.values().iterator(); oldest.hasNext(); ) {
            Kept each = oldest.next();
            if (bytes <= MAX_BYTES && now - each.askedAt() <= DAY) {
                return;
            }
            oldest.remove();
            bytes -= each.copy().size();
        }
    }

    private static Copy make(Asset asset) {
        byte[] zipped = isText(asset.contentType()) && asset.bytes().length >= SMALL ? gzip(asset.bytes()) : null;
        boolean pays = zipped != null && zipped.length < asset.bytes().length;
        return new Copy(
                asset.bytes(),
                pays ? Optional.of(zipped) : Optional.empty(),
                hash(asset.bytes()),
                asset.contentType(),
                asset.immutable());
    }

    private static boolean isText(String contentType) {
        return contentType.startsWith("text/")
                || contentType.startsWith("image/svg")
                || contentType.startsWith("application/json")
                || contentType.startsWith("application/javascript")
                || contentType.startsWith("application/manifest")
                || contentType.startsWith("application/wasm");
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform has no SHA-256.", e);
        }
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(plain.length / 3);
        try (GZIPOutputStream out = new GZIPOutputStream(zipped) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("An array was written.", e);
        }
        return zipped.toByteArray();
    }
}
