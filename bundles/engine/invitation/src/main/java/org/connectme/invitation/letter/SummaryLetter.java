package org.connectme.invitation.letter;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.connectme.core.Bill;
import org.connectme.core.Money;
import org.connectme.core.Seller;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.journal.History;
import org.connectme.invitation.letter.Letter.Block;
import org.connectme.invitation.letter.Letter.Fact;

/** The summary after the end (FIN-3), with the chain's head as proof (CON-4). */
final class SummaryLetter {

    private final Appointment appointment;
    private final History history;
    private final Words words;
    private final Figures figures;
    private final PlanWords plans;

    SummaryLetter(Appointment appointment, Words words) {
        this.appointment = appointment;
        this.history = appointment.history();
        this.words = words;
        this.figures = new Figures(words);
        this.plans = new PlanWords(words, figures);
    }

    /** @param link opens the page with the summary, where the receipt can be had as PDF */
    Letter mail(String link) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(words.say("dear", "customer", appointment.customerName())));
        blocks.addAll(account());
        blocks.add(new Block.Button(words.say("summary.open"), link));
        blocks.add(new Block.Small(words.say("summary.wrong")));
        blocks.add(proof());
        return new Letter(
                words,
                words.say("summary.subject", "consultant", appointment.consultantName()),
                words.say("summary.heading", "consultant", appointment.consultantName()),
                blocks);
    }

    /** The same to keep: a receipt, once there is a number. */
    Letter paper() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(List.of(
                new Fact(words.say("fact.consultant"), appointment.consultantName()),
                new Fact(words.say("fact.customer"), appointment.customerName()))));
        blocks.addAll(account());
        blocks.add(proof());
        String heading = words.say(history.has(ReceiptIssued.class) ? "receipt.heading" : "summary.paper");
        return new Letter(words, heading, heading, blocks);
    }

    /** What it came to, and why. */
    private List<Block> account() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Amount(words.say("summary.charged"), figures.money(charged())));
        note().ifPresent(text -> blocks.add(new Block.Paragraph(text)));
        blocks.add(new Block.Facts(facts()));
        bill().filter(bill -> !bill.pauses().isEmpty()).ifPresent(bill -> {
            blocks.add(new Block.Paragraph(words.say("summary.pauses")));
            blocks.add(new Block.Facts(bill.pauses().stream().map(this::pause).toList()));
        });
        return blocks;
    }

    private Block proof() {
        return new Block.Small(
                words.say("summary.proof", "count", figures.number(history.length()), "head", history.head()));
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        fact(facts, "fact.subject", appointment.subject());
        fact(facts, "fact.when", figures.moment(appointment.startsAt(), appointment.zone()));
        bill().ifPresent(bill -> {
            fact(facts, "fact.duration", figures.duration(bill.durationMillis() / 1000));
            fact(facts, "fact.billable", figures.duration(bill.billableMillis() / 1000));
        });
        fact(facts, "fact.price", plans.price(appointment.offer().plan()));
        bill().filter(bill -> bill.gross().isPositive()).ifPresent(bill -> {
            fact(facts, "fact.net", figures.money(bill.net()));
            fact(
                    facts,
                    "fact.tax",
                    figures.money(bill.tax()) + " ("
                            + Lines.single(appointment.offer().plan().tax().label()) + " "
                            + figures.percent(appointment.offer().plan().tax().basisPoints()) + ")");
            fact(facts, "fact.gross", figures.money(bill.gross()));
        });
        history.all(Refunded.class).forEach(refund -> fact(facts, "fact.refunded", figures.money(refund.amount())));
        card().ifPresent(card -> fact(facts, "fact.card", card));
        history.last(ReceiptIssued.class)
                .ifPresent(receipt -> fact(facts, "fact.receipt", figures.number(receipt.number())));
        history.lastEntry(ReceiptIssued.class)
                .ifPresent(entry -> fact(facts, "fact.issued", figures.moment(entry.at(), appointment.zone())));
        fact(facts, "fact.seller", seller());
        return facts;
    }

    /** What was taken, less what went back. */
    private Money charged() {
        Money zero = Money.zero(appointment.offer().plan().currency());
        Money taken = history.all(Captured.class).map(Captured::amount).reduce(zero, Money::plus);
        return history.all(Refunded.class).map(Refunded::amount).reduce(taken, Money::minus);
    }

    private Optional<String> note() {
        Optional<AmountWaived> waived = history.last(AmountWaived.class);
        if (waived.isPresent()) {
            return Optional.of(words.say(
                    "summary.waived",
                    "amount",
                    figures.money(waived.get().amount()),
                    "smallest",
                    figures.money(waived.get().smallest())));
        }
        if (history.has(Captured.class)) {
            return Optional.empty();
        }
        return Optional.of(words.say(history.has(Released.class) ? "summary.released" : "summary.nothing"));
    }

    private Optional<Bill> bill() {
        return history.last(AmountDue.class).map(AmountDue::bill);
    }

    private Optional<String> card() {
        return history.last(HoldPlaced.class)
                .filter(hold -> history.has(Captured.class))
                .map(hold -> Lines.single(hold.cardBrand()) + " •••• " + Lines.single(hold.cardLastFour()));
    }

    private Fact pause(Bill.Pause pause) {
        ZoneId zone = appointment.zone();
        long seconds = (pause.to().toEpochMilli() - pause.from().toEpochMilli()) / 1000;
        return new Fact(
                figures.clock(pause.from(), zone) + " – " + figures.clock(pause.to(), zone),
                words.say("pause." + pause.reason().name().toLowerCase(Locale.ROOT)) + "\n"
                        + figures.duration(seconds));
    }

    private String seller() {
        Seller seller = appointment.offer().seller();
        String tax = Lines.single(seller.taxNumber());
        return Lines.several(seller.name() + "\n" + seller.address()
                + (tax.isEmpty() ? "" : "\n" + words.say("seller.tax", "number", tax)));
    }

    private void fact(List<Fact> facts, String key, String value) {
        if (!value.isBlank()) {
            facts.add(new Fact(words.say(key), value));
        }
    }
}
