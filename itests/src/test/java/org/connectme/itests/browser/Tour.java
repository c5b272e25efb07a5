package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import org.connectme.itests.server.Stage.Invited;

/** Walks through every screen of both apps once and stops at each. */
final class Tour {

    private static final String TOM = "Tom Reed";

    /** Looks at a screen that has come to rest. */
    interface Visitor {
        void at(String screen, Seat seat);
    }

    private final House house;
    private final Visitor visitor;

    Tour(House house, Visitor visitor) {
        this.house = house;
        this.visitor = visitor;
    }

    void walk() {
        ConsultantPages ana = house.consultantWindow(new NewContextOptions());
        CustomerPages tom =
                house.customerWindow(new NewContextOptions().setHasTouch(true).setPermissions(House.DEVICES));
        consoleBefore(ana);
        Invited invited = house.stage().invite(TOM, house.planId());
        wayOfTheCustomer(tom, invited);
        call(ana, tom, invited);
        CustomerPages other = house.customer();
        cancelled(other);
    }

    private void consoleBefore(ConsultantPages ana) {
        ana.page.navigate(house.server().address("/console").toString());
        assertThat(ana.button("Sign in")).isVisible();
        visitor.at("console-sign-in", ana);
        ana.signIn(house.server().demo());
        ana.goOnline();
        visitor.at("console-consultations", ana);
        ana.page.navigate(house.server().address("/console").toString() + "#/new");
        assertThat(ana.heading("New consultation")).isVisible();
        visitor.at("console-new", ana);
        ana.page.navigate(house.server().address("/console").toString() + "#/plans");
        assertThat(ana.heading("Rate plans")).isVisible();
        visitor.at("console-plans", ana);
        ana.page.navigate(house.server().address("/console").toString() + "#/profile");
        assertThat(ana.heading("Profile")).isVisible();
        visitor.at("console-profile", ana);
        ana.page.navigate(house.server().address("/console").toString() + "#/outbox");
        assertThat(ana.heading("Outbox")).isVisible();
        visitor.at("console-outbox", ana);
    }

    private void wayOfTheCustomer(CustomerPages tom, Invited invited) {
        tom.page.navigate(house.server().address("/").toString());
        assertThat(tom.heading("Enter your code")).isVisible();
        visitor.at("code", tom);
        tom.page.navigate(house.server().address("/help").toString());
        assertThat(tom.page.locator("h1")).isVisible();
        visitor.at("help", tom);
        tom.opens(house.linkOf(invited));
        visitor.at("invitation", tom);
        tom.goesOn();
        assertThat(tom.heading("About you")).isVisible();
        visitor.at("about", tom);
        tom.givesContact();
        visitor.at("terms", tom);
        tom.agrees();
        tom.entersCard(CustomerPages.NO_FUNDS);
        visitor.at("card", tom);
        tom.confirmsCard();
        tom.reads("There is not enough money");
        visitor.at("card-declined", tom);
        tom.entersCard(CustomerPages.ASKS_THE_HOLDER);
        tom.confirmsCard();
        assertThat(tom.button("Complete")).isVisible();
        visitor.at("card-challenge", tom);
        tom.passesTheBanksQuestion();
        tom.isInTheWaitingRoom();
        tom.turnsOnCameraAndMicrophone();
        assertThat(tom.button("Turn off the camera")).isVisible();
        visitor.at("waiting", tom);
    }

    private void call(ConsultantPages ana, CustomerPages tom, Invited invited) {
        ana.open(invited.id());
        assertThat(ana.button("Start video chat").first()).isVisible();
        visitor.at("console-preparation", ana);
        ana.startsVideoChat();
        tom.joins();
        ana.seesPictureOf(TOM);
        tom.seesPictureOf(ConsultantPages.NAME);
        visitor.at("call-before-start", tom);
        ana.startsCharges();
        tom.meterShows("Running");
        visitor.at("call", tom);
        visitor.at("console-call", ana);
        tom.opensChat();
        tom.says("An old one.");
        visitor.at("call-chat", tom);
        tom.closesPanel();
        tom.opensMore();
        visitor.at("call-more", tom);
        tom.closesPanel();
        tom.pressesRed();
        visitor.at("call-ending", tom);
        tom.confirmsTheEnd();
        tom.readsTheSummary("Thank you, " + TOM);
        tom.reads("charged to your card");
        visitor.at("summary", tom);
        assertThat(ana.summary()).containsText("Receipt number");
        visitor.at("console-summary", ana);
    }

    private void cancelled(CustomerPages tom) {
        Invited invited = house.stage().invite(TOM, house.planId());
        tom.opens(house.linkOf(invited));
        tom.cancels("");
        assertThat(tom.heading("The appointment was cancelled")).isVisible();
        visitor.at("cancelled", tom);
    }
}
