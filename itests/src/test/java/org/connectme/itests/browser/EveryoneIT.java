package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every screen, for every eye and every line (ALL-2). */
@ExtendWith(InHouse.class)
class EveryoneIT {

    /** For people to look at. */
    private static final Path SCREENS = Path.of("target", "screens");

    private static final Set<String> BARRIERS = Set.of("serious", "critical");
    private static final long FIRST_LOAD_BYTES = 60 * 1024;

    private record Size(int width, int height) {}

    private static final List<Size> SIZES = List.of(new Size(360, 740), new Size(1440, 900));

    @Test
    void everyScreenIsFreeOfBarriersInLightAndDarkAndIsPhotographed(House house) {
        List<String> barriers = new ArrayList<>();
        List<String> screens = new ArrayList<>();
        new Tour(house, (screen, seat) -> {
                    screens.add(screen);
                    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                        barriers.addAll(look(screen, seat.page, scheme));
                    }
                })
                .walk();
        assertThat(barriers).isEmpty();
        assertThat(screens).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void theFirstLoadOfTheCustomersPageIsSmall(House house) {
        Invited invited = house.stage().invite("Tom Reed", house.planId());
        CustomerPages tom = house.customer();
        AtomicLong bytes = new AtomicLong();
        CDPSession network = tom.context().newCDPSession(tom.page);
        network.send("Network.enable");
        network.on(
                "Network.loadingFinished",
                end -> bytes.addAndGet(end.get("encodedDataLength").getAsLong()));

        tom.opens(house.linkOf(invited));
        assertThat(tom.button("Continue")).isVisible();
        tom.page.waitForLoadState();

        assertThat(bytes.get()).isBetween(1L, FIRST_LOAD_BYTES);
    }

    /** At both sizes a picture, at one of them the rules: those on colours and names do not depend on the width. */
    private static List<String> look(String screen, Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        String way = scheme.name().toLowerCase(Locale.ROOT);
        for (Size size : SIZES) {
            page.setViewportSize(size.width(), size.height());
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENS.resolve(screen + "-" + size.width() + "-" + way + ".png")));
        }
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> BARRIERS.contains(rule.getImpact()))
                        .map(rule -> screen + " " + way + ": " + tell(rule))
                        .toList();
    }

    private static String tell(Rule rule) {
        List<String> places = rule.getNodes().stream()
                .map(node -> node.getTarget() + " " + node.getFailureSummary())
                .toList();
        return rule.getId() + " " + places;
    }
}
