package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;

/** What the operator is told of doubt. */
final class Doubt {

    /** After that somebody is to look into it. */
    static final Duration ALARM = Duration.ofDays(1);

    private Doubt() {}

    /** Once a day, since doubt is looked up once a day by then. */
    static void tell(Logger logger, String operation, Instant since, Instant now) {
        if (!now.isBefore(since.plus(ALARM))) {
            logger.error(
                    "{}: in doubt since {}; see connectme:payments-open and what the payment service says of it",
                    operation,
                    since);
        }
    }
}
