package org.connectme.verify;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.connectme.core.Bill;
import org.connectme.core.Money;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.jspecify.annotations.Nullable;

/** Whether what was taken from the card and given back is what was due and what was held. */
final class MoneyCheck {

    private static final String NAME = "money";

    /** Services that take multiples only take at most multiples of this many minor units: the rest is not charged. */
    private static final long LARGEST_QUANTUM = 100;

    private final History history;
    private final @Nullable Bill bill;
    private final Findings findings;
    private final Map<String, Money> captures = new HashMap<>();
    private final Map<String, Money> refunds = new HashMap<>();
    private @Nullable Money taken;
    private @Nullable Money returned;

    private MoneyCheck(History history, @Nullable Bill bill, Findings findings) {
        this.history = history;
        this.bill = bill;
        this.findings = findings;
    }

    /** @param bill as recomputed, not as written */
    static void run(History history, Optional<Bill> bill, Findings findings) {
        new MoneyCheck(history, bill.orElse(null), findings).run();
    }

    private void run() {
        try {
            for (Entry entry : history.entries()) {
                check(entry.seq(), entry.event());
            }
        } catch (IllegalArgumentException e) {
            findings.wrong(NAME, null, "currencies are mixed: " + e.getMessage());
            return;
        }
        if (taken == null && bill != null && bill.gross().isPositive() && !history.has(AmountWaived.class)) {
            findings.note(NAME, null, bill.gross() + " are due and not captured yet");
        }
        findings.right(
                NAME,
                taken == null
                        ? "nothing was taken"
                        : taken + " were taken" + (returned == null ? "" : " and " + returned + " given back"));
    }

    private void check(int seq, Event event) {
        if (event instanceof CaptureRequested asked) {
            captures.put(asked.operation(), asked.amount());
            ask(seq, asked);
        } else if (event instanceof Captured done) {
            Money asked = captures.remove(done.operation());
            if (asked == null) {
                wrong(seq, "captures " + done.amount() + " that were not asked for, or a second time");
            } else if (!asked.equals(done.amount())) {
                wrong(seq, "captures " + done.amount() + " where " + asked + " were asked for");
            }
            taken = taken == null ? done.amount() : taken.plus(done.amount());
            if (bill != null && taken.compareTo(bill.gross()) > 0) {
                wrong(seq, "brings what was taken to " + taken + " where " + bill.gross() + " were due");
            }
            findings.note(
                    NAME,
                    seq,
                    "compare with the payment service: " + done.amount() + ", reference " + done.reference());
        } else if (event instanceof RefundRequested asked) {
            refunds.put(asked.operation(), asked.amount());
        } else if (event instanceof Refunded done) {
            refunded(seq, done);
        }
    }

    private void ask(int seq, CaptureRequested asked) {
        Consultation before =
                Consultation.of(new History(history.id(), history.entries().subList(0, seq - 1)));
        if (bill == null) {
            wrong(seq, "asks for " + asked.amount() + " though nothing is due");
        } else if (asked.amount().compareTo(bill.gross()) > 0) {
            wrong(seq, "asks for " + asked.amount() + " where " + bill.gross() + " are due");
        } else if (bill.gross().minus(asked.amount()).minorUnits() >= LARGEST_QUANTUM) {
            wrong(seq, "asks for only " + asked.amount() + " where " + bill.gross() + " are due");
        } else if (!asked.amount().equals(bill.gross())) {
            findings.note(NAME, seq, "the service takes multiples only: " + asked.amount() + " of " + bill.gross());
        }
        if (before.hold() == null) {
            wrong(seq, "asks for " + asked.amount() + " without a hold");
        } else if (asked.amount().compareTo(before.hold().amount()) > 0) {
            wrong(seq, "asks for " + asked.amount() + " where " + before.hold().amount() + " were held");
        } else if (!asked.reference().equals(before.hold().reference())) {
            wrong(seq, "asks for money of another hold than the one that stands");
        }
    }

    private void refunded(int seq, Refunded done) {
        Money asked = refunds.remove(done.operation());
        if (asked == null) {
            wrong(seq, "gives back " + done.amount() + " that were not asked for, or a second time");
        } else if (!asked.equals(done.amount())) {
            wrong(seq, "gives back " + done.amount() + " where " + asked + " were asked for");
        }
        returned = returned == null ? done.amount() : returned.plus(done.amount());
        if (taken == null || returned.compareTo(taken) > 0) {
            wrong(seq, "brings what was given back to " + returned + ", more than was taken");
        }
    }

    private void wrong(int seq, String what) {
        findings.wrong(NAME, seq, "entry " + seq + " " + what);
    }
}
