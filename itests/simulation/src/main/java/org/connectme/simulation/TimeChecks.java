package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.connectme.core.Bill;
import org.connectme.core.RatePlan;
import org.connectme.core.Side;
import org.connectme.core.command.PresenceCommand.Span;
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
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;

/** Time in the journal beside the time that the world knows to be true. */
final class TimeChecks {

    /** What one loss may cost the consultant: the silence before it is noticed, and the way back. */
    private static final long MILLIS_A_CUT = 12_000;

    private static final long MILLIS_A_CALL = 2_000;
    private static final Duration ABSENCE = Duration.ofSeconds(90);
    /** Sockets open before their Join is written, and a heartbeat is up to five seconds old. */
    private static final long STILL_SILENT_MILLIS = 5_000;

    private final World world;
    private final Meeting meeting;
    private final History history;
    private final Consumer<String> fail;

    TimeChecks(World world, Meeting meeting, History history, Consumer<String> fail) {
        this.world = world;
        this.meeting = meeting;
        this.history = history;
        this.fail = fail;
    }

    void run() {
        Optional<Entry> ended = history.lastEntry(ConsultationEnded.class);
        if (ended.isPresent()) {
            offlineTimeIsNotBilled(ended.get().at());
            billedTimeIsWhatTheJournalSays(ended.get().at());
            nobodyIsTimedOutEarly(
                    ended.get().at(), (ConsultationEnded) ended.get().event());
        }
    }

    private void offlineTimeIsNotBilled(Instant end) {
        Optional<Bill> bill = history.last(AmountDue.class).map(AmountDue::bill);
        if (bill.isEmpty()) {
            fail.accept("ended without a bill");
            return;
        }
        List<Span> metered = metered(end);
        List<Span> one = meeting.people().get(0).heardUntil(end);
        List<Span> other = meeting.people().get(1).heardUntil(end);
        List<Span> outages = outages();
        List<Span> up = without(outages, World.START, end.plus(Duration.ofDays(1)));
        long online = Truth.millisInAll(List.of(metered, one, other, up));
        long inOutages = Truth.millisInAll(List.of(metered, outages, meeting.flow(end)));
        long billed = bill.get().billableMillis();
        if (billed > online + inOutages) {
            fail.accept("billed " + billed + " ms, but only " + online + " ms were online and metered, and " + inOutages
                    + " ms flowed in outages");
        }
        long cuts = history.all(ParticipantLost.class).count();
        boolean wasStopped = history.has(MeterStopped.class);
        if (!wasStopped && world.outages().isEmpty() && billed + cuts * MILLIS_A_CUT + MILLIS_A_CALL < online) {
            fail.accept("billed " + billed + " ms of " + online + " ms: the consultant lost time");
        }
    }

    /** To the millisecond, wherever neither an outage, lost media nor a ceiling makes it more than a subtraction. */
    private void billedTimeIsWhatTheJournalSays(Instant end) {
        boolean isPlain = !history.has(ServerOutage.class)
                && !history.has(MediaLost.class)
                && !history.has(MeterStopped.class)
                && !history.has(LimitSet.class);
        Bill bill = history.last(AmountDue.class).map(AmountDue::bill).orElse(null);
        if (!isPlain || bill == null) {
            return;
        }
        List<List<Span>> all = new ArrayList<>(List.of(metered(end)));
        for (Side side : Side.values()) {
            all.add(without(lost(side, end), World.START, end));
        }
        long expected = Truth.millisInAll(all);
        RatePlan plan = meeting.plan();
        long gross = Tariff.gross(plan, Tariff.chargeable(plan, expected / 1_000), true);
        boolean fits = plan.isFree() || gross <= plan.hold();
        if (fits && bill.billableMillis() != expected) {
            fail.accept("billed " + bill.billableMillis() + " ms where its journal says " + expected);
        }
    }

    private List<Span> lost(Side side, Instant end) {
        List<Span> spans = new ArrayList<>();
        Instant since = null;
        for (Entry entry : history.entries()) {
            if (entry.event() instanceof ParticipantLost lost && lost.side() == side) {
                since = lost.lastHeard();
            } else if (entry.event() instanceof ParticipantReturned back && back.side() == side && since != null) {
                spans.add(new Span(since, entry.at()));
                since = null;
            }
        }
        if (since != null) {
            spans.add(new Span(since, end));
        }
        return spans;
    }

    /** From the server's last sign of life, or from the last entry it wrote here, which is one too. */
    private List<Span> outages() {
        List<Span> outages = new ArrayList<>();
        for (Span outage : world.outages()) {
            Instant from = history.entries().stream()
                    .map(Entry::at)
                    .filter(at -> at.isAfter(outage.from()) && at.isBefore(outage.to()))
                    .max(Instant::compareTo)
                    .orElse(outage.from());
            outages.add(new Span(from, outage.to()));
        }
        return outages;
    }

    /** Read from the journal in the plainest way: on by START, off by anything that stops it. */
    private List<Span> metered(Instant end) {
        List<Span> spans = new ArrayList<>();
        boolean started = false;
        boolean ending = false;
        Set<Side> asked = EnumSet.noneOf(Side.class);
        Instant askedAgain = null;
        Instant since = null;
        for (Entry entry : history.entries()) {
            Event event = entry.event();
            Instant at = entry.at();
            if (event instanceof MeterStarted || event instanceof MeterResumed) {
                started = true;
            } else if (event instanceof MeterPaused || event instanceof MeterStopped) {
                started = false;
            } else if (event instanceof ConsultationEnded ended) {
                started = false;
                // a question that was meant is free, however often it was asked before
                boolean isYes = ended.reason() == EndReason.HUNG_UP && askedAgain != null;
                at = isYes ? askedAgain : at;
            } else if (event instanceof EndProposed question) {
                boolean isFirst = !started || asked.add(question.by());
                ending = isFirst;
                askedAgain = isFirst ? null : at;
            } else if (event instanceof EndDismissed) {
                ending = false;
                askedAgain = null;
            }
            boolean on = started && !ending;
            if (on && since == null) {
                since = at;
            } else if (!on && since != null) {
                spans.add(new Span(since, at));
                since = null;
            }
        }
        if (since != null) {
            spans.add(new Span(since, end));
        }
        return spans;
    }

    private void nobodyIsTimedOutEarly(Instant end, ConsultationEnded how) {
        if (how.reason() != EndReason.TIMED_OUT || how.lostSide() == null) {
            return;
        }
        Span absence = new Span(end.minus(ABSENCE), end);
        Person lost = meeting.people().stream()
                .filter(person -> person.side() == how.lostSide())
                .findFirst()
                .orElseThrow();
        long heard = Truth.millisInAll(List.of(List.of(absence), lost.heardUntil(end)));
        long serverDown = Truth.millisInAll(List.of(List.of(absence), world.deaths()));
        if (heard > STILL_SILENT_MILLIS || serverDown > 0) {
            fail.accept("timed out " + how.lostSide() + ", which was heard for " + heard
                    + " ms of the last 90 s; server down " + serverDown + " ms");
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
}
