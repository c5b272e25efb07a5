package org.connectme.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.journal.History;
import org.connectme.metering.MeterView;
import org.connectme.payment.PaymentProjection;
import org.jspecify.annotations.Nullable;

/** What both pages show at one instant, and what of it must never be shown. */
final class Pages {

    private Pages() {}

    static List<String> look(Engine engine, History history, Instant now) {
        List<String> wrong = new ArrayList<>();
        MeterView first = engine.meter(history, Side.CUSTOMER, now);
        MeterView second = engine.meter(history, Side.CONSULTANT, now);
        if (!first.gross().equals(second.gross()) || first.billableMillis() != second.billableMillis()) {
            wrong.add("the pages disagree: " + first + " and " + second);
        }
        if (isAbove(first.gross(), first.ceiling())) {
            wrong.add("the page shows " + first.gross() + " above the ceiling " + first.ceiling());
        }
        PaymentProjection.View payment = engine.payment(history, Side.CUSTOMER, now);
        if (isAbove(payment.captured(), payment.held())) {
            wrong.add("the page shows " + payment.captured() + " taken above the hold " + payment.held());
        }
        if (isAbove(payment.refunded(), payment.captured())) {
            wrong.add("the page shows " + payment.refunded() + " given back of " + payment.captured());
        }
        return wrong.stream()
                .map(what -> "consultation " + history.id() + " at " + now + ": " + what)
                .toList();
    }

    private static boolean isAbove(@Nullable Money amount, @Nullable Money most) {
        return amount != null && most != null && amount.compareTo(most) > 0;
    }
}
