package org.connectme.itests.money;

import static org.connectme.itests.server.Stage.expect;

import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Stage;

/** Rate plans under which a second more or less is seen. */
final class Plans {

    static final long CENTS_A_SECOND = 60;
    static final long HOLD = 100_000;

    private Plans() {}

    /** Charged from the first second on, far from the hold. @return the plan's id */
    static String byTheSecond(Stage stage) {
        return create(stage, CENTS_A_SECOND, 0, HOLD);
    }

    /** With the first second the hold is nearly used up, and it takes long until it is. @return the plan's id */
    static String nearTheCeiling(Stage stage) {
        return create(stage, 1, 900, 1_000);
    }

    private static String create(Stage stage, long centsASecond, long minimum, long hold) {
        Answer plan = stage.consultant().post("/api/consultant/plans", """
                        {"name":"By the second","currency":"EUR","pricePerMinute":%d,"stepSeconds":1,"freeSeconds":0,
                         "minimum":%d,"cap":null,"tax":{"label":"VAT","basisPoints":1900,"included":true},"hold":%d}
                        """.formatted(centsASecond * 60, minimum, hold));
        expect(plan, 200);
        return plan.body().path("id").asText();
    }
}
