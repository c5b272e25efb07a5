package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.core.Monitors.Monitor;
import org.connectme.agent.core.Monitors.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A window beyond the desktop's edge into which the display copies one monitor, 60 times a second. Each copy goes to a
 * place that nobody sees first, and on into the window only if the display says that between the copy before it and this
 * one nothing changed about the monitors: so no pixel of another one gets there. The display works off one connection's
 * requests in their order, which is what this stands on.
 *
 * <p>The window is this connection's own: whatever is unplugged, it is there until {@link #close}.
 */
final class MonitorView implements View {

    private static final Logger logger = LoggerFactory.getLogger(MonitorView.class);

    private static final long PERIOD_MICROS = 16_667;
    private static final long END_SECONDS = 5;

    private static final int CREATE_WINDOW = 1;
    private static final int MAP_WINDOW = 8;
    private static final int CONFIGURE_WINDOW = 12;
    private static final int INTERN_ATOM = 16;
    private static final int CREATE_PIXMAP = 53;
    private static final int FREE_PIXMAP = 54;
    private static final int CREATE_GC = 55;
    private static final int CLEAR_AREA = 61;
    private static final int COPY_AREA = 62;

    private static final int INPUT_OUTPUT = 1;
    private static final int BACKGROUND_AND_OVERRIDE = 1 << 1 | 1 << 9;
    private static final int X_Y_WIDTH_HEIGHT = 0xf;
    private static final int CHILDREN_TOO_NO_EXPOSURES = 1 << 15 | 1 << 16;

    private final XConnection display;
    private final Randr randr;
    private final Cursor cursor;
    private final String id;
    private final int window;
    private final int context;
    private final ScheduledExecutorService clock;

    // Of the clock's thread alone.
    private int stamp;
    private Monitor monitor;
    private int hidden;
    private boolean black;

    /** Empty when there is no such monitor. */
    static Optional<MonitorView> open(Map<String, String> environment, String id) throws IOException {
        XConnection display = XConnection.open(environment);
        try {
            Randr randr = new Randr(display);
            Randr.Now now = randr.now();
            Optional<Monitor> monitor = find(now, id);
            if (monitor.isEmpty()) {
                display.close();
                return Optional.empty();
            }
            return Optional.of(new MonitorView(display, randr, now.stamp(), monitor.get()));
        } catch (IOException | RuntimeException e) {
            display.close();
            throw e;
        }
    }

    private static Optional<Monitor> find(Randr.Now now, String id) {
        return now.monitors().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private MonitorView(XConnection display, Randr randr, int stamp, Monitor monitor) throws IOException {
        this.display = display;
        this.randr = randr;
        this.cursor = new Cursor(display);
        this.id = monitor.id();
        this.stamp = stamp;
        this.monitor = monitor;
        // Who captures windows looks for this word and believes that every display knows it.
        byte[] word = "WM_STATE".getBytes(StandardCharsets.US_ASCII);
        display.ask(new Request(INTERN_ATOM, 0).u16(word.length).u16(0).bytes(word));
        // Without Composite a window beyond the edge has no picture.
        display.ask(display.extension("Composite", 0).u32(0).u32(4));
        window = display.newId();
        display.send(new Request(CREATE_WINDOW, 0)
                .u32(window)
                .u32(display.root())
                .u16(-monitor.width() - 1)
                .u16(-monitor.height() - 1)
                .u16(monitor.width())
                .u16(monitor.height())
                .u16(0)
                .u16(INPUT_OUTPUT)
                .u32(0) // the root's visual
                .u32(BACKGROUND_AND_OVERRIDE)
                .u32(0) // black
                .u32(1));
        context = display.newId();
        display.send(new Request(CREATE_GC, 0)
                .u32(context)
                .u32(window)
                .u32(CHILDREN_TOO_NO_EXPOSURES)
                .u32(1)
                .u32(0));
        // Its picture is its own from the beginning, so nothing is lost of what lies beyond the edge.
        display.send(display.extension("Composite", 1).u32(window).u8(0).skip(3));
        display.send(new Request(MAP_WINDOW, 0).u32(window));
        makeHidden();
        copy();
        display.sync();
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "monitor " + id);
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(this::tick, 0, PERIOD_MICROS, TimeUnit.MICROSECONDS);
    }

    @Override
    public long window() {
        return Integer.toUnsignedLong(window);
    }

    private void tick() {
        try {
            copy();
            display.forgetEvents();
        } catch (XError e) {
            // A monitor that went away between two requests; the next round knows.
            logger.debug("A picture was left out: {}", e.getMessage());
        } catch (IOException e) {
            logger.debug("No more pictures: {}", e.toString());
            clock.shutdown();
        }
    }

    private void copy() throws IOException {
        copy(display.root(), hidden, monitor.x(), monitor.y());
        cursor.paint(hidden, context, monitor);
        Randr.Now now = randr.now();
        if (now.stamp() == stamp && find(now, id).filter(monitor::equals).isPresent()) {
            copy(hidden, window, 0, 0);
            black = false;
            return;
        }
        stamp = now.stamp();
        if (find(now, id).isEmpty()) {
            blacken();
        } else {
            resize(find(now, id).get());
        }
    }

    private void copy(int from, int to, int x, int y) throws IOException {
        display.send(new Request(COPY_AREA, 0)
                .u32(from)
                .u32(to)
                .u32(context)
                .u16(x)
                .u16(y)
                .u16(0)
                .u16(0)
                .u16(monitor.width())
                .u16(monitor.height()));
    }

    private void blacken() throws IOException {
        if (!black) {
            black = true;
            display.send(new Request(CLEAR_AREA, 0).u32(window).skip(8));
        }
    }

    private void resize(Monitor now) throws IOException {
        boolean resized = now.width() != monitor.width() || now.height() != monitor.height();
        monitor = now;
        if (!resized) {
            return;
        }
        display.send(new Request(CONFIGURE_WINDOW, 0)
                .u32(window)
                .u16(X_Y_WIDTH_HEIGHT)
                .u16(0)
                .u32(-now.width() - 1)
                .u32(-now.height() - 1)
                .u32(now.width())
                .u32(now.height()));
        display.send(new Request(FREE_PIXMAP, 0).u32(hidden));
        makeHidden();
    }

    private void makeHidden() throws IOException {
        hidden = display.newId();
        display.send(new Request(CREATE_PIXMAP, display.depth())
                .u32(hidden)
                .u32(window)
                .u16(monitor.width())
                .u16(monitor.height()));
    }

    /** The window goes with the connection. */
    @Override
    public void close() {
        end(clock);
        try {
            display.close();
        } catch (IOException e) {
            logger.warn("The connection for a monitor did not close: {}", e.toString());
        }
    }

    private static void end(ExecutorService clock) {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                logger.warn("The display does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
