package org.connectme.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.connectme.core.Bill;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsentEvent.ConsentRequested;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.ContactGiven;
import org.connectme.core.event.ConsultationEvent.EndDismissed;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.NoteLeft;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterResumed;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.event.PresenceEvent.MediaFlowing;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaRecovered;
import org.connectme.core.event.PresenceEvent.MediaReported;
import org.connectme.core.event.PresenceEvent.MediaResumed;
import org.connectme.core.event.PresenceEvent.MediaStalled;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Journal.Append;
import org.connectme.core.journal.Timeline;
import org.connectme.metering.Metering;

/** Plays a random paid call into a real journal: as the server would, with all that can go wrong between two pages. */
final class RandomConsultation implements Timeline {

    private static final List<Side> SIDES = List.of(Side.values());
    private static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD");

    private final Random random;
    private final ConsultationId id;
    private final Set<Side> away = EnumSet.noneOf(Side.class);
    private final Set<Side> stalled = EnumSet.noneOf(Side.class);
    private final Map<Side, Instant> lastFlowed = new EnumMap<>(Side.class);
    private final Map<Side, Instant> cameBack = new EnumMap<>(Side.class);
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private Journal journal;
    private Evidence evidence;
    private boolean isLost;
    private boolean isOn;
    private boolean isEnding;

    RandomConsultation(long seed) {
        this.random = new Random(seed);
        this.id = new ConsultationId(new UUID(random.nextLong(), random.nextLong()));
    }

    ConsultationId id() {
        return id;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Optional<Outage> lastOutage() {
        return Optional.empty();
    }

    /** @param steps how much happens in the call */
    RandomConsultation play(Journal journal, Evidence evidence, int steps) {
        this.journal = journal;
        this.evidence = evidence;
        Offer offer = offer();
        add(new ConsultationScheduled(
                ConsultantId.random(),
                "Ada Advisor",
                "Hello",
                "Zoë \"Zo\" Müller",
                "zoe@example.org",
                "Ta\\x/es\n\u0001 مرحبا 😀",
                now,
                30,
                "Europe/Berlin",
                "en",
                now.plusSeconds(86_400),
                offer));
        if (random.nextBoolean()) {
            offer = offer();
            add(new OfferChanged(offer));
        }
        passes();
        add(new ContactGiven("Zoë", "zoe@example.org", "", ""), new NoteLeft("I am here"));
        add(new TermsAgreed(offer.planHash(), offer.termsHash(), true, 1));
        HoldPlaced hold = new HoldPlaced(
                "hold-1", "sandbox", "auth-1", offer.plan().holdAmount(), "visa", "4242", now.plusSeconds(600_000));
        if (!offer.plan().isFree()) {
            add(hold);
        }
        for (Side side : SIDES) {
            passes();
            add(new ParticipantJoined(side), new CallEntered(side), new MediaFlowing(side));
            cameBack.put(side, now);
        }
        passes();
        add(new MeterStarted());
        isOn = true;
        for (int step = 0; step < steps; step++) {
            passes();
            happens(SIDES.get(random.nextInt(2)));
        }
        passes();
        end(hold);
        return this;
    }

    private void happens(Side side) {
        switch (random.nextInt(10)) {
            case 0 -> pauseOrResume();
            case 1 -> {
                add(isEnding ? new EndDismissed(side) : new EndProposed(side));
                isEnding = !isEnding;
            }
            case 2, 3 -> loseOrReturn(side);
            case 4, 5 -> stallOrRecover(side);
            case 6 -> outage();
            case 7 -> limit();
            case 8 ->
                add(
                        new ConsentRequested("request-1", Scope.RECORDING, "To remember", 10),
                        new ConsentGiven("request-1", Scope.RECORDING, now.plusSeconds(600)));
            default -> {
                var history = journal.read(id);
                evidence.received(id, side, history.length(), history.head());
            }
        }
    }

    private void pauseOrResume() {
        if (isOn) {
            add(new MeterPaused());
            isOn = false;
        } else if (away.isEmpty() && !isLost && !isEnding) {
            add(new MeterResumed());
            isOn = true;
        }
    }

    private void loseOrReturn(Side side) {
        if (away.remove(side)) {
            returned(side);
        } else {
            add(new ParticipantLost(side, earlier(cameBack.get(side))));
            away.add(side);
        }
    }

    private void returned(Side side) {
        cameBack.put(side, now);
        add(new ParticipantReturned(side));
        if (away.isEmpty() && stalled.size() == 2 && !isLost) {
            add(new MediaLost(now));
            isLost = true;
        }
    }

    private void stallOrRecover(Side side) {
        if (!away.isEmpty()) {
            return;
        }
        if (stalled.remove(side)) {
            add(new MediaRecovered(side));
            cameBack.put(side, now);
            if (isLost) {
                add(new MediaResumed());
                isLost = false;
            }
            return;
        }
        Instant flowed = earlier(cameBack.get(side));
        lastFlowed.put(side, flowed);
        stalled.add(side);
        add(new MediaStalled(side, flowed));
        if (stalled.size() == 2) {
            Instant both = SIDES.stream()
                    .flatMap(each -> Stream.of(lastFlowed.get(each), cameBack.get(each)))
                    .max(Instant::compareTo)
                    .orElseThrow();
            add(new MediaLost(both));
            isLost = true;
        }
    }

    private void outage() {
        Instant from = now;
        passes();
        add(new ServerOutage(from, now));
        for (Side side : SIDES) {
            if (random.nextInt(3) > 0) {
                add(new MediaReported(side, from.minusSeconds(2), from.plusMillis(random.nextInt(20_000))));
            }
        }
        passes();
        for (Side side : SIDES) {
            away.remove(side);
            returned(side);
        }
    }

    private void limit() {
        Bill bill = Metering.of(journal.read(id), now).bill();
        add(new LimitSet(
                random.nextBoolean()
                        ? null
                        : new Money(
                                Math.max(1, bill.gross().minorUnits() + random.nextInt(100)),
                                bill.gross().currency())));
    }

    private void end(HoldPlaced hold) {
        add(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));
        Bill bill = Metering.of(journal.read(id), now).bill();
        add(new AmountDue(bill));
        if (!bill.gross().isPositive()) {
            return;
        }
        passes();
        add(new CaptureRequested("capture-1", "sandbox", hold.reference(), bill.gross()));
        add(new Captured("capture-1", bill.gross(), "ch-1"), new ReceiptIssued(17));
        if (random.nextInt(3) == 0) {
            Money back = new Money(
                    1 + random.nextLong(bill.gross().minorUnits()), bill.gross().currency());
            add(new RefundRequested("refund-1", back), new Refunded("refund-1", back));
        }
    }

    private Offer offer() {
        String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        boolean isFree = random.nextInt(10) == 0;
        RatePlan plan = new RatePlan(
                new UUID(random.nextLong(), random.nextLong()),
                1 + random.nextInt(9),
                "Advice",
                Currency.getInstance(currency),
                isFree ? 0 : 1 + random.nextInt(500),
                List.of(1, 30, 60).get(random.nextInt(3)),
                random.nextInt(60),
                isFree ? 0 : random.nextInt(100),
                random.nextBoolean() ? null : Long.valueOf(100 + random.nextInt(5_000)),
                new RatePlan.Tax("VAT", random.nextInt(2_500), random.nextBoolean()),
                isFree ? 0 : 500 + random.nextInt(5_000));
        return new Offer(plan, new Seller("Ada Ltd", "1 Road\nTown", "DE1"), "en", "Terms", "Privacy", "Waiver");
    }

    private void passes() {
        now = now.plusMillis(1 + random.nextInt(20_000));
    }

    /** Up to ten seconds ago, but not before. */
    private Instant earlier(Instant notBefore) {
        Instant earlier = now.minus(Duration.ofMillis(random.nextInt(10_000)));
        return earlier.isBefore(notBefore) ? notBefore : earlier;
    }

    private void add(Event... events) {
        List<Event> all = new ArrayList<>(Arrays.asList(events));
        Append append = journal.append(id, journal.read(id).length(), all);
        if (!(append instanceof Append.Done)) {
            throw new AssertionError("Nobody else writes here.");
        }
    }
}
