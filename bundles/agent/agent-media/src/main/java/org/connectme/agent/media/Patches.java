package org.connectme.agent.media;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.agent.core.Monitors;
import org.connectme.agent.core.Monitors.Look;
import org.connectme.agent.core.Monitors.Patch;
import org.connectme.agent.core.Monitors.Patcher;
import org.connectme.agent.core.Screen;
import org.jspecify.annotations.Nullable;

/**
 * Sends what changes on a shared screen past the video, while that is little: so a click shows as soon as with VNC. Opened and
 * closed on the native part's thread, on which patches leave as well: none after {@link #close}.
 */
final class Patches implements Patcher, AutoCloseable {

    /** Takes what is packed to the other side, on the native part's thread. */
    interface Way {
        void send(byte[] packed, Thrift thrift);

        /** From now on they no longer bring all that changes: see {@link #areEnough}. */
        void leftToVideo();
    }

    private static final int MOST_QUEUED = 8;

    private final Threads threads;
    private final Way way;
    private final @Nullable Monitors from;
    private final Thrift thrift = new Thrift(now());
    private final Runs runs = new Runs();
    private final AtomicInteger queued = new AtomicInteger();
    private volatile boolean leftToVideo;
    private @Nullable Look look;

    /** Of the native part's thread. */
    private boolean closed;

    private Patches(Threads threads, Way way, @Nullable Monitors from) {
        this.threads = threads;
        this.way = way;
        this.from = from;
    }

    /** Empty where the system cannot. */
    static Optional<Patches> open(Screens screens, Screen screen, Threads threads, Way way) {
        Patches opened = new Patches(threads, way, screens.monitors().orElse(null));
        Optional<Look> look = screens.patches(screen, opened);
        if (look.isEmpty()) {
            opened.runs.close();
            return Optional.empty();
        }
        opened.look = look.get();
        return Optional.of(opened);
    }

    /** Whether it comes from who tells monitors apart now. */
    boolean isOf(Screens screens) {
        return screens.monitors().filter(each -> each == from).isPresent();
    }

    @Override
    public boolean wants(int pixels, int whole) {
        boolean allowed = thrift.allows(pixels, whole, now());
        if (!allowed) {
            leaveToVideo();
        }
        return allowed;
    }

    private void leaveToVideo() {
        if (!leftToVideo) {
            leftToVideo = true;
            threads.run(() -> {
                if (!closed) {
                    way.leftToVideo();
                }
            });
        }
    }

    /** Whether they brought all that changed of late. */
    boolean areEnough() {
        boolean enough = thrift.isEnough(now());
        if (enough) {
            leftToVideo = false;
        }
        return enough;
    }

    @Override
    public void patch(Patch patch, long takenMillis, ByteBuffer pixels) {
        Optional<byte[]> packed = runs.pack(patch, takenMillis, pixels);
        if (packed.isEmpty() || queued.get() >= MOST_QUEUED) {
            thrift.tooLarge(now());
            leaveToVideo();
            return;
        }
        queued.incrementAndGet();
        threads.run(() -> {
            queued.decrementAndGet();
            if (!closed) {
                way.send(packed.get(), thrift);
            }
        });
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (look != null) {
            look.close();
        }
        runs.close();
    }

    static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
