package org.connectme.itests.browser;

import com.microsoft.playwright.Page;
import org.connectme.itests.server.Stage.Invited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real page of the customer's browser is shown, and the consultant sees that page and nothing else (CALL-1). */
@ExtendWith(InHouse.class)
class SharedTabIT {

    private static final String TOM = "Tom Reed";
    private static final String TITLE = "The report that fails";

    @Test
    void theConsultantSeesThePageThatTheCustomerChose(House house) {
        Invited invited = house.stage().invite(TOM, house.planId());
        ConsultantPages ana = house.consultant();
        CustomerPages tom = house.customerWhoShares(TITLE);
        Page report = tom.context().newPage();
        report.setContent(page("rgb(200, 0, 0)"));
        tom.page.bringToFront();

        house.inPaidCall(ana, tom, invited);
        tom.sharesScreen();
        // Only what changes is sent: the page shows something new, as pages do.
        report.evaluate("() => setInterval(() => document.querySelector('i').textContent = Date.now(), 100)");
        ana.seesOnScreenOf(TOM, 200, 0, 0);
        report.evaluate("() => document.body.style.background = 'rgb(0, 0, 200)'");
        ana.seesOnScreenOf(TOM, 0, 0, 200);

        tom.stopsSharing();
        ana.seesNoScreenOf(TOM);
        ana.meterShows("Running");
    }

    private static String page(String colour) {
        return "<title>" + TITLE + "</title><body style='margin:0;background:" + colour + "'><i></i></body>";
    }
}
