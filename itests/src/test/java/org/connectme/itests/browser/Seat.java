package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** What both sides' pages have in common: one window of one person. */
abstract class Seat {

    /** Small copies of the picture, taken until two differ. */
    private static final String MOVES = """
            (video) => {
              const canvas = document.createElement('canvas');
              canvas.width = canvas.height = 32;
              const pen = canvas.getContext('2d');
              pen.drawImage(video, 0, 0, 32, 32);
              const now = pen.getImageData(0, 0, 32, 32).data.join();
              const before = video.lastSeen;
              video.lastSeen = now;
              return video.videoWidth > 0 && before !== undefined && before !== now;
            }""";

    private static final String SHOWS = """
            (video, colour) => {
              const pen = document.createElement('canvas').getContext('2d');
              if (video.videoWidth === 0) return false;
              pen.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 4, 4, 0, 0, 4, 4);
              const seen = pen.getImageData(1, 1, 1, 1).data;
              return colour.every((part, index) => Math.abs(part - seen[index]) < 50);
            }""";

    final Page page;
    final Witness witness;

    Seat(Page page) {
        this.page = page;
        this.witness = new Witness(page);
        page.setDefaultTimeout(Browsers.PATIENCE.toMillis());
    }

    final BrowserContext context() {
        return page.context();
    }

    /** Waits for what does not stand in the page. */
    final void await(String what, BooleanSupplier hope) {
        await(what, Browsers.PATIENCE, hope);
    }

    final void await(String what, Duration bound, BooleanSupplier hope) {
        try {
            page.waitForCondition(hope, new Page.WaitForConditionOptions().setTimeout(bound.toMillis()));
        } catch (TimeoutError e) {
            throw new AssertionError("Not within " + bound + ": " + what, e);
        }
    }

    final void seesPictureOf(String name) {
        sees(picture("Picture of " + name), "the picture of " + name);
        double before = witness.framesDecoded();
        await("frames of " + name + " are decoded", () -> witness.framesDecoded() > before + 10);
    }

    final void seesScreenOf(String name) {
        sees(picture("Screen of " + name), "the screen of " + name);
    }

    /** The middle of the shown screen has this colour, as far as a codec keeps it. */
    final void seesOnScreenOf(String name, int red, int green, int blue) {
        Locator video = picture("Screen of " + name);
        video.waitFor();
        await("the screen of " + name + " is in that colour", () ->
                (Boolean) video.evaluate(SHOWS, List.of(red, green, blue)));
    }

    final void seesNoScreenOf(String name) {
        assertThat(picture("Screen of " + name)).hasCount(0);
    }

    /** The sound reaches this page and is not switched off in it. */
    final void hears(String name) {
        assertThat(picture("Picture of " + name)).hasJSProperty("muted", false);
        assertThat(picture("Picture of " + name)).hasJSProperty("paused", false);
        double before = witness.soundEnergy();
        await(name + " is heard", () -> witness.soundEnergy() > before);
    }

    private void sees(Locator video, String what) {
        video.waitFor();
        await(what + " moves", () -> (Boolean) video.evaluate(MOVES));
    }

    private Locator picture(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    final Locator button(String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .filter(new FilterOptions().setVisible(true));
    }

    final Locator button(Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .filter(new FilterOptions().setVisible(true));
    }

    final Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    /** What stands in the page for the eye; the same sentence may also be said to a screen reader. */
    final void reads(String text) {
        assertThat(page.getByText(text)
                        .filter(new FilterOptions().setVisible(true))
                        .first())
                .isVisible();
    }

    final void readsNoLonger(String text) {
        assertThat(page.getByText(text).filter(new FilterOptions().setVisible(true)))
                .hasCount(0);
    }

    private Locator meter() {
        return page.locator("cm-meter").first();
    }

    final void meterShows(String state) {
        assertThat(meter().locator(".state span")).hasText(state);
    }

    final String amountShown() {
        return meter().locator(".amount").innerText();
    }

    final Locator amount() {
        return meter().locator(".amount");
    }

    /** The line of the summary that tells it. */
    final Locator receiptNumber() {
        return summary().getByRole(AriaRole.ROW).filter(new FilterOptions().setHasText("Receipt number"));
    }

    abstract Locator summary();

    /** Follows a link to a file and keeps it. */
    final Path downloads(String name, Path file) {
        Download download = page.waitForDownload(() -> page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click());
        download.saveAs(file);
        return file;
    }

    final void says(String text) {
        Locator field = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message"));
        field.fill(text);
        field.press("Enter");
    }

    final void readsInChat(String text) {
        assertThat(page.getByRole(AriaRole.LOG, new Page.GetByRoleOptions().setName("Chat")))
                .containsText(text);
    }
}
