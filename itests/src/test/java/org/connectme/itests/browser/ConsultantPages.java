package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.Properties;
import java.util.regex.Pattern;

/** The console, as the consultant uses it. */
final class ConsultantPages extends Seat {

    /** As the demo account is called. */
    static final String NAME = "Ana Weber";

    private static final Pattern RED = Pattern.compile("^End the consultation$");

    private final URI server;

    ConsultantPages(Page page, URI server) {
        super(page);
        this.server = server;
    }

    void signIn(Properties demo) {
        page.navigate(server + "/console");
        page.getByLabel("E-mail").fill(demo.getProperty("e-mail"));
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(demo.getProperty("password"));
        button("Sign in").click();
        assertThat(link("New consultation")).isVisible();
    }

    void goOnline() {
        page.getByText("Online", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Online")))
                .isChecked();
    }

    void invite(String name, String email, String subject, String plan) {
        link("New consultation").click();
        page.getByLabel("Name of the customer").fill(name);
        page.getByLabel("E-mail of the customer").fill(email);
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Subject"))
                .fill(subject);
        page.getByLabel("Rate plan").selectOption(plan);
        button("Invite").click();
        assertThat(page).hasURL(Pattern.compile("#/consultation/"));
        reads("The invitation was sent to " + email);
    }

    /** The identity of the consultation that is open now. */
    String chosen() {
        return page.url().replaceFirst(".*#/consultation/", "");
    }

    /** Reads the newest mail to this address in the outbox. */
    String linkMailedTo(String email) {
        link("Outbox").click();
        page.locator("console-outbox .list a")
                .filter(new Locator.FilterOptions().setHasText(email))
                .first()
                .click();
        return link("Open as the customer").getAttribute("href");
    }

    /** The text of the newest mail to this address that speaks of something. */
    String mailAbout(String email, String subject) {
        link("Outbox").click();
        page.locator("console-outbox .list a")
                .filter(new Locator.FilterOptions().setHasText(email))
                .filter(new Locator.FilterOptions().setHasText(subject))
                .first()
                .click();
        return page.locator("console-outbox pre").innerText();
    }

    void open(String consultation) {
        page.navigate(server + "/console#/consultation/" + consultation);
    }

    void hearsThatTheCustomerIsThere(String name) {
        reads(name + " is in the waiting room");
    }

    void answersTheRing() {
        link("Show").click();
    }

    void startsVideoChat() {
        button("Start video chat").first().click();
        assertThat(start()).isVisible();
    }

    Locator start() {
        return button("START CHARGES");
    }

    Locator pause() {
        return button("PAUSE");
    }

    Locator startAgain() {
        return button("START AGAIN");
    }

    void cannotStartBecause(String reason) {
        assertThat(start()).isDisabled();
        reads(reason);
    }

    void startsCharges() {
        assertThat(start()).isEnabled();
        start().click();
        meterShows("Running");
    }

    void asksForANewHold() {
        button("Ask for a new hold").click();
    }

    /** Opens another page in the same window and looks at that one. */
    void goesBehindAnotherTab() {
        Page other = context().newPage();
        other.bringToFront();
        await("the console is hidden", this::isHidden);
    }

    boolean isHidden() {
        return (Boolean) page.evaluate("() => document.visibilityState === 'hidden'");
    }

    void asksToRecord(String reason) {
        button("Ask to record").click();
        page.locator("console-ask-recording").getByLabel("What for").fill(reason);
        button("Ask").click();
        assertThat(heading("to record")).not().isVisible();
    }

    void pressesRed() {
        button(RED).click();
        assertThat(heading("End the consultation for both?")).isVisible();
    }

    void keepsTalking() {
        button("No, keep talking").click();
        assertThat(heading("End the consultation for both?")).not().isVisible();
    }

    void confirmsTheEnd() {
        button(Pattern.compile("^End (it|and charge .+)$")).click();
    }

    @Override
    Locator summary() {
        return page.locator("console-summary");
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
