package org.connectme.identity;

import java.time.Instant;
import java.util.Optional;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Reaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** After a customer hung up, the consultant is neither online nor on a break until they choose (INV-7). */
@Component
public final class AvailabilityAfterHangUp implements Reaction {

    private final Consultants consultants;

    @Activate
    public AvailabilityAfterHangUp(@Reference Tables tables) {
        this.consultants = new Consultants(tables.jdbi());
    }

    @Override
    public String name() {
        return "identity.availability";
    }

    /** Repeats change nothing: what the consultant chose after the hang-up is newer than it. */
    @Override
    public Optional<Instant> react(History history, Instant now) {
        Optional<Entry> end = history.lastEntry(ConsultationEnded.class).filter(AvailabilityAfterHangUp::byCustomer);
        Optional<ConsultationScheduled> scheduled = history.last(ConsultationScheduled.class);
        if (end.isPresent() && scheduled.isPresent()) {
            consultants.forgetAvailability(
                    scheduled.get().consultant(), end.get().at());
        }
        return Optional.empty();
    }

    private static boolean byCustomer(Entry entry) {
        return entry.event() instanceof ConsultationEnded end
                && end.reason() == EndReason.HUNG_UP
                && end.by() == Side.CUSTOMER;
    }
}
