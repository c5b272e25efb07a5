package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.browser.ConsultantPages.NAME;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.connectme.itests.server.Database.CardPayment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One consultation from the invitation to the receipt. */
@ExtendWith(InHouse.class)
class PaidConsultationIT {

    private static final String TOM = "Tom Reed";
    private static final String MAIL = "tom.at.home@example.org";
    private static final String OTHER_MAIL = "tom.at.the.office@example.org";

    @Test
    void aConsultationIsInvitedAgreedHeldTalkedMeteredAndPaidExactly(House house) {
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();

        String id = anaInvites(ana, MAIL);
        String link = ana.linkMailedTo(MAIL);
        tomTellsWhoHeIs(tom, link);
        tom.agreesLineByLine();
        Books books = house.books(id);
        tomHasHisCardHeldAtTheThirdAttempt(tom, books);

        ana.hearsThatTheCustomerIsThere(TOM);
        assertThat(house.stage()
                        .consultant()
                        .post("/api/consultant/consultations/" + id + "/meter/start", "{}")
                        .code())
                .isEqualTo("meter.no-video-chat");
        ana.answersTheRing();
        ana.startsVideoChat();
        ana.cannotStartBecause(TOM + " has not joined the call yet.");
        tom.turnsOnCameraAndMicrophone();
        tom.joins();
        bothSeeAndHearEachOther(ana, tom);

        assertThat(ana.start()).isEnabled();
        ana.start().dblclick();
        ana.meterShows("Running");
        tom.meterShows("Running");
        assertThat(books.count("MeterStarted")).isEqualTo(1);

        bothWrite(ana, tom);
        tomShowsHisScreen(ana, tom);
        theAmountIsTheServersEveryThirtySeconds(house, id, ana, tom);
        assertThat(books.count("MeterPaused")).isZero();
        anaPausesAndGoesOn(ana, tom);
        assertThat(books.count("CaptureRequested")).isZero();
        assertThat(books.captures()).isEmpty();

        tomIsAskedOnceWithTheAmount(house, id, ana, tom);
        exactlyTheBillIsTakenOnce(house, id, books);
        bothReadTheSummary(house, id, MAIL, ana, tom);
    }

    @Test
    void aCustomerWithFirefoxSeesHearsAndPays(House house) {
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customerInFirefox();

        String id = anaInvites(ana, OTHER_MAIL);
        tom.opens(ana.linkMailedTo(OTHER_MAIL));
        tom.goesOn();
        tom.givesContact();
        tom.agrees();
        tom.entersCard(CustomerPages.GOOD_CARD);
        tom.confirmsCard();
        tom.isInTheWaitingRoom();
        tom.turnsOnCameraAndMicrophone();
        tom.joins();
        ana.open(id);
        ana.startsVideoChat();
        bothSeeAndHearEachOther(ana, tom);
        ana.startsCharges();
        tom.meterShows("Running");
        bothWrite(ana, tom);
        ana.await(
                "something is due",
                () -> meter(house, id).at("/gross/minorUnits").asLong() > 100);
        tom.pressesRed();
        tom.confirmsTheEnd();

        exactlyTheBillIsTakenOnce(house, id, house.books(id));
        bothReadTheSummary(house, id, OTHER_MAIL, ana, tom);
    }

    private static String anaInvites(ConsultantPages ana, String mail) {
        ana.goOnline();
        ana.invite(TOM, mail, "A slow computer", House.PLAN);
        return ana.chosen();
    }

    private static void tomTellsWhoHeIs(CustomerPages tom, String link) {
        tom.opens(link);
        assertThat(tom.page.url()).doesNotContain("#");
        tom.goesOn();
        tom.topic().fill("It takes ten minutes to start.");
        tom.phone().fill("+49 30 901820");
        tom.page.reload();
        assertThat(tom.topic()).hasValue("It takes ten minutes to start.");
        assertThat(tom.phone()).hasValue("+49 30 901820");
        tom.givesContact();
    }

    private static void tomHasHisCardHeldAtTheThirdAttempt(CustomerPages tom, Books books) {
        tom.reads("€50.00 will be held");
        tom.entersCard(CustomerPages.NO_FUNDS);
        tom.confirmsCard();
        tom.reads("There is not enough money on it for the amount to be held.");
        tom.entersCard(CustomerPages.ASKS_THE_HOLDER);
        tom.confirmsCard();
        tom.failsTheBanksQuestion();
        tom.reads("Your bank could not make sure that it is you.");
        tom.entersCard(CustomerPages.ASKS_THE_HOLDER);
        tom.confirmsCardTwice();
        tom.passesTheBanksQuestion();
        tom.isInTheWaitingRoom();
        tom.reads("€50.00 are held on your card until the end of the call.");

        assertThat(books.count("HoldRequested")).isEqualTo(3);
        assertThat(books.count("HoldPlaced")).isEqualTo(1);
        assertThat(books.ledger()).extracting(CardPayment::state).containsExactly("DECLINED", "DECLINED", "HELD");
    }

    private static void bothSeeAndHearEachOther(ConsultantPages ana, CustomerPages tom) {
        ana.seesPictureOf(TOM);
        tom.seesPictureOf(NAME);
        ana.hears(TOM);
        tom.hears(NAME);
    }

    private static void bothWrite(ConsultantPages ana, CustomerPages tom) {
        ana.says("Which model is it?");
        tom.opensChat();
        tom.readsInChat("Which model is it?");
        tom.says("An old one.");
        ana.readsInChat("An old one.");
        tom.closesPanel();
    }

    private static void tomShowsHisScreen(ConsultantPages ana, CustomerPages tom) {
        tom.sharesScreen();
        ana.seesScreenOf(TOM);
        tom.stopsSharing();
        ana.seesNoScreenOf(TOM);
    }

    /** Every figure that is shown came from the server at most 30 s ago, and is the price of the time it tells. */
    private static void theAmountIsTheServersEveryThirtySeconds(
            House house, String id, ConsultantPages ana, CustomerPages tom) {
        for (Seat seat : List.of(ana, tom)) {
            seat.await("30 s are confirmed", Browsers.PATIENCE.multipliedBy(2), () -> confirmedMillis(seat) >= 30_000);
            noConfirmationIsLate(seat);
            JsonNode told = lastMeter(seat);
            assertThat(seat.amount()).hasText(euros(told.at("/gross/minorUnits").asLong()));
        }
        JsonNode plan = house.view(id).at("/appointment/offer/plan");
        for (Seat seat : List.of(ana, tom)) {
            assertThat(seat.witness.views()).allSatisfy(view -> {
                JsonNode meter = view.at("/parts/meter");
                assertThat(meter.at("/gross/minorUnits").asLong())
                        .isEqualTo(Reckoning.gross(
                                plan, meter.path("billableMillis").asLong()));
            });
        }
        JsonNode now = meter(house, id);
        assertThat(now.at("/gross/minorUnits").asLong())
                .isEqualTo(Reckoning.gross(plan, now.path("billableMillis").asLong()))
                .isGreaterThanOrEqualTo(lastMeter(tom).at("/gross/minorUnits").asLong());
    }

    /** The longest running time that the server has told this page. */
    private static long confirmedMillis(Seat seat) {
        return seat.witness.views().stream()
                .map(view -> view.at("/parts/meter"))
                .filter(PaidConsultationIT::isRunning)
                .mapToLong(meter -> meter.path("billableMillis").asLong())
                .max()
                .orElse(0);
    }

    /** While the meter runs the page is told at least every 30 s, give or take a busy machine. */
    private static void noConfirmationIsLate(Seat seat) {
        List<JsonNode> views = seat.witness.views();
        for (int i = 1; i < views.size(); i++) {
            if (isRunning(views.get(i - 1).at("/parts/meter"))) {
                assertThat(Duration.between(at(views.get(i - 1)), at(views.get(i))))
                        .isLessThan(Duration.ofSeconds(33));
            }
        }
    }

    private static boolean isRunning(JsonNode meter) {
        return meter.path("state").asText().equals("RUNNING");
    }

    private static Instant at(JsonNode view) {
        return Instant.parse(view.path("now").asText());
    }

    private static void anaPausesAndGoesOn(ConsultantPages ana, CustomerPages tom) {
        ana.pause().click();
        ana.meterShows("Standing still");
        tom.meterShows("Standing still");
        tom.reads("Ana Weber paused the meter.");
        ana.startAgain().click();
        ana.meterShows("Running");
        tom.meterShows("Running");
        tom.readsNoLonger("Ana Weber paused the meter.");
    }

    private static void tomIsAskedOnceWithTheAmount(House house, String id, ConsultantPages ana, CustomerPages tom) {
        tom.pressesRedTwice();
        ana.meterShows("Standing still");
        ana.reads(TOM + " pressed the red button and is being asked.");
        long due = meter(house, id).at("/gross/minorUnits").asLong();
        assertThat(due).isPositive();
        tom.reads(euros(due) + " for ");
        assertThat(tom.amount()).hasText(euros(due));
        assertThat(house.books(id).count("EndProposed")).isEqualTo(1);
        assertThat(house.books(id).count("EndDismissed")).isZero();
        tom.talksOn();
        tom.meterShows("Running");
        ana.meterShows("Running");

        // Whoever asks again does not talk for free: only a yes makes the time of the question free.
        tom.pressesRed();
        tom.reads("If you go on, the meter goes on.");
        tom.meterShows("Running");
        assertThat(house.books(id).captures()).isEmpty();
        tom.confirmsTheEnd();
        ana.await("the bill is made", () -> !meter(house, id).path("bill").isNull());
        assertThat(meter(house, id).at("/bill/gross/minorUnits").asLong()).isGreaterThanOrEqualTo(due);
        assertThat(meter(house, id).at("/bill/pauses").findValuesAsText("reason"))
                .containsSubsequence("CONSULTANT_PAUSED", "ENDING");
    }

    /** The bill is reckoned anew from the plan and the pauses; the card service's ledger has that and nothing more. */
    private static void exactlyTheBillIsTakenOnce(House house, String id, Books books) {
        house.stage()
                .consultant()
                .await(
                        "/api/consultant/consultations/" + id,
                        Browsers.PATIENCE,
                        answer -> answer.part("payment").path("status").asText().equals("CAPTURED")
                                && answer.part("payment").path("receiptNumber").isNumber());
        JsonNode parts = house.view(id);
        JsonNode bill = parts.at("/meter/bill");
        long billable = Reckoning.billableMillis(
                parts.at("/meter/startedAt"), parts.at("/presence/ended/at"), bill.path("pauses"));
        assertThat(bill.path("billableMillis").asLong()).isEqualTo(billable);
        long due = Reckoning.gross(parts.at("/appointment/offer/plan"), billable);
        assertThat(due).isPositive();
        assertThat(bill.at("/gross/minorUnits").asLong()).isEqualTo(due);
        assertThat(books.captures()).extracting(CardPayment::captured).containsExactly(due);
        assertThat(books.count("CaptureRequested")).isEqualTo(1);
        assertThat(books.count("Captured")).isEqualTo(1);
        assertThat(books.count("ReceiptIssued")).isEqualTo(1);
    }

    private static void bothReadTheSummary(
            House house, String id, String address, ConsultantPages ana, CustomerPages tom) {
        JsonNode parts = house.view(id);
        String amount = euros(parts.at("/payment/captured/minorUnits").asLong());
        String receipt = parts.at("/payment/receiptNumber").asText();
        tom.readsTheSummary("Thank you, " + TOM);
        assertThat(tom.summary()).containsText(amount);
        assertThat(tom.summary()).containsText("charged to your card");
        assertThat(tom.receiptNumber()).containsText(receipt);
        assertThat(tom.summary()).containsText("Visa, ending in");
        ana.open(id);
        assertThat(ana.summary()).containsText(amount);
        assertThat(ana.receiptNumber()).containsText(receipt);
        String mail = ana.mailAbout(address, "Summary of your consultation");
        assertThat(mail).contains(amount, "Billable time", receipt);
    }

    private static JsonNode meter(House house, String id) {
        return house.view(id).path("meter");
    }

    private static JsonNode lastMeter(Seat seat) {
        List<JsonNode> views = seat.witness.views();
        return views.get(views.size() - 1).at("/parts/meter");
    }

    private static String euros(long cents) {
        return String.format(Locale.ROOT, "€%.2f", BigDecimal.valueOf(cents, 2));
    }
}
