package org.connectme.metering;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.connectme.core.Money;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.CeilingNear;
import org.connectme.core.event.MeterEvent.MeterStopped;
import org.connectme.core.journal.Due;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Reaction;
import org.connectme.metering.Metering.State;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells at four fifths of the ceiling, stops the meter where it is used up, and writes the bill after the end. It
 * sleeps until the very instant at which the next of these is due. Stateless; any thread.
 */
@Component
public final class MeterWatch implements Reaction {

    private final Journal journal;

    @Activate
    public MeterWatch(@Reference Journal journal) {
        this.journal = journal;
    }

    @Override
    public String name() {
        return "metering.watch";
    }

    @Override
    public Optional<Instant> react(History history, Instant now) {
        return Due.write(journal, history, current -> {
            Metering metering = Metering.of(current, now);
            return new Due(due(current, metering), next(current, metering));
        });
    }

    /** What is still missing in the journal. */
    private static List<Event> due(History history, Metering metering) {
        if (metering.state() == State.ENDED) {
            boolean isMissing = history.has(ConsultationEnded.class) && !history.has(AmountDue.class);
            return isMissing ? List.of(new AmountDue(metering.bill())) : List.of();
        }
        List<Event> due = new ArrayList<>();
        if (metering.startedAt() != null && metering.isNearCeiling() && !isTold(history, metering)) {
            due.add(new CeilingNear(metering.bill().gross(), Objects.requireNonNull(metering.ceiling())));
        }
        if (metering.switchedOn() && metering.state() == State.STOPPED) {
            due.add(new MeterStopped(metering.stopReason()));
        }
        return due;
    }

    private static Optional<Instant> next(History history, Metering metering) {
        Optional<Instant> near = isTold(history, metering) ? Optional.empty() : metering.nearAt();
        return Stream.of(near, metering.stopsAt()).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** Once for a ceiling: a raised one is told of again. */
    private static boolean isTold(History history, Metering metering) {
        Money ceiling = metering.ceiling();
        return history.last(CeilingNear.class)
                .map(told -> told.ceiling().equals(ceiling))
                .orElse(false);
    }
}
