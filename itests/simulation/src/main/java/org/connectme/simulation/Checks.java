package org.connectme.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.connectme.core.account.PaymentOversight.Reconciliation;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.CardSaved;
import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PaymentEvent.RaiseRequested;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.event.PresenceEvent;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;

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
        checks.booksAreTheSame();
        checks.broken.addAll(world.seen());
        checks.broken.addAll(world.permits().wrong());
        world.helpings()
                .forEach(helping -> checks.broken.addAll(helping.allowed().broken()));
        return checks.broken;
    }

    private void check(Meeting meeting) {
        History history = world.history(meeting.id());
        if (history.isEmpty()) {
            return;
        }
        Consumer<String> fail = what -> broken.add("consultation " + history.id() + " " + what);
        chainHolds(history, fail);
        nothingHappensTwice(history, fail);
        if (!world.isOver(meeting.id())) {
            fail.accept("is still open, days after its planned end");
            return;
        }
        nothingHappensAfterTheEnd(history, fail);
        new MoneyChecks(world, meeting, history, fail).run();
        new TimeChecks(world, meeting, history, fail).run();
        new ConsentChecks(history, fail).run();
        world.look(meeting.id());
    }

    private static void chainHolds(History history, Consumer<String> fail) {
        Entry before = null;
        for (Entry entry : history.entries()) {
            String hash = Chain.next(
                    before == null ? Chain.ORIGIN : before.hash(),
                    history.id(),
                    entry.seq(),
                    entry.at(),
                    entry.event().type(),
                    entry.event().toString());
            boolean isInOrder = before == null || !entry.at().isBefore(before.at());
            if (!hash.equals(entry.hash()) || !isInOrder) {
                fail.accept("has a broken chain at " + entry.seq());
                return;
            }
            before = entry;
        }
    }

    private static void nothingHappensTwice(History history, Consumer<String> fail) {
        once(history, fail, ConsultationScheduled.class, event -> "");
        once(history, fail, MeterStarted.class, event -> "");
        once(history, fail, AmountDue.class, event -> "");
        once(history, fail, AmountWaived.class, event -> "");
        once(history, fail, Captured.class, event -> "");
        once(history, fail, RaiseRequested.class, RaiseRequested::operation);
        once(history, fail, HoldRaised.class, HoldRaised::operation);
        once(history, fail, CardSaved.class, CardSaved::operation);
        once(history, fail, CaptureRequested.class, event -> "");
        once(history, fail, ReceiptIssued.class, event -> "");
        once(history, fail, ParticipantJoined.class, ParticipantJoined::side);
        once(history, fail, HoldRequested.class, HoldRequested::operation);
        once(history, fail, ReleaseRequested.class, ReleaseRequested::operation);
        once(history, fail, Released.class, Released::operation);
        once(history, fail, RefundRequested.class, RefundRequested::operation);
        once(history, fail, Refunded.class, Refunded::operation);
        long ends = history.all(ConsultationEnded.class).count()
                + history.all(ConsultationCancelled.class).count();
        if (ends > 1) {
            fail.accept("ended " + ends + " times");
        }
    }

    private static <E extends Event> void once(
            History history, Consumer<String> fail, Class<E> kind, Function<E, Object> key) {
        Set<Object> known = new HashSet<>();
        history.all(kind)
                .map(key)
                .filter(value -> !known.add(value))
                .forEach(value -> fail.accept("has " + kind.getSimpleName() + " " + value + " twice"));
    }

    /** After the end only what is due, its payment and the end of consents may be written. */
    private static void nothingHappensAfterTheEnd(History history, Consumer<String> fail) {
        boolean isOver = false;
        for (Entry entry : history.entries()) {
            Event event = entry.event();
            boolean isOfTheCall =
                    event instanceof PresenceEvent || (event instanceof MeterEvent && !(event instanceof AmountDue));
            if (isOver && isOfTheCall) {
                fail.accept("has " + event + " after its end");
            }
            isOver |= event instanceof ConsultationEnded || event instanceof ConsultationCancelled;
        }
    }

    /** Day by day the service's books are ours, by the comparison that the operator has. */
    private void booksAreTheSame() {
        for (Reconciliation day : world.reconciled()) {
            if (day.problem() != null) {
                broken.add(day.day() + " could not be compared: " + day.problem());
            }
            day.differences().forEach(difference -> broken.add("the books differ: " + difference));
        }
    }

    /** The consultant's receipts are numbered through, in the order in which they were written. */
    private void receiptsHaveNoGap() {
        List<Entry> receipts = new ArrayList<>();
        for (Meeting meeting : world.meetings()) {
            Optional<Entry> receipt = world.history(meeting.id()).lastEntry(ReceiptIssued.class);
            receipt.ifPresent(receipts::add);
        }
        List<Long> numbers = new ArrayList<>(receipts.stream()
                .map(receipt -> ((ReceiptIssued) receipt.event()).number())
                .toList());
        Collections.sort(numbers);
        if (!numbers.equals(LongStream.rangeClosed(1, numbers.size()).boxed().toList())) {
            broken.add("the receipts are numbered " + numbers);
        }
    }
}
