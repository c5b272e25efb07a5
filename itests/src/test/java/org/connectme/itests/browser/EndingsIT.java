package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.browser.ConsultantPages.NAME;

import com.fasterxml.jackson.databind.JsonNode;
import org.connectme.itests.server.Database.CardPayment;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The other ways in which a consultation ends, or costs nothing. */
@ExtendWith(InHouse.class)
class EndingsIT {

    private static final String TOM = "Tom Reed";

    @Test
    void theConsultantsRedButtonAsksFirstAndThenEndsItForBoth(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();
        house.inPaidCall(ana, tom, invited);

        ana.pressesRed();
        tom.reads("Ana Weber is asked whether to end the call. The meter stands.");
        tom.meterShows("Standing still");
        ana.keepsTalking();
        tom.meterShows("Running");
        awaitDue(house, ana, invited, 100);
        ana.pressesRed();
        tom.meterShows("Running");
        ana.confirmsTheEnd();

        tom.readsTheSummary("Thank you, " + TOM);
        assertThat(ana.summary()).containsText("You ended the call");
        awaitPayment(house, ana, invited, "CAPTURED");
        long due = house.view(invited.id()).at("/meter/bill/gross/minorUnits").asLong();
        assertThat(due).isGreaterThanOrEqualTo(100);
        assertThat(house.books(invited.id()).captures())
                .extracting(CardPayment::captured)
                .containsExactly(due);
    }

    @Test
    void theCustomerCancelsAndTheHoldIsReleased(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        ana.open(invited.id());
        CustomerPages tom = house.customer();
        house.enters(tom, invited);

        tom.cancels("I fixed it myself.");

        assertThat(tom.heading("The appointment was cancelled")).isVisible();
        ana.reads(TOM + " cancelled this consultation.");
        ana.reads("I fixed it myself.");
        awaitPayment(house, ana, invited, "RELEASED");
        assertThat(house.books(invited.id()).ledger())
                .extracting(CardPayment::state)
                .containsExactly("RELEASED");
    }

    @Test
    void aFreeConsultationAsksForNoCardAndTakesNothing(House house) {
        Invited invited = house.stage().invite(TOM, house.plan("Free of charge", 0, 0));
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();
        tom.opens(house.linkOf(invited));
        tom.goesOn();
        tom.givesContact();
        tom.reads("This consultation is free: no card is asked for and nothing is charged.");
        tom.agrees();
        tom.isInTheWaitingRoom();
        tom.turnsOnCameraAndMicrophone();
        tom.joins();
        ana.open(invited.id());
        ana.startsVideoChat();
        ana.seesPictureOf(TOM);
        ana.startsCharges();
        tom.pressesRed();
        tom.reads("It ends for both of you. Nothing is charged.");
        tom.confirmsTheEnd();

        tom.readsTheSummary("Thank you, " + TOM);
        tom.reads("Nothing was charged");
        ana.await("it has ended", () -> house.books(invited.id()).count("ConsultationEnded") == 1);
        assertThat(house.books(invited.id()).ledger()).isEmpty();
        assertThat(house.books(invited.id()).count("CaptureRequested")).isZero();
    }

    @Test
    void theCustomersOwnLimitStopsTheMeterAndBothAreTold(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();
        house.inPaidCall(ana, tom, invited);
        long limit = house.view(invited.id()).at("/meter/gross/minorUnits").asLong() / 100 * 100 + 200;

        tom.setsLimit(limit / 100 + ".00");

        tom.meterShows("Stopped, free from here");
        tom.reads("Your limit is reached. The meter stopped, and the call is free from here.");
        ana.meterShows("Stopped, free from here");
        ana.reads("The limit that the customer set is reached at €" + limit / 100 + ".00.");
        tom.seesPictureOf(NAME);
        tom.closesPanel();
        tom.pressesRed();
        tom.confirmsTheEnd();
        awaitPayment(house, ana, invited, "CAPTURED");
        assertThat(house.books(invited.id()).captures())
                .extracting(CardPayment::captured)
                .containsExactly(limit);
    }

    private static void awaitDue(House house, Seat seat, Invited invited, long cents) {
        seat.await(
                "something is due",
                () -> part(house, invited, "meter").at("/gross/minorUnits").asLong() >= cents);
    }

    private static void awaitPayment(House house, Seat seat, Invited invited, String status) {
        seat.await(
                "the payment is " + status,
                () -> part(house, invited, "payment").path("status").asText().equals(status));
    }

    private static JsonNode part(House house, Invited invited, String name) {
        return house.view(invited.id()).path(name);
    }
}
