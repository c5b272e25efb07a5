package org.connectme.itests.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.stream.DoubleStream;
import org.connectme.itests.bench.Figures;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From the click on the link, with agreement and card done and the consultant waiting in the call, until both sides see
 * the other move. The customer's browser has seen no page of ours before, and joins as soon as there is a button.
 */
@Tag("bench")
@ExtendWith(InHouse.class)
class LinkToPictureIT {

    private static final String TOM = "Tom Reed";
    private static final int TIMES = 8;

    /** Notes when the second of two different pictures of somebody was shown. */
    private static final String WATCH = """
            (() => {
              const find = (root) => {
                for (const each of root.querySelectorAll('*')) {
                  if (each.localName === 'video' && each.getAttribute('aria-label') === 'Picture of %s') return each;
                  const within = each.shadowRoot === null ? null : find(each.shadowRoot);
                  if (within !== null) return within;
                }
                return null;
              };
              const watch = setInterval(() => {
                const video = find(document);
                if (video === null) return;
                clearInterval(watch);
                let first;
                const shown = (now, frame) => {
                  first ??= frame.mediaTime;
                  if (frame.mediaTime !== first) window.movesSince = performance.timeOrigin + now;
                  else video.requestVideoFrameCallback(shown);
                };
                video.requestVideoFrameCallback(shown);
              }, 20);
            })();
            """;

    @Test
    void howLongItTakesFromTheLinkToMovingPictures(House house) {
        once(house);
        double[] seconds = DoubleStream.generate(() -> once(house)).limit(TIMES).toArray();

        String how = TIMES + " times, new browser profiles";
        Figures.atMost("Link to moving pictures, median", Figures.median(seconds), 2.5, "s", how);
        Figures.atMost("Link to moving pictures, worst", Figures.worst(seconds), 2.5, "s", how);
    }

    private static double once(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        house.holdsCard(invited);
        ConsultantPages ana = house.consultant();
        ana.open(invited.id());
        ana.startsVideoChat();
        ana.page.evaluate(WATCH.formatted(TOM));
        CustomerPages tom = house.customer();
        tom.context().addInitScript(WATCH.formatted(ConsultantPages.NAME));

        double clicked = System.currentTimeMillis();
        tom.page.navigate(house.linkOf(invited), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        tom.joins();
        double moving = Math.max(movesSince(ana), movesSince(tom));
        house.closeWindows();
        return (moving - clicked) / 1_000;
    }

    private static double movesSince(Seat seat) {
        return ((Number) seat.page.waitForFunction("() => window.movesSince").jsonValue()).doubleValue();
    }
}
