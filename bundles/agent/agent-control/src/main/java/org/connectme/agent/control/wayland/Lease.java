package org.connectme.agent.control.wayland;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.control.wayland.DesktopSession.Stream;
import org.connectme.agent.control.wayland.Pods.Format;
import org.connectme.agent.control.x11.PictureWindow;
import org.connectme.agent.core.Monitors.Lending;
import org.connectme.agent.core.Monitors.Monitor;
import org.connectme.agent.core.Monitors.View;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One time that the desktop is lent: from the question to the person until it is over, whoever ends it. The picture goes
 * into a window of the X display that every such desktop has beside it, for the native part captures that as the screen
 * that it is. Thread-safe.
 */
final class Lease implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Lease.class);

    private static final long FIRST_PICTURE_SECONDS = 10;

    /** Told on any thread; must not block. */
    interface Told {
        void changed();

        /** The system took it back, which the person asked it to. */
        void endedBySystem();
    }

    private final Map<String, String> environment;
    private final boolean control;
    private final Executor worker;
    private final Told told;
    private final CountDownLatch pictured = new CountDownLatch(1);

    private volatile Lending lending = Lending.ASKING;
    private volatile @Nullable Portal portal;
    private volatile @Nullable DesktopSession session;
    private volatile @Nullable PipeWirePicture picture;
    private volatile @Nullable LentWindow window;
    private volatile @Nullable Monitor monitor;
    private boolean over;
    private boolean asking = true;

    /** @param worker for what must not be done where it is noticed */
    Lease(Map<String, String> environment, boolean control, Executor worker, Told told) {
        this.environment = environment;
        this.control = control;
        this.worker = worker;
        this.told = told;
    }

    /** Whether keyboard and mouse were asked for. */
    boolean control() {
        return control;
    }

    Lending lending() {
        return lending;
    }

    /** Empty until it is lent. */
    Optional<Monitor> monitor() {
        return lending == Lending.LENT ? Optional.ofNullable(monitor) : Optional.empty();
    }

    /** Where input goes; empty unless the desktop is lent. */
    Optional<DesktopSession> session() {
        return lending == Lending.LENT ? Optional.ofNullable(session) : Optional.empty();
    }

    synchronized Optional<View> view() {
        LentWindow shown = window;
        return lending == Lending.LENT && shown != null ? Optional.of(shown.view()) : Optional.empty();
    }

    /** Asks the person; ends when they answered and the picture is there, which may take minutes. */
    void ask() {
        try {
            Portal opened = Portal.open(environment);
            portal = opened;
            if (isOver()) {
                throw new IOException("it is not wanted any more");
            }
            DesktopSession lent = DesktopSession.ask(opened, control, this::systemEnded);
            session = lent;
            int descriptor = lent.openPipeWire();
            picture = PipeWirePicture.open(
                    PipeWire.load(), descriptor, lent.stream().node(), new Pictures(lent.stream()));
            if (!pictured.await(FIRST_PICTURE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no picture came");
            }
            synchronized (this) {
                if (over) {
                    throw new IOException("it is not wanted any more");
                }
                lending = Lending.LENT;
            }
            logger.info("The desktop lends its picture{}", inputs(lent));
        } catch (PortalRefused e) {
            logger.info("The desktop lends nothing: {}", e.getMessage());
            end(Lending.REFUSED);
        } catch (IOException | LinkageError e) {
            if (end(Lending.FAILED)) {
                logger.warn("The desktop's picture cannot be had: {}", e.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(Lending.FAILED);
        }
        synchronized (this) {
            asking = false;
        }
        if (isOver()) {
            // Whoever ended it left what was being opened to be closed here.
            shut();
        }
        told.changed();
    }

    private static String inputs(DesktopSession lent) {
        return (lent.hasKeyboard() ? ", and the keyboard" : "") + (lent.hasPointer() ? ", and the mouse" : "");
    }

    /** Before it was lent that is a no, which some systems tell in this way first. */
    private void systemEnded() {
        boolean stood = lending == Lending.LENT;
        if (end(stood ? Lending.ENDED : Lending.REFUSED)) {
            if (stood) {
                told.endedBySystem();
            }
            told.changed();
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** @return whether it was not over before */
    private boolean end(Lending how) {
        boolean wasAsking;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            lending = how;
            wasAsking = asking;
        }
        LentWindow shown = window;
        if (shown != null) {
            shown.window().blacken();
        }
        pictured.countDown();
        if (!wasAsking) {
            worker.execute(this::shut);
        }
        return true;
    }

    private void shut() {
        DesktopSession lent;
        Portal opened;
        PipeWirePicture shown;
        LentWindow last;
        synchronized (this) {
            lent = session;
            opened = portal;
            shown = picture;
            last = window;
            session = null;
            portal = null;
            picture = null;
            window = null;
        }
        // Not under the lock: PipeWire's thread may wait for it, and is waited for here.
        if (lent != null) {
            lent.close();
        }
        if (opened != null) {
            opened.close();
        }
        if (shown != null) {
            shown.close();
        }
        if (last != null) {
            last.release();
        }
    }

    /** The desktop is not wanted any more: the system's indicator goes, and so does its dialog if it is still open. */
    @Override
    public void close() {
        if (end(Lending.ENDED)) {
            Portal opened = portal;
            if (opened != null) {
                // Who waits for the person's answer waits no longer.
                opened.cancel();
            }
        }
    }

    /** What PipeWire shows goes into the window; a new size makes a new one. */
    private final class Pictures implements PipeWirePicture.Receiver {

        private final Stream stream;
        private @Nullable ByteBuffer turned;

        Pictures(Stream stream) {
            this.stream = stream;
        }

        @Override
        public void picture(Format format, ByteBuffer pixels, int stride) {
            try {
                LentWindow shown = window;
                boolean fits = shown != null && shown.fits(format);
                if (shown == null || !fits) {
                    shown = resized(format);
                }
                if (format.pixels().isRedFirst()) {
                    shown.window().show(blueFirst(format, pixels, stride), format.width() * 4);
                } else {
                    shown.window().show(pixels, stride);
                }
                pictured.countDown();
                if (!fits) {
                    told.changed();
                }
            } catch (IOException e) {
                logger.warn("The desktop's picture has no place: {}", e.toString());
                ended();
            }
        }

        private LentWindow resized(Format format) throws IOException {
            LentWindow made = new LentWindow(PictureWindow.open(environment, format.width(), format.height()));
            synchronized (Lease.this) {
                if (over) {
                    made.release();
                    throw new IOException("it is over");
                }
                LentWindow before = window;
                window = made;
                monitor = new Monitor(
                        WaylandMonitors.ID,
                        "",
                        Scale.pixels(stream.x(), stream.width(), format.width()),
                        Scale.pixels(stream.y(), stream.height(), format.height()),
                        format.width(),
                        format.height(),
                        false);
                if (before != null) {
                    before.window().blacken();
                    before.release();
                }
            }
            return made;
        }

        private ByteBuffer blueFirst(Format format, ByteBuffer pixels, int stride) {
            int size = format.width() * format.height() * 4;
            ByteBuffer into = turned;
            if (into == null || into.capacity() != size) {
                into = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
                turned = into;
            }
            into.clear();
            for (int y = 0; y < format.height(); y++) {
                for (int x = 0; x < format.width(); x++) {
                    into.putInt(Scale.swapped(pixels.getInt(pixels.position() + y * stride + x * 4)));
                }
            }
            return into.flip();
        }

        @Override
        public void ended() {
            worker.execute(Lease.this::systemEnded);
        }
    }
}
