package org.connectme.invitation.letter;

import java.util.ArrayList;
import java.util.List;
import org.connectme.core.RatePlan;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.AnotherTimeAsked;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.RecordingEvent.RecordingExpiring;
import org.connectme.invitation.letter.Letter.Block;
import org.connectme.invitation.letter.Letter.Fact;

/** The letters about an appointment: invitation, new time, cancellation, the wish for another time; and its recordings. */
final class AppointmentLetters {

    private final Appointment appointment;
    private final Words words;
    private final Figures figures;
    private final PlanWords plans;

    AppointmentLetters(Appointment appointment, Words words) {
        this.appointment = appointment;
        this.words = words;
        this.figures = new Figures(words);
        this.plans = new PlanWords(words, figures);
    }

    Letter invitation(String url, String link, String code) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(words.say("dear", "customer", appointment.customerName())));
        if (!appointment.greeting().isEmpty()) {
            blocks.add(new Block.Quote(appointment.greeting()));
        }
        blocks.add(new Block.Facts(facts()));
        addWayIn(blocks, url, link, code);
        return letter("invitation", blocks);
    }

    Letter rescheduled(String url, String link, String code) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(words.say("dear", "customer", appointment.customerName())));
        blocks.add(new Block.Paragraph(words.say("rescheduled.text", "consultant", appointment.consultantName())));
        blocks.add(new Block.Facts(facts()));
        addWayIn(blocks, url, link, code);
        return letter("rescheduled", blocks);
    }

    Letter cardFailed(String url, String link, String code) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(words.say("dear", "customer", appointment.customerName())));
        blocks.add(new Block.Paragraph(words.say("card.text", "consultant", appointment.consultantName())));
        blocks.add(new Block.Facts(facts()));
        addWayIn(blocks, url, link, code);
        return letter("card", blocks);
    }

    Letter cardFailedTold(String url) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(words.say("card.told.text", "customer", appointment.customerName())));
        List<Fact> facts = new ArrayList<>();
        addSubject(facts);
        facts.add(new Fact(words.say("fact.when"), appointment.moment(figures)));
        blocks.add(new Block.Facts(facts));
        blocks.add(new Block.Button(words.say("another.button"), url + "/console"));
        return new Letter(
                words,
                words.say("card.told.subject", "customer", appointment.customerName()),
                words.say("card.told.heading", "customer", appointment.customerName()),
                blocks);
    }

    Letter cancelled() {
        ConsultationCancelled cancelled =
                appointment.history().last(ConsultationCancelled.class).orElseThrow();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(words.say("dear", "customer", appointment.customerName())));
        blocks.add(new Block.Paragraph(
                cancelled.by() == Side.CUSTOMER
                        ? words.say("cancelled.you")
                        : words.say("cancelled.consultant", "consultant", appointment.consultantName())));
        String reason = Lines.several(cancelled.reason());
        if (!reason.isEmpty()) {
            blocks.add(new Block.Quote(reason));
        }
        List<Fact> facts = new ArrayList<>();
        addSubject(facts);
        facts.add(new Fact(words.say("fact.when"), appointment.moment(figures)));
        blocks.add(new Block.Facts(facts));
        blocks.add(new Block.Paragraph(
                words.say(appointment.history().has(HoldPlaced.class) ? "cancelled.released" : "cancelled.nothing")));
        return letter("cancelled", blocks);
    }

    /** To the consultant. */
    Letter anotherTime(int cause, String url) {
        String note = appointment.history().entries().stream()
                .filter(entry -> entry.seq() == cause)
                .map(entry -> entry.event() instanceof AnotherTimeAsked asked ? Lines.several(asked.note()) : "")
                .findFirst()
                .orElse("");
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(words.say("another.text", "customer", appointment.customerName())));
        if (!note.isEmpty()) {
            blocks.add(new Block.Quote(note));
        }
        List<Fact> facts = new ArrayList<>();
        addSubject(facts);
        facts.add(new Fact(words.say("fact.when"), appointment.moment(figures)));
        blocks.add(new Block.Facts(facts));
        blocks.add(new Block.Button(words.say("another.button"), url + "/console"));
        return new Letter(
                words,
                words.say("another.subject", "customer", appointment.customerName()),
                words.say("another.heading", "customer", appointment.customerName()),
                blocks);
    }

    /** To the consultant. */
    Letter recordingExpires(int cause, String url) {
        RecordingExpiring expiring = appointment.history().entries().stream()
                .filter(entry -> entry.seq() == cause)
                .map(entry -> (RecordingExpiring) entry.event())
                .findFirst()
                .orElseThrow();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(words.say(
                "expires.text",
                "customer",
                appointment.customerName(),
                "at",
                figures.moment(expiring.deletesAt(), appointment.consultantZone()))));
        blocks.add(new Block.Paragraph(words.say("expires.keep")));
        List<Fact> facts = new ArrayList<>();
        addSubject(facts);
        facts.add(new Fact(words.say("fact.when"), appointment.moment(figures)));
        blocks.add(new Block.Facts(facts));
        blocks.add(new Block.Button(words.say("expires.button"), url + "/console#/recordings/" + expiring.recording()));
        return new Letter(
                words,
                words.say("expires.subject", "customer", appointment.customerName()),
                words.say("expires.heading"),
                blocks);
    }

    private void addWayIn(List<Block> blocks, String url, String link, String code) {
        blocks.add(new Block.Button(words.say("join"), link));
        blocks.add(new Block.Code(
                words.say("code", "address", url),
                code.substring(0, 3) + " " + code.substring(3, 6) + " " + code.substring(6)));
        blocks.add(new Block.Paragraph(words.say("needed")));
        blocks.add(new Block.Paragraph(words.say("app", "address", url + "/download")));
        blocks.add(new Block.Small(
                words.say("valid", "until", figures.moment(appointment.invitationUntil(), appointment.zone()))));
    }

    private List<Fact> facts() {
        RatePlan plan = appointment.offer().plan();
        List<Fact> facts = new ArrayList<>();
        addSubject(facts);
        facts.add(new Fact(words.say("fact.when"), appointment.moment(figures)));
        facts.add(new Fact(
                words.say("fact.length"), words.say("length", "minutes", figures.number(appointment.minutes()))));
        facts.add(new Fact(words.say("fact.price"), plans.price(plan)));
        if (!plan.isFree()) {
            facts.add(new Fact(words.say("fact.hold"), words.say("hold", "amount", figures.money(plan.holdAmount()))));
        }
        return facts;
    }

    private void addSubject(List<Fact> facts) {
        if (!appointment.subject().isEmpty()) {
            facts.add(new Fact(words.say("fact.subject"), appointment.subject()));
        }
    }

    private Letter letter(String kind, List<Block> blocks) {
        return new Letter(
                words,
                words.say(kind + ".subject", "consultant", appointment.consultantName()),
                words.say(kind + ".heading", "consultant", appointment.consultantName()),
                blocks);
    }
}
