package org.connectme.invitation;

import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.connectme.core.Bill;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.account.Accounts.Availability;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.account.Accounts.Profile;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.PaymentEvent.HoldPlaced;

/** The consultation that the tests of this bundle tell of. */
public final class Story {

    public static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    public static final Instant START = NOW.plus(Duration.ofDays(2));
    public static final Seller SELLER = new Seller("Ana Weber IT", "Lindenallee 12\n50968 Köln", "DE 999 999 999");

    public static final Consultant ANA = new Consultant(
            ConsultantId.random(),
            "ana@example.org",
            Availability.ONLINE,
            new Profile("Ana Weber", "", "America/New_York", SELLER, "terms", "privacy", ""));

    private Story() {}

    public static ConsultationId id() {
        return ConsultationId.random();
    }

    public static ConsultationScheduled scheduled() {
        return scheduled("en", "Ana Weber", "Cem Yılmaz", "Printer", "See you then");
    }

    public static ConsultationScheduled scheduled(
            String language, String consultant, String customer, String subject, String greeting) {
        return new ConsultationScheduled(
                ANA.id(),
                consultant,
                greeting,
                customer,
                "cem@example.org",
                subject,
                START,
                30,
                "Europe/Berlin",
                language,
                START.plus(Duration.ofHours(6)),
                offer(240));
    }

    /** @param pricePerMinute 0 for a free plan */
    public static Offer offer(long pricePerMinute) {
        RatePlan plan = new RatePlan(
                UUID.fromString("6f2d6c1e-0000-4000-8000-000000000001"),
                1,
                "Standard",
                Currency.getInstance("EUR"),
                pricePerMinute,
                1,
                60,
                0,
                5000L,
                new RatePlan.Tax("VAT", 1900, true),
                pricePerMinute == 0 ? 0 : 6000);
        return new Offer(plan, SELLER, "en", "terms", "privacy", "");
    }

    public static HoldPlaced held() {
        return new HoldPlaced(
                "hold-1", "sandbox", "ref", Money.of(6000, "EUR"), "Visa", "4242", START.plus(Duration.ofDays(7)));
    }

    public static ConsultationEnded hungUp() {
        return new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null);
    }

    public static AmountDue due(long gross) {
        return new AmountDue(new Bill(
                1,
                760_500,
                700_900,
                640,
                Money.of(gross - gross * 19 / 119, "EUR"),
                Money.of(gross * 19 / 119, "EUR"),
                Money.of(gross, "EUR"),
                List.of(
                        new Bill.Pause(START.plusSeconds(100), START.plusSeconds(145), Bill.Reason.CUSTOMER_OFFLINE),
                        new Bill.Pause(START.plusSeconds(745), START.plusSeconds(760), Bill.Reason.ENDING))));
    }
}
