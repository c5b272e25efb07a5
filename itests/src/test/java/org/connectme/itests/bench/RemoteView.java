package org.connectme.itests.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.BoundingBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.connectme.itests.faults.Until;

/**
 * A page that draws a remote screen into a canvas, noVNC's or ours, measured from inside: the clock starts when the page
 * hears the button go down, and stops when the drawing call has returned after which the watched pixel is another one.
 */
public final class RemoteView {

    /** Runs before the page's own code. */
    public static final String WITNESS = """
        (() => {
          const view = { canvas: null, clicked: 0, changed: 0, by: '', watch: null, before: null, strip: null, seen: [] };
          window.remoteView = view;
          const pen = CanvasRenderingContext2D.prototype;
          const read = (context, x, y) => context.getImageData(x, y, 1, 1).data;
          const differs = (one, other) => [0, 1, 2].some((i) => Math.abs(one[i] - other[i]) > 60);
          const after = (context, name) => {
            if (!context.canvas.isConnected || context.canvas.width < 600) return;
            view.canvas = context.canvas;
            if (view.watch !== null && differs(read(context, ...view.watch), view.before)) {
              view.changed = performance.now();
              view.by = name;
              view.watch = null;
            }
            if (view.strip !== null) {
              const { square, bits } = view.strip;
              const row = context.getImageData(0, square / 2, square * bits, 1).data;
              let count = 0;
              for (let bit = 0; bit < bits; bit++) if (row[(bit + 0.5) * square * 4] > 127) count |= 1 << bit;
              if (count !== view.seen.at(-1)?.count) view.seen.push({ count, at: performance.now() });
            }
          };
          for (const name of ['drawImage', 'putImageData', 'fillRect']) {
            const original = pen[name];
            pen[name] = function (...how) {
              original.apply(this, how);
              after(this, name);
            };
          }
          addEventListener('pointerdown', () => { view.clicked = performance.now(); }, true);
          view.await = (x, y) => {
            view.before = read(view.canvas.getContext('2d'), x, y);
            view.clicked = view.changed = 0;
            view.watch = [x, y];
          };
        })();
        """;

    private static final double LOST_MILLIS = 3_000;
    private static final int OFF_THE_POINTER = 60;
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Page page;
    private final Random random = new Random(1);

    public RemoteView(Page page) {
        this.page = page;
        page.onConsoleMessage(message -> {
            if (!message.type().equals("log")) {
                System.out.println("page: " + message.text());
            }
        });
        page.onPageError(error -> System.out.println("page: " + error));
    }

    /** Waits until the whole screen is drawn. */
    public void awaits() {
        Until.isTrue("the remote screen is drawn in a canvas", BOUND, () ->
                (boolean) page.evaluate("(width) => remoteView.canvas?.width === width", ClickTarget.WIDTH));
    }

    /**
     * When something happened in the page, in milliseconds since 1970.
     *
     * @param by the drawing call
     */
    public record Click(double pressed, double changed, String by) {

        /** {@link #LOST_MILLIS} for one that changed nothing. */
        public double millis() {
            return changed - pressed;
        }
    }

    public List<Click> clicks(int times) {
        List<Click> clicks = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            clicks.add(click());
            // Out of step with whatever has a beat.
            pause(120 + random.nextInt(80));
        }
        return clicks;
    }

    private Click click() {
        int x = ClickTarget.WIDTH / 2 + random.nextInt(41) - 20;
        int y = ClickTarget.HEIGHT / 2 + random.nextInt(41) - 20;
        BoundingBox box = box();
        page.mouse().move(box.x + box.width * x / ClickTarget.WIDTH, box.y + box.height * y / ClickTarget.HEIGHT);
        pause(60);
        page.evaluate("([x, y]) => remoteView.await(x, y)", List.of(x + OFF_THE_POINTER, y + OFF_THE_POINTER));
        page.mouse().down();
        pause(20);
        page.mouse().up();
        try {
            page.waitForFunction(
                    "() => remoteView.changed > 0",
                    null,
                    new Page.WaitForFunctionOptions().setPollingInterval(20).setTimeout(LOST_MILLIS));
        } catch (TimeoutError e) {
            double pressed = asked("performance.timeOrigin + remoteView.clicked");
            return new Click(pressed, pressed + LOST_MILLIS, "");
        }
        return new Click(
                asked("performance.timeOrigin + remoteView.clicked"),
                asked("performance.timeOrigin + remoteView.changed"),
                (String) page.evaluate("remoteView.by"));
    }

    private double asked(String what) {
        return ((Number) page.evaluate(what)).doubleValue();
    }

    /** @return different pictures a second on a screen that moves all the time */
    public double picturesASecond(Duration time) {
        page.evaluate(
                "(strip) => { remoteView.seen = []; remoteView.strip = strip; }",
                Map.of("square", ClickTarget.SQUARE, "bits", ClickTarget.BITS));
        pause(time.toMillis());
        Object seen = page.evaluate("() => { remoteView.strip = null; return remoteView.seen.length; }");
        return ((Number) seen).doubleValue() / time.toMillis() * 1_000;
    }

    private BoundingBox box() {
        Map<?, ?> box = (Map<?, ?>)
                page.evaluate("() => { const { x, y, width, height } = remoteView.canvas.getBoundingClientRect();"
                        + " return { x, y, width, height }; }");
        BoundingBox found = new BoundingBox();
        found.x = ((Number) box.get("x")).doubleValue();
        found.y = ((Number) box.get("y")).doubleValue();
        found.width = ((Number) box.get("width")).doubleValue();
        found.height = ((Number) box.get("height")).doubleValue();
        return found;
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
