package org.connectme.agent.ui.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.connectme.agent.core.view.Appointment;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Meter.Bill;
import org.connectme.agent.core.view.Money;
import org.connectme.agent.core.view.Offer;
import org.connectme.agent.core.view.Payment;
import org.connectme.agent.core.view.Presence.Ended.Reason;
import org.connectme.agent.ui.model.Shown.Fact;
import org.connectme.agent.ui.words.Formats;
import org.jspecify.annotations.Nullable;

/** What it came to, and why. */
final class SummaryScreen {

    private SummaryScreen() {}

    /** An amount or a sentence in large type, and what it means. */
    private record Figure(String text, String explained) {}

    static Shown show(Now now) {
        Appointment appointment = StepScreens.appointment(now);
        Meter meter = now.meter();
        Bill bill = meter == null ? null : meter.bill();
        Payment payment = now.parts().payment();
        Reason ended = now.parts().presence() == null || now.parts().presence().ended() == null
                ? Reason.UNKNOWN
                : now.parts().presence().ended().reason();
        Figure figure = figure(now, payment, bill);
        List<Fact> lines =
                bill == null ? List.of() : bill(now, bill, appointment.offer().plan(), payment);
        String total = now.say("summary.total");
        return new Shown.Summary(
                title(now, appointment, ended),
                ended == Reason.TIMED_OUT
                        ? List.of(now.say("summary.timed-out"))
                        : ended == Reason.NOT_KEPT ? List.of(now.say("summary.not-kept")) : List.of(),
                figure.text(),
                figure.explained(),
                lines,
                lines.stream().map(Fact::label).toList().indexOf(total),
                timeline(now, meter, bill),
                facts(now, appointment, meter),
                new Fact(now.say("summary.head"), now.state().view().head()),
                ways(now, bill),
                now.local().said(),
                now.local().problem(),
                Choice.primary(now.say("summary.done"), new Intent.Leave(), false));
    }

    private static String title(Now now, Appointment appointment, Reason ended) {
        if (ended != Reason.HUNG_UP) {
            return now.say("summary.title.plain");
        }
        Appointment.Contact contact = appointment.contact();
        return now.say("summary.title", "name", contact == null ? appointment.customerName() : contact.name());
    }

    private static Figure figure(Now now, @Nullable Payment payment, @Nullable Bill bill) {
        Money nothing = StepScreens.appointment(now).offer().plan().money(0);
        Money due = bill == null ? nothing : bill.gross();
        Payment.Status status = payment == null ? Payment.Status.UNKNOWN : payment.status();
        return switch (status) {
            case CAPTURED ->
                new Figure(
                        now.formats().money(Objects.requireNonNullElse(payment.captured(), due)),
                        now.say("summary.paid"));
            case CAPTURING, DOUBT -> new Figure(now.formats().money(due), now.say("summary.working"));
            case FAILED -> new Figure(now.formats().money(due), now.say("summary.failed"));
            case WAIVED -> new Figure(now.formats().money(nothing), now.say("summary.waived"));
            case RELEASED -> new Figure(now.say("summary.nothing"), now.say("summary.released"));
            default -> unpaid(now, bill);
        };
    }

    private static Figure unpaid(Now now, @Nullable Bill bill) {
        if (bill == null) {
            return new Figure("", now.say("summary.waiting"));
        }
        return bill.gross().minorUnits() == 0
                ? new Figure(now.say("summary.nothing"), "")
                : new Figure(now.formats().money(bill.gross()), now.say("summary.working"));
    }

    private static List<Fact> bill(Now now, Bill bill, Offer.Plan plan, @Nullable Payment payment) {
        Formats formats = now.formats();
        List<Fact> lines = new ArrayList<>();
        lines.add(new Fact(now.say("summary.duration"), formats.spell(bill.durationMillis())));
        lines.add(new Fact(now.say("summary.billable"), formats.spell(bill.billableMillis())));
        lines.add(new Fact(now.say("summary.rate"), Plans.price(plan, now.words(), formats)));
        if (bill.tax().minorUnits() != 0) {
            lines.add(new Fact(now.say("summary.net"), formats.money(bill.net())));
            String key = plan.tax().included() ? "summary.tax.included" : "summary.tax";
            String rate = formats.percent(plan.tax().basisPoints());
            lines.add(new Fact(now.say(key, "label", plan.tax().label(), "rate", rate), formats.money(bill.tax())));
        }
        lines.add(new Fact(now.say("summary.total"), formats.money(bill.gross())));
        if (payment == null) {
            return lines;
        }
        if (payment.cardBrand() != null && payment.cardLastFour() != null) {
            String brand = Formats.cardBrand(payment.cardBrand());
            lines.add(new Fact(
                    now.say("summary.card"),
                    now.say("summary.card.value", "brand", brand, "digits", payment.cardLastFour())));
        }
        if (payment.receiptNumber() != null) {
            lines.add(
                    new Fact(now.say("summary.receipt"), payment.receiptNumber().toString()));
        }
        for (Payment.Refund refund : payment.refunds()) {
            String date = refund.at() == null ? "" : formats.shortDay(refund.at());
            String key = refund.state().equals("DONE") ? "summary.refund" : "summary.refund." + refund.state();
            lines.add(new Fact(now.say(key, "date", date), "−" + formats.money(refund.amount())));
        }
        return lines;
    }

    private static Optional<Shown.Timeline> timeline(Now now, @Nullable Meter meter, @Nullable Bill bill) {
        if (meter == null || meter.startedAt() == null || bill == null) {
            return Optional.empty();
        }
        double whole = Math.max(1, bill.durationMillis());
        List<Shown.Pause> pauses = new ArrayList<>();
        for (Meter.Pause pause : bill.pauses()) {
            if (pause.from() != null && pause.to() != null) {
                pauses.add(new Shown.Pause(
                        share(meter.startedAt(), pause.from(), whole),
                        share(meter.startedAt(), pause.to(), whole),
                        now.say(
                                "timeline.pause",
                                "from",
                                now.formats().exactTime(pause.from()),
                                "to",
                                now.formats().exactTime(pause.to()),
                                "length",
                                now.formats()
                                        .spell(Duration.between(pause.from(), pause.to())
                                                .toMillis()),
                                "reason",
                                now.say("reason." + pause.reason().name()))));
            }
        }
        return Optional.of(new Shown.Timeline(now.say("summary.pauses"), now.say("timeline.none"), pauses));
    }

    private static double share(Instant start, Instant at, double wholeMillis) {
        return Math.max(0, Math.min(1, Duration.between(start, at).toMillis() / wholeMillis));
    }

    private static List<Fact> facts(Now now, Appointment appointment, @Nullable Meter meter) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(now.say("summary.with"), appointment.consultantName()));
        Instant at = meter != null && meter.startedAt() != null ? meter.startedAt() : appointment.startsAt();
        if (at != null) {
            facts.add(new Fact(now.say("summary.date"), now.formats().dayAndTime(at)));
        }
        Offer.Seller seller = appointment.offer().seller();
        facts.add(new Fact(
                now.say("summary.seller"),
                Stream.of(seller.name(), seller.address(), seller.taxNumber())
                        .filter(line -> !line.isBlank())
                        .collect(Collectors.joining("\n"))));
        return facts;
    }

    private static List<Choice> ways(Now now, @Nullable Bill bill) {
        List<Choice> ways = new ArrayList<>();
        if (bill != null) {
            ways.add(new Choice(
                    now.say("summary.receipt-pdf"),
                    Choice.Kind.USUAL,
                    new Intent.SaveReceipt(),
                    now.local().is(Local.Task.RECEIPT)));
        }
        ways.add(new Choice(
                now.say("summary.mail"),
                Choice.Kind.USUAL,
                new Intent.MailSummary(),
                now.local().is(Local.Task.MAIL)));
        return ways;
    }
}
