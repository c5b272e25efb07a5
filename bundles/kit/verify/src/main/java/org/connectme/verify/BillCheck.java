package org.connectme.verify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.core.Bill;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.metering.Metering;
import org.connectme.metering.Spans;

/** Folds the journal once more into time and money, with the server's own pure code, and compares to the cent. */
final class BillCheck {

    private static final String TIME = "time";
    private static final String BILL = "bill";

    /** A page says within 6 s that media stopped, and once a second that it is still so. */
    private static final long TELLING_MILLIS = 10_000;

    private BillCheck() {}

    /** @return the bill as recomputed, if the consultation is over and can be billed */
    static Optional<Bill> run(History history, Findings findings) {
        clock(history, findings);
        Optional<Entry> ended = history.lastEntry(ConsultationEnded.class);
        Optional<Entry> due = history.lastEntry(AmountDue.class);
        if (ended.isEmpty()) {
            due.ifPresent(entry ->
                    findings.wrong(BILL, entry.seq(), "entry " + entry.seq() + " bills a call that has no end"));
            findings.note(BILL, null, "the consultation has not ended as a call; nothing was billed");
            return Optional.empty();
        }
        Metering metering;
        try {
            metering = Metering.of(history, ended.get().at());
        } catch (IllegalArgumentException | IllegalStateException e) {
            findings.wrong(BILL, null, "the bill cannot be recomputed: " + e.getMessage());
            return Optional.empty();
        }
        media(history, metering, findings);
        Bill bill = metering.bill();
        if (due.isEmpty()) {
            findings.note(BILL, null, "the bill is not written yet; it will be " + bill.gross());
            return Optional.of(bill);
        }
        Entry entry = due.get();
        if (history.all(AmountDue.class).count() > 1) {
            findings.wrong(BILL, entry.seq(), "entry " + entry.seq() + " is a second bill");
        }
        compare(bill, ((AmountDue) entry.event()).bill(), entry.seq(), findings);
        findings.right(
                BILL,
                "recomputed to " + bill.gross() + " for " + bill.chargeableSeconds() + " s, with "
                        + bill.pauses().size() + " pauses, as billed");
        return Optional.of(bill);
    }

    private static void clock(History history, Findings findings) {
        Entry before = null;
        for (Entry entry : history.entries()) {
            if (before != null && entry.at().isBefore(before.at())) {
                findings.wrong(TIME, entry.seq(), "entry " + entry.seq() + " is older than the one before it");
            }
            before = entry;
        }
    }

    /**
     * Of one side alone, a page that says that nothing reaches it changes no bill; that both say so at a time does. So
     * while both said so nothing may be billed, but for the moments that it takes to tell.
     */
    private static void media(History history, Metering metering, Findings findings) {
        long end = metering.at().toEpochMilli();
        Spans billed = metering.billed();
        for (Map.Entry<Side, Spans> side : Attested.of(history, end, false).entrySet()) {
            Spans missing = billed.minus(side.getValue());
            findings.note(
                    TIME,
                    null,
                    "billed time is " + seconds(billed) + "; the " + HeadCheck.name(side.getKey())
                            + "'s page attests media for " + seconds(billed.minus(missing)) + " of it"
                            + (missing.isEmpty() ? "" : ", and that none reached it for " + seconds(missing)));
        }
        Spans nobody = billed;
        for (Spans attested : Attested.of(history, end, true).values()) {
            nobody = nobody.minus(attested);
        }
        if (nobody.total() > TELLING_MILLIS) {
            findings.wrong(
                    TIME,
                    null,
                    seconds(nobody) + " are billed though neither page attests any media, from "
                            + Instant.ofEpochMilli(nobody.list().get(0).from()) + " on");
        }
        findings.right(TIME, "no time is billed in which both pages said that nothing reached them");
    }

    private static void compare(Bill computed, Bill written, int seq, Findings findings) {
        List<String[]> figures = List.of(
                figure("rating rules", computed.ratingVersion(), written.ratingVersion()),
                figure("duration in ms", computed.durationMillis(), written.durationMillis()),
                figure("billable time in ms", computed.billableMillis(), written.billableMillis()),
                figure("chargeable seconds", computed.chargeableSeconds(), written.chargeableSeconds()),
                figure("net amount", computed.net(), written.net()),
                figure("tax", computed.tax(), written.tax()),
                figure("gross amount", computed.gross(), written.gross()),
                figure(
                        "number of pauses",
                        computed.pauses().size(),
                        written.pauses().size()));
        for (String[] figure : figures) {
            if (!figure[1].equals(figure[2])) {
                findings.wrong(
                        BILL,
                        seq,
                        "the bill in entry " + seq + " is wrong: " + figure[0] + " is " + figure[2] + " and must be "
                                + figure[1]);
            }
        }
        for (int i = 0; i < Math.min(computed.pauses().size(), written.pauses().size()); i++) {
            if (!computed.pauses().get(i).equals(written.pauses().get(i))) {
                findings.wrong(
                        BILL,
                        seq,
                        "the bill in entry " + seq + " is wrong: pause " + (i + 1) + " is "
                                + pause(written.pauses().get(i)) + " and must be "
                                + pause(computed.pauses().get(i)));
            }
        }
    }

    private static String[] figure(String name, Object computed, Object written) {
        return new String[] {name, String.valueOf(computed), String.valueOf(written)};
    }

    static String pause(Bill.Pause pause) {
        return pause.reason() + " from " + pause.from() + " to " + pause.to();
    }

    private static String seconds(Spans spans) {
        return BigDecimal.valueOf(spans.total(), 3).toPlainString() + " s";
    }
}
