package org.connectme.consent;

import java.time.Instant;
import org.connectme.consent.ConsentsView.Item;
import org.connectme.consent.ConsentsView.State;
import org.connectme.core.Side;
import org.connectme.core.event.ConsentEvent.EndedBy;
import org.connectme.core.event.ConsentEvent.RefusedBy;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Projection;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * The part "consents" of a page's state, the same for both sides. What is over by time shows as over, written down or
 * not. Stateless; any thread.
 */
@Component
public final class ConsentsProjection implements Projection {

    @Override
    public String name() {
        return "consents";
    }

    @Override
    public Record project(History history, Side viewer, Instant now) {
        Consents consents = Consents.of(history);
        boolean isOver = consents.closedAt() != null;
        return new ConsentsView(consents.all().stream()
                .map(consent -> item(consent, isOver, now))
                .toList());
    }

    private static Item item(Consent consent, boolean isOver, Instant now) {
        State state = state(consent, isOver, now);
        return new Item(
                consent.asked().request(),
                consent.granted() == null ? consent.asked().scope() : consent.granted(),
                consent.asked().reason(),
                consent.asked().minutes(),
                consent.askedAt(),
                consent.answerUntil(),
                state,
                consent.until(),
                by(consent, state, now));
    }

    private static State state(Consent consent, boolean isOver, Instant now) {
        if (consent.granted() != null) {
            return consent.isStanding(now) && !isOver ? State.GIVEN : State.ENDED;
        }
        return consent.isWaiting(now) && !isOver ? State.ASKED : State.REFUSED;
    }

    private static @Nullable String by(Consent consent, State state, Instant now) {
        if (state == State.REFUSED) {
            return (consent.refusedBy() == null ? RefusedBy.SILENCE : consent.refusedBy()).name();
        }
        if (state != State.ENDED) {
            return null;
        }
        if (consent.endedBy() != null) {
            return consent.endedBy().name();
        }
        return (consent.isGiven() && !consent.isStanding(now) ? EndedBy.TIME : EndedBy.CALL_END).name();
    }
}
