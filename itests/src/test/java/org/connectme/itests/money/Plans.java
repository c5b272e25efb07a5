package org.connectme.itests.money;

import org.connectme.itests.server.Stage;

/** Rate plans under which a second more or less is seen. */
final class Plans {

    static final long CENTS_A_SECOND = 60;
    static final long HOLD = 100_000;

    private Plans() {}

    /** Charged from the first second on, far from the hold. @return the plan's id */
    static String byTheSecond(Stage stage) {
        return stage.plan("By the second", CENTS_A_SECOND * 60, 0, HOLD);
    }

    /** With the first second the hold is nearly used up, and it takes long until it is. @return the plan's id */
    static String nearTheCeiling(Stage stage) {
        return stage.plan("By the second", 60, 900, 1_000);
    }
}
