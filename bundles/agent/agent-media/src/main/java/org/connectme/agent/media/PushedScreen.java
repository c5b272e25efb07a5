package org.connectme.agent.media;

import dev.onvoid.webrtc.media.FourCC;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoBufferConverter;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrackSource;
import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.core.Monitors.Viewer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends pictures the moment they are there. The last one is sent again, ever more rarely: the first times so that the other
 * side notices soon when something was lost on the way, later so that it becomes sharp, and a key picture that is asked for
 * has something to be made from. Thread-safe.
 */
final class PushedScreen implements Viewer, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(PushedScreen.class);

    private static final long[] AGAIN_MILLIS = {15, 20, 30, 60, 125};
    private static final long AT_LAST_MILLIS = 250;

    /** One is filled while one is encoded and one waits for it. */
    private static final int BUFFERS = 3;

    private final CustomVideoSource source = new CustomVideoSource();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "connectme-screen");
        thread.setDaemon(true);
        return thread;
    });
    private final @Nullable NativeI420Buffer[] buffers = new NativeI420Buffer[BUFFERS];
    private int shown;
    private int again;
    private boolean closed;
    private @Nullable ScheduledFuture<?> next;

    PushedScreen() {
        clock.setRemoveOnCancelPolicy(true);
    }

    VideoTrackSource source() {
        return source;
    }

    @Override
    public synchronized void picture(ByteBuffer pixels, int width, int height) {
        if (closed) {
            return;
        }
        try {
            shown = (shown + 1) % BUFFERS;
            VideoBufferConverter.convertToI420(pixels, buffer(width, height), FourCC.ARGB);
        } catch (Exception e) {
            logger.debug("A picture was left out", e);
            return;
        }
        again = 0;
        push();
    }

    private NativeI420Buffer buffer(int width, int height) {
        NativeI420Buffer there = buffers[shown];
        if (there != null && there.getWidth() == width && there.getHeight() == height) {
            return there;
        }
        if (there != null) {
            there.release();
        }
        NativeI420Buffer made = NativeI420Buffer.allocate(width, height);
        buffers[shown] = made;
        return made;
    }

    /** Sends what was sent last, now: whether it is black was changed. */
    synchronized void again() {
        push();
    }

    private void push() {
        NativeI420Buffer last = buffers[shown];
        if (closed || last == null) {
            return;
        }
        source.pushFrame(new VideoFrame(last, System.nanoTime()));
        if (next != null) {
            next.cancel(false);
        }
        long wait = again < AGAIN_MILLIS.length ? AGAIN_MILLIS[again++] : AT_LAST_MILLIS;
        next = clock.schedule(this::again, wait, TimeUnit.MILLISECONDS);
    }

    /** Not one picture more. */
    synchronized void stop() {
        closed = true;
        clock.shutdownNow();
    }

    /** After what used it is gone. */
    @Override
    public synchronized void close() {
        stop();
        source.dispose();
        for (int i = 0; i < BUFFERS; i++) {
            NativeI420Buffer made = buffers[i];
            if (made != null) {
                made.release();
                buffers[i] = null;
            }
        }
    }
}
