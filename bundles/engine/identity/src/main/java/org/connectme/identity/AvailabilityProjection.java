package org.connectme.identity;

import java.time.Instant;
import org.connectme.core.Side;
import org.connectme.core.account.Accounts;
import org.connectme.core.account.Accounts.Availability;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Projection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The part "availability" of a page's state: whether the consultant is there for customers (INV-7). Any thread. */
@Component
public final class AvailabilityProjection implements Projection {

    private final Accounts accounts;

    @Activate
    public AvailabilityProjection(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    /** What the page gets. */
    public record AvailabilityView(Availability consultant) {}

    @Override
    public String name() {
        return "availability";
    }

    @Override
    public Record project(History history, Side viewer, Instant now) {
        return new AvailabilityView(history.last(ConsultationScheduled.class)
                .flatMap(scheduled -> accounts.find(scheduled.consultant()))
                .map(Consultant::availability)
                .orElse(Availability.NONE));
    }
}
