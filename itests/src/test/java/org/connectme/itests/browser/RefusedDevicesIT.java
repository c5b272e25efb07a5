package org.connectme.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.connectme.itests.browser.ConsultantPages.NAME;

import java.util.List;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A browser that may not use its devices (CALL-3). */
@ExtendWith(InHouse.class)
class RefusedDevicesIT {

    private static final String TOM = "Tom Reed";

    @Test
    void aRefusedCameraIsExplainedTheVoiceGoesOnAndThePictureComesOnceItIsAllowed(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customerWhoAllows("geolocation");
        house.enters(tom, invited);
        tom.reads("Your phone will ask for camera and microphone.");
        tom.button("Turn on camera and microphone").click();
        tom.reads("The microphone cannot be used");
        tom.reads("Tap the icon at the left end of the address, then “Permissions”.");

        tom.context().grantPermissions(List.of("microphone"));
        tom.button("Try again").click();
        tom.reads("The camera cannot be used");
        tom.readsNoLonger("The microphone cannot be used");

        tom.joins();
        ana.open(invited.id());
        ana.startsVideoChat();
        tom.seesPictureOf(NAME);
        ana.hears(TOM);
        ana.reads(TOM + " has the camera off");
        ana.startsCharges();
        tom.meterShows("Running");

        tom.context().grantPermissions(List.of("camera", "microphone"));
        tom.button("Turn on the camera").click();
        assertThat(tom.button("Turn off the camera")).isVisible();
        ana.seesPictureOf(TOM);
        ana.meterShows("Running");
    }
}
