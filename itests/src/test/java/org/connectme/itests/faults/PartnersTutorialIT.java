package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/partners/payment-plugin.md word by word, from the archetype to a payment in a running server (PAR-1, PAR-2). */
@Tag("long")
class PartnersTutorialIT {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static PartnersPage page;
    private static Server server;

    @BeforeAll
    static void followIt() throws IOException, InterruptedException {
        page = PartnersPage.follow("payment-plugin.md", folder);
        server = page.server();
    }

    @AfterAll
    static void stop() {
        if (page != null) {
            page.close();
        }
    }

    @Test
    void whatIsPrintedIsWhatTheTutorialSays() {
        page.keepsItsPromises();
    }

    @Test
    void aCardIsEnteredInThePlugInsOwnFormAndTheCallIsPaid() {
        try (Browsers browsers = new Browsers()) {
            Stage stage = new Stage(server);
            Invited invited = stage.invite("Paula Acker", stage.planByTheSecond());
            Api customer = stage.agreed(invited);

            enterCard(browsers, customer, "4242 4242 4242 4242");
            awaitPayment(customer, "HELD");
            PaidCall call = PaidCall.begin(server, browsers, stage, invited, customer);
            call.end();
            JsonNode bill = call.awaitCapture(BOUND);
            call.customer().awaitText("charged to your card", BOUND);

            assertThat(bill.path("gross").path("minorUnits").asLong()).isPositive();
            assertThat(call.records().cardPayments(call.id()))
                    .as("payments at the sandbox")
                    .isEmpty();
        }
    }

    @Test
    void aRefusedCardIsNamedAndTheBanksQuestionIsAskedInThePlugInsForm() {
        try (Browsers browsers = new Browsers()) {
            Stage stage = new Stage(server);
            Api customer = stage.agreed(stage.invite("Rafael Nein", stage.planByTheSecond()));

            Page page = enterCard(browsers, customer, "4000 0000 0000 9995");
            awaitPayment(customer, "DECLINED");
            page.getByLabel("Card number").fill("4000 0000 0000 3220");
            confirm(page).click();
            page.getByText("Your bank asks: is this you?").waitFor();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes"))
                    .click();

            awaitPayment(customer, "HELD");
        }
    }

    private static Page enterCard(Browsers browsers, Api customer, String number) {
        Page page = browsers.open(server.address(), customer);
        page.navigate(server.address("/join").toString());
        page.getByLabel("Card number").fill(number);
        confirm(page).click();
        return page;
    }

    private static Locator confirm(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Confirm"));
    }

    private static void awaitPayment(Api customer, String status) {
        customer.await(
                "/api/customer/view",
                BOUND,
                answer -> answer.part("payment").path("status").asText().equals(status));
    }
}
