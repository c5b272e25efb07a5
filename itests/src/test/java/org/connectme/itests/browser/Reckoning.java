package org.connectme.itests.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** The price as the product's description has it (MET-7), reckoned apart from the server. */
final class Reckoning {

    private Reckoning() {}

    /** @return gross minor units for this billable time under a plan of the API */
    static long gross(JsonNode plan, long billableMillis) {
        long seconds = billableMillis / 1000 - plan.path("freeSeconds").asLong();
        if (seconds <= 0) {
            return 0;
        }
        long step = plan.path("stepSeconds").asLong();
        long chargeable = (seconds + step - 1) / step * step;
        BigDecimal price = plan.path("pricePerMinute").decimalValue().multiply(BigDecimal.valueOf(chargeable));
        BigDecimal least = plan.path("minimum").decimalValue().multiply(BigDecimal.valueOf(60));
        BigDecimal sixtieths = price.max(least);
        if (!plan.path("cap").isNull()) {
            sixtieths = sixtieths.min(plan.path("cap").decimalValue().multiply(BigDecimal.valueOf(60)));
        }
        BigDecimal rate = plan.at("/tax/basisPoints").decimalValue();
        BigDecimal whole = BigDecimal.valueOf(10_000);
        BigDecimal factor = plan.at("/tax/included").asBoolean() ? whole : whole.add(rate);
        return sixtieths
                .multiply(factor)
                .divide(whole.multiply(BigDecimal.valueOf(60)), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** From the first START to the end, without the pauses of the bill. */
    static long billableMillis(JsonNode startedAt, JsonNode endedAt, JsonNode pauses) {
        long millis = between(startedAt, endedAt);
        for (JsonNode pause : pauses) {
            millis -= between(pause.path("from"), pause.path("to"));
        }
        return millis;
    }

    private static long between(JsonNode from, JsonNode to) {
        return Duration.between(Instant.parse(from.asText()), Instant.parse(to.asText()))
                .toMillis();
    }
}
