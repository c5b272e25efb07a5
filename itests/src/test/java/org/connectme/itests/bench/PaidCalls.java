package org.connectme.itests.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.EndDismissed;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterResumed;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.event.PresenceEvent.MediaFlowing;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.MediaResumed;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;

/** What stands in the journals of paid calls. */
final class PaidCalls {

    static final String PROVIDER = "slow";

    private static final Currency EUR = Currency.getInstance("EUR");

    private PaidCalls() {}

    /** One who sells all the calls, so that all receipts are of one sequence. */
    static ConsultantId seller() {
        return new ConsultantId(new UUID(0, 1));
    }

    /** Up to the moment at which the meter starts. */
    static List<Event> begun(ConsultationId id, Instant now) {
        RatePlan plan = new RatePlan(
                new UUID(0, 2), 1, "Advice", EUR, 200, 1, 0, 100, null, new RatePlan.Tax("VAT", 1900, true), 900_000);
        Offer offer = new Offer(plan, new Seller("Ada Ltd", "1 Road", "DE1"), "en", "Terms", "Privacy", "");
        List<Event> events = new ArrayList<>(List.of(
                new ConsultationScheduled(
                        seller(),
                        "Ada Advisor",
                        "Hello",
                        "Zoë",
                        "zoe@example.org",
                        "Taxes",
                        now,
                        60,
                        "Europe/Berlin",
                        "en",
                        now.plusSeconds(86_400),
                        offer),
                new TermsAgreed(offer.planHash(), offer.termsHash(), true, 1),
                new HoldRequested("hold-" + id + "-1", PROVIDER, plan.holdAmount(), "tok_good", false),
                new HoldPlaced(
                        "hold-" + id + "-1",
                        PROVIDER,
                        "pay-" + id,
                        plan.holdAmount(),
                        "visa",
                        "4242",
                        now.plusSeconds(6 * 86_400))));
        for (Side side : Side.values()) {
            events.addAll(List.of(new ParticipantJoined(side), new CallEntered(side), new MediaFlowing(side)));
        }
        events.add(new MeterStarted());
        return List.copyOf(events);
    }

    /** One of the things that happen in a call and touch the bill, each kind as often as any other. */
    static List<Event> moment(ConsultationId id, int number, Instant now) {
        Side side = Side.values()[number / 8 % 2];
        return switch (number % 8) {
            case 0 -> List.of(new MeterPaused(), new MeterResumed());
            case 1 -> List.of(new ParticipantLost(side, now.minusMillis(500)), new ParticipantReturned(side));
            case 2 -> List.of(new MediaLost(now.minusMillis(500)), new MediaResumed());
            case 3 -> List.of(new LimitSet(new Money(500_000 + number, EUR)));
            case 4 -> List.of(new EndProposed(side), new EndDismissed(side));
            case 5 ->
                List.of(
                        new ServerOutage(now.minusMillis(800), now.minusMillis(300)),
                        new ParticipantReturned(Side.CUSTOMER),
                        new ParticipantReturned(Side.CONSULTANT));
            case 6 ->
                List.of(
                        new MediaReported(Side.CUSTOMER, now.minusMillis(4_000), now.minusMillis(200)),
                        new MediaReported(Side.CONSULTANT, now.minusMillis(4_000), now.minusMillis(200)));
            default ->
                List.of(new HoldRaised(
                        "raise-" + number, "pay-" + id, new Money(900_000 + number, EUR), now.plusSeconds(6 * 86_400)));
        };
    }
}
