package org.connectme.invitation.letter;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.Bill;
import org.connectme.core.Offer;
import org.connectme.core.Seller;
import org.connectme.core.event.ConsultationEvent;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PaymentEvent;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.event.PresenceEvent;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.invitation.letter.Letter.Block;
import org.connectme.invitation.letter.Letter.Fact;

/**
 * What the evidence of a consultation proves, for whoever decides about a dispute: what was agreed, what was talked,
 * what was taken, and by which hashes it can be checked (MET-8).
 */
final class DisputeLetter {

    /** More than anybody reads; the file has them all. */
    private static final int MOST_ENTRIES = 400;

    private static final Set<Class<? extends Event>> MAIL = Set.of(
            ConsultationEvent.MailAccepted.class,
            ConsultationEvent.MailRefused.class,
            ConsultationEvent.SummaryMailAsked.class,
            ConsultationEvent.InvitationResendAsked.class,
            ConsultationEvent.NoteLeft.class,
            PresenceEvent.MediaReported.class);

    private final Appointment appointment;
    private final History history;
    private final Words words;
    private final Figures figures;
    private final PlanWords plans;
    private final List<Block> blocks = new ArrayList<>();

    DisputeLetter(Appointment appointment, Words words) {
        this.appointment = appointment;
        this.history = appointment.history();
        this.words = words;
        this.figures = new Figures(words);
        this.plans = new PlanWords(words, figures);
    }

    Letter write() {
        String heading = words.say("dispute.heading");
        blocks.add(new Block.Small(words.say("dispute.about", "id", history.id().toString())));
        people();
        agreement();
        history.last(AmountDue.class).map(AmountDue::bill).ifPresent(this::time);
        money();
        blocks.add(new Block.Heading(words.say("dispute.record")));
        facts(fact("dispute.length", figures.number(history.length())));
        blocks.add(new Block.Code(words.say("dispute.head"), history.head()));
        entries();
        texts();
        return new Letter(words, heading, heading, blocks);
    }

    private void people() {
        Seller seller = appointment.offer().seller();
        String tax = Lines.single(seller.taxNumber());
        facts(
                fact("fact.consultant", appointment.consultantName()),
                fact(
                        "fact.seller",
                        Lines.several(seller.name() + "\n" + seller.address()
                                + (tax.isEmpty() ? "" : "\n" + words.say("seller.tax", "number", tax)))),
                fact("fact.customer", Lines.several(appointment.customerName() + "\n" + appointment.customerEmail())),
                fact("fact.subject", appointment.subject()),
                fact("fact.when", figures.moment(appointment.startsAt(), appointment.zone())));
    }

    private void agreement() {
        blocks.add(new Block.Heading(words.say("dispute.agreed")));
        TermsAgreed agreed = Consultation.of(history).agreement();
        if (agreed == null) {
            blocks.add(new Block.Paragraph(words.say("dispute.agreed.not")));
            return;
        }
        Offer offer = appointment.offer();
        List<Fact> facts = new ArrayList<>();
        history.lastEntry(TermsAgreed.class)
                .ifPresent(entry -> facts.add(fact("dispute.agreed.at", moment(entry) + "\n#" + entry.seq())));
        facts.add(fact("dispute.plan", Lines.single(offer.plan().name()) + "\n" + plans.price(offer.plan())));
        facts.add(fact(
                "dispute.waiver", words.say(agreed.waiverAccepted() ? "dispute.waiver.yes" : "dispute.waiver.no")));
        blocks.add(new Block.Facts(facts));
        blocks.add(new Block.Code(words.say("dispute.plan.hash"), agreed.planHash()));
        blocks.add(new Block.Code(words.say("dispute.terms.hash"), agreed.termsHash()));
    }

    private void time(Bill bill) {
        blocks.add(new Block.Heading(words.say("dispute.time")));
        List<Fact> facts = new ArrayList<>();
        history.entries().stream()
                .filter(entry -> entry.event() instanceof MeterStarted)
                .findFirst()
                .ifPresent(entry -> facts.add(fact("dispute.started", moment(entry) + "\n#" + entry.seq())));
        history.lastEntry(ConsultationEnded.class).ifPresent(entry -> {
            String why = ((ConsultationEnded) entry.event()).reason().name().toLowerCase(Locale.ROOT);
            facts.add(fact(
                    "dispute.ended", moment(entry) + ", " + words.say("dispute.ended." + why) + "\n#" + entry.seq()));
        });
        facts.add(fact("fact.duration", millis(bill.durationMillis())));
        facts.add(fact("fact.billable", millis(bill.billableMillis())));
        facts.add(fact("dispute.chargeable", figures.duration(bill.chargeableSeconds())));
        facts.add(fact("dispute.rules", figures.number(bill.ratingVersion())));
        facts.add(fact("fact.net", figures.money(bill.net())));
        facts.add(fact("fact.tax", figures.money(bill.tax())));
        facts.add(fact("fact.gross", figures.money(bill.gross())));
        blocks.add(new Block.Facts(facts));
        if (!bill.pauses().isEmpty()) {
            blocks.add(new Block.Paragraph(words.say("summary.pauses")));
            blocks.add(new Block.Facts(bill.pauses().stream().map(this::pause).toList()));
        }
    }

    private Fact pause(Bill.Pause pause) {
        ZoneId zone = appointment.zone();
        String key = switch (pause.reason()) {
            case CUSTOMER_OFFLINE -> "dispute.customer.pause";
            case LIMIT_REACHED -> "dispute.limit.pause";
            default -> "pause." + pause.reason().name().toLowerCase(Locale.ROOT);
        };
        return new Fact(
                figures.clock(pause.from(), zone) + " – " + figures.clock(pause.to(), zone),
                words.say(key) + "\n"
                        + millis(pause.to().toEpochMilli() - pause.from().toEpochMilli()));
    }

    private void money() {
        blocks.add(new Block.Heading(words.say("dispute.money")));
        List<Fact> facts = new ArrayList<>();
        for (Entry entry : history.entries()) {
            String where = "\n" + moment(entry) + ", #" + entry.seq();
            if (entry.event() instanceof HoldPlaced hold) {
                facts.add(fact(
                        "dispute.held",
                        figures.money(hold.amount()) + ", " + Lines.single(hold.cardBrand()) + " •••• "
                                + Lines.single(hold.cardLastFour()) + "\n" + reference(hold.reference()) + where));
            } else if (entry.event() instanceof Captured captured) {
                facts.add(fact(
                        "dispute.captured",
                        figures.money(captured.amount()) + "\n" + reference(captured.reference()) + where));
            } else if (entry.event() instanceof Refunded refunded) {
                facts.add(fact("fact.refunded", figures.money(refunded.amount()) + where));
            } else if (entry.event() instanceof ReceiptIssued receipt) {
                facts.add(fact("fact.receipt", figures.number(receipt.number()) + where));
            }
        }
        blocks.add(new Block.Facts(facts));
        if (!history.has(Captured.class)) {
            blocks.add(new Block.Paragraph(words.say("dispute.nothing")));
        }
    }

    private void entries() {
        blocks.add(new Block.Heading(words.say("dispute.entries")));
        blocks.add(new Block.Facts(history.entries().stream()
                .filter(entry -> counts(entry.event()))
                .limit(MOST_ENTRIES)
                .map(entry -> new Fact(
                        "#" + entry.seq() + "  " + figures.clock(entry.at(), appointment.zone()),
                        entry.event().type() + side(entry.event())))
                .toList()));
    }

    private static boolean counts(Event event) {
        boolean isOfThese = event instanceof ConsultationEvent
                || event instanceof MeterEvent
                || event instanceof PaymentEvent
                || event instanceof PresenceEvent;
        return isOfThese && !MAIL.contains(event.getClass());
    }

    private static String side(Event event) {
        if (event instanceof PresenceEvent.ParticipantLost lost) {
            return ", " + lost.side();
        } else if (event instanceof PresenceEvent.ParticipantReturned returned) {
            return ", " + returned.side();
        } else if (event instanceof PresenceEvent.ParticipantJoined joined) {
            return ", " + joined.side();
        }
        return "";
    }

    private void texts() {
        Offer offer = appointment.offer();
        blocks.add(new Block.Heading(words.say("dispute.texts")));
        text("dispute.terms", offer.terms());
        text("dispute.privacy", offer.privacy());
        text("dispute.waiver.text", offer.withdrawalWaiver());
    }

    private void text(String key, String text) {
        Optional.of(Lines.several(text)).filter(shown -> !shown.isBlank()).ifPresent(shown -> {
            blocks.add(new Block.Heading(words.say(key)));
            blocks.add(new Block.Quote(shown));
        });
    }

    private String reference(String reference) {
        return words.say("dispute.reference", "reference", Lines.single(reference));
    }

    /** To the second. */
    private String moment(Entry entry) {
        return figures.moment(entry.at(), appointment.zone()) + " " + figures.clock(entry.at(), appointment.zone());
    }

    /** To the second; what is less is not charged for. */
    private String millis(long millis) {
        return figures.duration(millis / 1_000);
    }

    private Fact fact(String key, String value) {
        return new Fact(words.say(key), value);
    }

    private void facts(Fact... facts) {
        blocks.add(new Block.Facts(List.of(facts)));
    }
}
