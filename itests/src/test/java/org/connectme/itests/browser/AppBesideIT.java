package org.connectme.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What server and pages do for the desktop app: the card step in a browser beside it, and consent with its permits. */
@ExtendWith(InHouse.class)
class AppBesideIT {

    private static final String TOM = "Tom Reed";
    private static final Duration BOUND = Duration.ofSeconds(30);

    @Test
    void theAppHandsTheCardStepToABrowserThatNeverTakesItsSeat(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        Api app = house.stage().agreed(invited);
        Answer handOver = app.post("/api/customer/hand-over", "{}");
        Stage.expect(handOver, 200);
        String address = house.server().address() + handOver.body().path("url").asText();
        CustomerPages browser = house.customer();

        browser.page.navigate(address);
        browser.entersCard(CustomerPages.GOOD_CARD);
        browser.confirmsCard();

        browser.reads("Go back to the ConnectMe app");
        app.await(
                "/api/customer/view",
                BOUND,
                answer -> answer.part("payment").path("status").asText().equals("HELD"));
        browser.page.reload();
        browser.reads("Go back to the ConnectMe app");
        assertThat(house.view(invited.id()).at("/presence/customer/joined").asBoolean())
                .isFalse();

        CustomerPages stranger = house.customer();
        stranger.page.navigate(address);
        stranger.reads("Code of 9 digits");
    }

    @Test
    void askedForControlABrowserOffersTheAppAndMayGrantTheScreenAlone(House house) throws Exception {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();
        house.inPaidCall(ana, tom, invited);

        ana.button("Ask for screen or control").click();
        ana.page.getByLabel("To use keyboard and mouse").check();
        ana.page.getByLabel("What for").fill("To set up the printer");
        ana.page
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Ask").setExact(true))
                .click();
        ana.reads("no answer is a no");

        tom.reads("To set up the printer");
        tom.page.getByText("Get the app").waitFor();
        String request = consent(house, invited).path("request").asText();
        Answer early = permit(house, invited, request);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("control.no-consent");

        tom.button("Screen only").click();
        ana.reads(TOM + " shows you the screen.");
        Answer permit = permit(house, invited, request);
        Stage.expect(permit, 200);
        JsonNode payload = verified(house, permit.body().path("permit").asText());
        assertThat(payload.path("scope").asText()).isEqualTo("SCREEN_ONLY");
        assertThat(payload.path("consultation").asText()).isEqualTo(invited.id());
        assertThat(Duration.between(
                        Instant.parse(payload.path("issuedAt").asText()),
                        Instant.parse(payload.path("until").asText())))
                .isEqualTo(Duration.ofSeconds(60));

        ana.button("End it").click();
        ana.readsNoLonger("shows you the screen.");
        assertThat(permit(house, invited, request).code()).isEqualTo("control.no-consent");
        ana.meterShows("Running");
    }

    @Test
    void aServerWithoutPackagesSaysSoAndTheCallStaysInTheBrowser(House house) {
        CustomerPages tom = house.customerWindow(
                new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1280, 800));

        tom.page.navigate(house.server().address("/download").toString());

        tom.reads("There is no app for your system here yet.");
    }

    private static JsonNode consent(House house, Invited invited) {
        return house.view(invited.id()).at("/consents/consents/0");
    }

    private static Answer permit(House house, Invited invited, String request) {
        return house.stage().consultant().post(invited.path("/permit"), "{\"request\":\"" + request + "\"}");
    }

    /** As the app does: by a key that the server publishes, over what is said to be signed. */
    private static JsonNode verified(House house, String permit) throws Exception {
        String[] parts = permit.split("\\.");
        byte[] statement = ("connectme\ncontrol-permit/1\n" + parts[0]).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64.getUrlDecoder().decode(parts[1]);
        boolean isSigned = false;
        for (JsonNode key :
                house.stage().consultant().get("/api/signing-keys").body().path("keys")) {
            isSigned |= isSigned(key.path("spki").asText(), statement, signature);
        }
        assertThat(isSigned).isTrue();
        return Api.JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
    }

    private static boolean isSigned(String spki, byte[] statement, byte[] signature) throws GeneralSecurityException {
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(spki))));
        check.update(statement);
        return check.verify(signature);
    }
}
