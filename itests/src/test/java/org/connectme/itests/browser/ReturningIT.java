package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.browser.ConsultantPages.NAME;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who leaves a page and comes back is in the same call, once (CALL-4). */
@ExtendWith(InHouse.class)
class ReturningIT {

    private static final String TOM = "Tom Reed";
    private static final Duration SLACK = Duration.ofSeconds(2);

    @Test
    void aReloadOfEitherPageLeadsBackIntoTheCallAndTheMeterStandsForTheGapOnly(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();
        house.inPaidCall(ana, tom, invited);

        Instant away = Instant.now();
        tom.page.reload();
        tom.isInTheCall();
        theCallGoesOn(ana, tom);
        Instant back = Instant.now();
        theMeterStoodOnlyBetween(house, invited, away, back);

        ana.page.reload();
        theCallGoesOn(ana, tom);
        Books books = house.books(invited.id());
        assertThat(books.count("ParticipantJoined")).isEqualTo(2);
        assertThat(books.count("MeterStarted")).isEqualTo(1);
        assertThat(books.count("MeterPaused")).isZero();
    }

    @Test
    void aSecondTabOfTheCustomerTakesOverAndTheFirstCanTakeItBack(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();
        house.inPaidCall(ana, tom, invited);

        CustomerPages second = new CustomerPages(tom.context().newPage());
        second.page.navigate(house.server().address("/join").toString());
        second.isInTheCall();
        assertThat(tom.heading("You continue in another window")).isVisible();
        theCallGoesOn(ana, second);
        assertThat(tom.witness.connections()).isZero();

        tom.button("Take it back here").click();
        tom.isInTheCall();
        assertThat(second.heading("You continue in another window")).isVisible();
        theCallGoesOn(ana, tom);
        assertThat(second.witness.connections()).isZero();
        assertThat(house.books(invited.id()).count("ParticipantJoined")).isEqualTo(2);
    }

    @Test
    void aSecondWindowOfTheConsultantTakesOverAndTheFirstCanTakeItBack(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customer();
        house.inPaidCall(ana, tom, invited);

        ConsultantPages second =
                new ConsultantPages(ana.context().newPage(), house.server().address());
        second.open(invited.id());
        assertThat(ana.heading("This call goes on in another window")).isVisible();
        theCallGoesOn(second, tom);
        assertThat(ana.witness.connections()).isZero();

        ana.page.locator("console-consultation").getByText("Continue here").click();
        assertThat(second.heading("This call goes on in another window")).isVisible();
        theCallGoesOn(ana, tom);
    }

    private static void theCallGoesOn(ConsultantPages ana, CustomerPages tom) {
        ana.seesPictureOf(TOM);
        tom.seesPictureOf(NAME);
        ana.meterShows("Running");
        tom.meterShows("Running");
        ana.await("the consultant's page has one connection", () -> ana.witness.connections() == 1);
        tom.await("the customer's page has one connection", () -> tom.witness.connections() == 1);
    }

    /** What the meter stood is no more than the gap, though it may be less: nothing is lost for a moment's silence. */
    private static void theMeterStoodOnlyBetween(House house, Invited invited, Instant away, Instant back) {
        JsonNode meter = house.view(invited.id()).path("meter");
        Duration stood = Duration.ofMillis(meter.path("durationMillis").asLong()
                - meter.path("billableMillis").asLong());
        assertThat(stood).isBetween(Duration.ZERO, Duration.between(away, back).plus(SLACK));
    }
}
