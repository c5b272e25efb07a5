package org.connectme.recording.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.connectme.recording.spi.Rotation;
import org.connectme.recording.vault.Damaged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The change of the master key. The new one is there before any key is looked at, and whoever makes a recording looks
 * again after it; so an old one is removed only when nothing is wrapped by it any more.
 */
final class Rewrapping {

    private static final Logger logger = LoggerFactory.getLogger(Rewrapping.class);
    private static final int PAGE = 200;
    private static final int AT_ONCE = 8;

    private final Bucket bucket;
    private final Keyring keyring;

    Rewrapping(Bucket bucket, Keyring keyring) {
        this.bucket = bucket;
        this.keyring = keyring;
    }

    Rotation rotate() throws Fault, IOException {
        int master = keyring.masters().make();
        int changed = 0;
        int failed = 0;
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            String after = "";
            boolean isLast = false;
            while (!isLast) {
                Bucket.Folders page = bucket.folders(after, PAGE);
                List<Future<Result>> wrapped = new ArrayList<>();
                for (String recording : page.names()) {
                    if (S3RecordingStore.isId(recording)) {
                        wrapped.add(threads.submit(() -> wrap(recording, master)));
                    }
                }
                for (Future<Result> each : wrapped) {
                    switch (result(each)) {
                        case CHANGED -> changed++;
                        case FAILED -> failed++;
                        case NONE -> {
                            // What a deleted one left behind has no key.
                        }
                    }
                }
                after = page.names().isEmpty()
                        ? after
                        : page.names().get(page.names().size() - 1);
                isLast = page.isLast() || page.names().isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
        if (failed == 0) {
            keyring.masters().forgetBefore(master);
        }
        return new Rotation(Integer.toString(master), changed, failed);
    }

    private enum Result {
        CHANGED,
        FAILED,
        NONE
    }

    private Result wrap(String recording, int master) {
        try {
            Contents keys = Contents.of(bucket.list(recording + "/" + Keyring.START, "").stream()
                    .map(entry -> entry.name().substring(recording.length() + 1))
                    .toList());
            keyring.wrap(recording, keys, master);
            return keys.isThere() ? Result.CHANGED : Result.NONE;
        } catch (Fault | Damaged | IOException e) {
            logger.warn("A recording's key is still wrapped by the master key before: {}", e.getMessage());
            return Result.FAILED;
        }
    }

    private static Result result(Future<Result> wrapped) {
        try {
            return wrapped.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.FAILED;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Wrapping a key broke off", e.getCause());
        }
    }
}
