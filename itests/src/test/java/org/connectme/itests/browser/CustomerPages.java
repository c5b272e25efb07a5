package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** The way of the customer, from the link in the mail to the summary. */
final class CustomerPages extends Seat {

    static final String GOOD_CARD = "4242424242424242";
    static final String NO_FUNDS = "4000000000009995";
    static final String ASKS_THE_HOLDER = "4000000000003220";

    private static final Pattern END_AND_PAY = Pattern.compile("^End( and pay .+)?$");

    CustomerPages(Page page) {
        super(page);
    }

    void opens(String link) {
        page.navigate(link);
        assertThat(heading("Ana Weber invites you to a consultation")).isVisible();
    }

    void goesOn() {
        button("Continue").click();
    }

    Locator topic() {
        return page.getByLabel("What is it about?");
    }

    Locator phone() {
        return page.getByLabel("Phone");
    }

    void givesContact() {
        assertThat(heading("About you")).isVisible();
        goesOn();
        assertThat(heading("Price and terms")).isVisible();
    }

    /** Ticks one line after the other; with any of them open nothing goes on. */
    void agreesLineByLine() {
        Locator ticks = page.getByRole(AriaRole.CHECKBOX);
        assertThat(ticks.first()).isVisible();
        int lines = ticks.count();
        for (int i = 0; i < lines; i++) {
            agree();
            reads("Tick each line to go on.");
            assertThat(heading("Price and terms")).isVisible();
            assertThat(ticks.nth(i)).not().isChecked();
            ticks.nth(i).check();
        }
        agree();
    }

    void agrees() {
        Locator ticks = page.getByRole(AriaRole.CHECKBOX);
        assertThat(ticks.first()).isVisible();
        ticks.all().forEach(Locator::check);
        agree();
    }

    private void agree() {
        button("Agree and continue").click();
    }

    void entersCard(String number) {
        page.getByLabel("Card number").fill(number);
        page.getByLabel(Pattern.compile("^Expires")).fill("12/34");
        page.getByLabel("Security code").fill("123");
    }

    void confirmsCard() {
        button("Confirm").click();
    }

    /** As people do who learned to double-click everything. */
    void confirmsCardTwice() {
        button("Confirm").dblclick();
    }

    void failsTheBanksQuestion() {
        button("Fail").click();
    }

    void passesTheBanksQuestion() {
        button("Complete").click();
    }

    void isInTheWaitingRoom() {
        assertThat(heading("Waiting room")).isVisible();
    }

    /** Where they are allowed already, the page turns them on by itself, in its own time. */
    void turnsOnCameraAndMicrophone() {
        Locator ask = button("Turn on camera and microphone");
        Locator on = button("Turn off the camera");
        await("the camera is on", () -> {
            // The button may go away at any moment: nothing here waits for it.
            ask.evaluateAll("(buttons) => buttons.forEach((each) => each.click())");
            return on.isVisible();
        });
    }

    void joins() {
        button("Join").click();
        isInTheCall();
    }

    void isInTheCall() {
        assertThat(heading("Your call with Ana Weber")).isAttached();
    }

    void cancels(String reason) {
        button("Cancel the appointment").click();
        page.getByLabel("Reason, if you like").fill(reason);
        button("Cancel it").click();
    }

    void sharesScreen() {
        button("Share your screen").click();
        reads("Ana Weber sees your screen.");
    }

    void stopsSharing() {
        button("Stop").click();
        readsNoLonger("Ana Weber sees your screen.");
    }

    void opensChat() {
        button(Pattern.compile("^Chat")).first().click();
    }

    void closesPanel() {
        button("Close").click();
    }

    void opensMore() {
        button("More").click();
        assertThat(heading("Your own limit")).isVisible();
    }

    void setsLimit(String amount) {
        opensMore();
        page.getByLabel(Pattern.compile("^Stop at")).fill(amount);
        button("Set the limit").click();
    }

    /** Says yes to the question whether more shall be held. @param amount in euros */
    void holdsUpTo(String amount) {
        button("Hold up to €" + amount).click();
    }

    void pressesRed() {
        button("End the call").click();
        assertThat(heading("End the consultation?")).isVisible();
    }

    /** A double click asks, and must not answer the question as well. */
    void pressesRedTwice() {
        button("End the call").dblclick();
        assertThat(heading("End the consultation?")).isVisible();
    }

    void talksOn() {
        button("Go on").click();
        assertThat(heading("End the consultation?")).not().isVisible();
    }

    void confirmsTheEnd() {
        button(END_AND_PAY).click();
    }

    void readsTheSummary(String title) {
        assertThat(heading(title)).isVisible();
    }

    @Override
    Locator summary() {
        return page.locator("cu-summary");
    }
}
