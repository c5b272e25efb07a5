package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.connectme.core.Bill;
import org.connectme.core.command.PresenceCommand.Span;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndDismissed;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterResumed;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.MeterEvent.MeterStopped;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.payment.spi.Payment.State;

/** What must be true after every run, whatever went wrong in it. */
final class Checks {

    private final World world;
    private final List<String> broken = new ArrayList<>();

    private Checks(World world) {
        this.world = world;
    }

    /** One sentence for each promise that was broken; empty is good. */
    static List<String> of(World world) {
        Checks checks = new Checks(world);
        world.meetings().forEach(checks::check);
        checks.receiptsHaveNoGap();
        return checks.broken;
    }

    private void check(Meeting meeting) {
        History history = world.history(meeting.id());
        if (history.isEmpty()) {
            return;
        }
        chainHolds(history);
        once(history, AmountDue.class);
        once(history, Captured.class);
        once(history, ReceiptIssued.class);
        if (history.all(ConsultationEnded.class).count() + history.all(ConsultationCancelled.class).count() > 1) {
            fail(history, "ended more than once");
        }
        if (Consultation.of(history).isOpen()) {
            fail(history, "is still open, days after its planned end");
            return;
        }
        moneyIsRight(meeting, history);
        offlineTimeIsNotBilled(meeting, history);
        nobodyIsTimedOutEarly(meeting, history);
    }

    private void chainHolds(History history) {
        String before = Chain.ORIGIN;
        Instant last = Instant.MIN;
        for (Entry entry : history.entries()) {
            before = Chain.next(
                    before,
                    history.id(),
                    entry.seq(),
                    entry.at(),
                    entry.event().type(),
                    entry.event().toString());
            if (!before.equals(entry.hash()) || entry.at().isBefore(last)) {
                fail(history, "has a broken chain at " + entry.seq());
                return;
            }
            last = entry.at();
        }
    }

    private void moneyIsRight(Meeting meeting, History history) {
        List<SimPayments.Line> lines = world.payments().linesOf(meeting.id().toString());
        long captures = lines.stream().mapToLong(line -> line.captures.size()).sum();
        long captured = lines.stream().mapToLong(SimPayments::captured).sum();
        long due = history.last(AmountDue.class)
                .map(event -> event.bill().gross().minorUnits())
                .orElse(0L);
        if (captures > 1) {
            fail(history, "was captured " + captures + " times");
        }
        if (captured > meeting.plan().hold()) {
            fail(history, "captured " + captured + " above the hold " + meeting.plan().hold());
        }
        if (captured > 0 && captured != due) {
            fail(history, "captured " + captured + " where " + due + " was due");
        }
        lowestLimit(history).ifPresent(limit -> {
            if (captured > limit) {
                fail(history, "captured " + captured + " above the customer's limit " + limit);
            }
        });
        boolean settled = meeting.plan().isFree()
                || lines.isEmpty()
                || history.has(Captured.class)
                || history.has(Released.class)
                || history.has(AmountWaived.class)
                || lines.stream().noneMatch(line -> line.state == State.HELD);
        if (!settled) {
            fail(history, "is not settled days after its end");
        }
        if (lines.stream().anyMatch(line -> line.state == State.HELD)) {
            fail(history, "left a hold on the card");
        }
        if (due >= 50 && captured == 0 && !meeting.plan().isFree()) {
            fail(history, "was never captured, though " + due + " was due");
        }
    }

    /** The limit that stood at the end, if it was never lifted after the meter ran past it. */
    private static Optional<Long> lowestLimit(History history) {
        Optional<LimitSet> last = history.last(LimitSet.class);
        boolean lowered = history.all(LimitSet.class).count() > 1;
        return lowered ? Optional.empty() : last.map(LimitSet::limit).map(limit -> limit.minorUnits());
    }

    private void offlineTimeIsNotBilled(Meeting meeting, History history) {
        Optional<Bill> bill = history.last(AmountDue.class).map(AmountDue::bill);
        if (bill.isEmpty()) {
            return;
        }
        Instant end = history.lastEntry(ConsultationEnded.class).orElseThrow().at();
        List<Span> metered = metered(history, end);
        List<Span> one = meeting.people().get(0).heardUntil(end);
        List<Span> other = meeting.people().get(1).heardUntil(end);
        List<Span> up = without(world.outages(), World.START, end.plus(Duration.ofDays(1)));
        long online = Truth.millisInAll(List.of(metered, one, other, up));
        long inOutages = Truth.millisInAll(List.of(metered, world.outages(), meeting.flow(end)));
        long billed = bill.get().billableMillis();
        if (billed > online + inOutages) {
            fail(history, "billed " + billed + " ms, but only " + online + " + " + inOutages + " ms were online and metered");
        }
        long cuts = history.all(ParticipantLost.class).count();
        boolean stopped = history.has(MeterStopped.class);
        if (!stopped && world.outages().isEmpty() && billed + cuts * 12_000 + 2_000 < online) {
            fail(history, "billed " + billed + " ms of " + online + " ms: the consultant lost time");
        }
    }

    /** Read from the journal in the plainest way: on by START, off by anything that stops it. */
    private static List<Span> metered(History history, Instant end) {
        List<Span> spans = new ArrayList<>();
        boolean started = false;
        boolean ending = false;
        Instant since = null;
        for (Entry entry : history.entries()) {
            Event event = entry.event();
            if (event instanceof MeterStarted || event instanceof MeterResumed) {
                started = true;
            } else if (event instanceof MeterPaused || event instanceof MeterStopped) {
                started = false;
            } else if (event instanceof EndProposed) {
                ending = true;
            } else if (event instanceof EndDismissed) {
                ending = false;
            } else if (event instanceof ConsultationEnded) {
                started = false;
            }
            boolean on = started && !ending;
            if (on && since == null) {
                since = entry.at();
            } else if (!on && since != null) {
                spans.add(new Span(since, entry.at()));
                since = null;
            }
        }
        if (since != null) {
            spans.add(new Span(since, end));
        }
        return spans;
    }

    private void nobodyIsTimedOutEarly(Meeting meeting, History history) {
        Optional<Entry> ended = history.lastEntry(ConsultationEnded.class);
        if (ended.isEmpty()) {
            return;
        }
        ConsultationEnded how = (ConsultationEnded) ended.get().event();
        if (how.reason() != EndReason.TIMED_OUT || how.lostSide() == null) {
            return;
        }
        Instant end = ended.get().at();
        Span last90 = new Span(end.minusMillis(90_000), end);
        Person lost = meeting.people().stream()
                .filter(person -> person.side() == how.lostSide())
                .findFirst()
                .orElseThrow();
        long heard = Truth.millisInAll(List.of(List.of(last90), lost.heardUntil(end)));
        long serverDown = Truth.millisInAll(List.of(List.of(last90), world.deaths()));
        if (heard > 5_000 || serverDown > 0) {
            fail(history, "timed out " + how.lostSide() + ", which was heard for " + heard + " ms of the last 90 s; server down "
                    + serverDown + " ms");
        }
    }

    private void receiptsHaveNoGap() {
        List<Long> numbers = new ArrayList<>();
        world.meetings().forEach(meeting -> world.history(meeting.id())
                .all(ReceiptIssued.class)
                .forEach(receipt -> numbers.add(receipt.number())));
        List<Long> expected = LongStream.rangeClosed(1, numbers.size()).boxed().toList();
        if (!numbers.stream().sorted().toList().equals(expected)) {
            broken.add("receipts are numbered " + numbers);
        }
    }

    private static List<Span> without(List<Span> holes, Instant from, Instant to) {
        List<Span> left = new ArrayList<>();
        Instant at = from;
        for (Span hole : holes) {
            if (hole.from().isAfter(at)) {
                left.add(new Span(at, hole.from()));
            }
            at = hole.to().isAfter(at) ? hole.to() : at;
        }
        left.add(new Span(at, to));
        return left;
    }

    private void once(History history, Class<? extends Event> kind) {
        long count = history.all(kind).count();
        if (count > 1) {
            fail(history, "has " + count + " of " + kind.getSimpleName());
        }
    }

    private void fail(History history, String what) {
        broken.add("consultation " + history.id() + " " + what);
    }
}
