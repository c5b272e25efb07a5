package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.connectme.itests.server.Database.CardPayment;
import org.connectme.itests.server.Script;
import org.connectme.itests.server.Script.Run;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the pages offer about money besides one hold and one capture. */
@ExtendWith(InHouse.class)
class MoneyPagesIT {

    private static final String TOM = "Tom Reed";

    @Test
    void moreIsHeldOnTheCustomersWordAndTheMeterGoesOnBeyondTheFirstHold(House house) {
        // Five euros last thirty seconds; after four fifths of them the page asks.
        Invited invited = house.stage().invite(TOM, house.plan("Ten euros a minute", 1_000, 500));
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();
        house.inPaidCall(ana, tom, invited);

        tom.reads("Most of the €5.00 that is held is used.");
        tom.holdsUpTo("10.00");

        awaitPart(house, ana, invited, "payment", "/held/minorUnits", 1_000);
        ana.await(
                "it counts beyond the first hold",
                () -> house.view(invited.id()).at("/meter/gross/minorUnits").asLong() > 500);
        tom.meterShows("Running");
        tom.pressesRed();
        tom.confirmsTheEnd();
        tom.readsTheSummary("Thank you, " + TOM);
        awaitStatus(house, ana, invited, "CAPTURED");
        long due = house.view(invited.id()).at("/meter/bill/gross/minorUnits").asLong();
        assertThat(due).isBetween(501L, 1_000L);
        assertThat(house.books(invited.id()).captures())
                .extracting(CardPayment::captured)
                .containsExactly(due);
    }

    @Test
    void farAheadTheCardIsSavedAndItIsHeldOnceTheAppointmentIsNear(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        Instant farAway = Instant.now().plus(30, ChronoUnit.DAYS);
        reschedule(house, invited, farAway);
        CustomerPages tom = house.customer();
        tom.opens(house.linkOf(invited));
        tom.goesOn();
        tom.givesContact();
        tom.agrees();

        tom.entersCard(CustomerPages.GOOD_CARD);
        tom.confirmsCard();

        tom.reads("Your card is saved");
        tom.reads("Nothing is held yet.");
        assertThat(house.books(invited.id()).journal("HoldPlaced")).isEmpty();

        reschedule(house, invited, Instant.now().plus(1, ChronoUnit.HOURS));
        tom.isInTheWaitingRoom();
        awaitStatus(house, tom, invited, "HELD");
    }

    @Test
    void whereTheHoldWouldRunOutTheConsultantAsksForAnotherWithOneClick(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();
        try {
            // Shorter than the half hour that is planned.
            holdsLast(house, Duration.ofMinutes(20));
            house.enters(tom, invited);
        } finally {
            holdsLast(house, Duration.ofDays(7));
        }
        tom.turnsOnCameraAndMicrophone();
        tom.joins();
        ana.open(invited.id());
        ana.startsVideoChat();
        ana.seesPictureOf(TOM);
        ana.cannotStartBecause("The card's hold runs out before the planned call is over.");

        ana.asksForANewHold();
        tom.agrees();
        tom.entersCard(CustomerPages.GOOD_CARD);
        tom.confirmsCard();

        tom.isInTheCall();
        ana.seesPictureOf(TOM);
        ana.startsCharges();
        ana.await(
                "only the second hold is left",
                () -> house.books(invited.id()).ledger().stream()
                        .filter(payment -> !payment.state().equals("RELEASED"))
                        .toList()
                        .equals(List.of(new CardPayment("HELD", 5_000, 0))));
        assertThat(house.books(invited.id()).count("HoldPlaced")).isEqualTo(2);
    }

    @Test
    void receiptAndEvidenceAreHandedOutAndTheEvidenceIsProvedWithoutTheServer(House house, @TempDir Path folder)
            throws IOException {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();
        house.inPaidCall(ana, tom, invited);
        ana.await(
                "something is due",
                () -> house.view(invited.id()).at("/meter/gross/minorUnits").asLong() >= 100);
        tom.pressesRed();
        tom.confirmsTheEnd();
        tom.readsTheSummary("Thank you, " + TOM);
        assertThat(tom.receiptNumber()).isVisible();
        ana.await("the receipt is numbered", () -> house.books(invited.id()).count("ReceiptIssued") == 1);

        isPaper(tom.downloads("Receipt (PDF)", folder.resolve("receipt.pdf")));
        isPaper(ana.downloads("Evidence (PDF)", folder.resolve("evidence.pdf")));
        Path evidence = ana.downloads("Evidence (JSON)", folder.resolve("evidence.json"));

        assertThat(verify(evidence)).as("exit of verify").isZero();
        String text = Files.readString(evidence);
        assertThat(text).contains(invited.id());
        Files.writeString(evidence, text.replaceFirst("\"MeterStarted\"", "\"MeterPaused\""));
        assertThat(verify(evidence))
                .as("exit of verify after one word was changed")
                .isEqualTo(1);
    }

    private static void isPaper(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(new String(bytes, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(bytes.length).isGreaterThan(2_000);
    }

    private static int verify(Path evidence) {
        return Script.connectme(Map.of(), "", List.of("verify", evidence.toString()))
                .exit();
    }

    private static void holdsLast(House house, Duration time) {
        Run run = house.server()
                .shell("config:property-set", "-p", "org.connectme.payment.sandbox", "hold.seconds", time.toSeconds());
        assertThat(run.exit()).as(run.output()).isZero();
    }

    private static void reschedule(House house, Invited invited, Instant startsAt) {
        Stage.expect(
                house.stage().consultant().post(invited.path("/reschedule"), """
                        {"startsAt":"%s","plannedMinutes":30,"zone":"Europe/Berlin","invitationHours":1000}""".formatted(
                                startsAt.truncatedTo(ChronoUnit.SECONDS))),
                200);
    }

    private static void awaitPart(House house, Seat seat, Invited invited, String part, String pointer, long expected) {
        seat.await(part + pointer + " is " + expected, () -> {
            JsonNode found = house.view(invited.id()).path(part).at(pointer);
            return found.asLong() == expected;
        });
    }

    private static void awaitStatus(House house, Seat seat, Invited invited, String status) {
        seat.await(
                "the payment is " + status,
                () -> house.view(invited.id()).at("/payment/status").asText().equals(status));
    }
}
