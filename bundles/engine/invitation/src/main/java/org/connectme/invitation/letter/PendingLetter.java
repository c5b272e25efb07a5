package org.connectme.invitation.letter;

import java.util.ArrayList;
import java.util.List;
import org.connectme.core.Bill;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.invitation.letter.Letter.Block;
import org.connectme.invitation.letter.Letter.Fact;

/** Says that the payment is still being worked on, so that nobody waits for the summary in vain (FIN-5). */
final class PendingLetter {

    private final Appointment appointment;
    private final Words words;
    private final Figures figures;

    PendingLetter(Appointment appointment, Words words) {
        this.appointment = appointment;
        this.words = words;
        this.figures = new Figures(words);
    }

    Letter write() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(words.say("dear", "customer", appointment.customerName())));
        appointment
                .history()
                .last(AmountDue.class)
                .map(AmountDue::bill)
                .map(Bill::gross)
                .ifPresent(gross -> blocks.add(new Block.Amount(words.say("pending.due"), figures.money(gross))));
        blocks.add(new Block.Paragraph(words.say("pending.text")));
        blocks.add(new Block.Paragraph(words.say("pending.later")));
        List<Fact> facts = new ArrayList<>();
        if (!appointment.subject().isEmpty()) {
            facts.add(new Fact(words.say("fact.subject"), appointment.subject()));
        }
        facts.add(new Fact(words.say("fact.when"), figures.moment(appointment.startsAt(), appointment.zone())));
        blocks.add(new Block.Facts(facts));
        blocks.add(new Block.Small(words.say("summary.wrong")));
        return new Letter(
                words,
                words.say("pending.subject", "consultant", appointment.consultantName()),
                words.say("pending.heading"),
                blocks);
    }
}
