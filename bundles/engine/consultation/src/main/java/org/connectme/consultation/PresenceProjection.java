package org.connectme.consultation;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.connectme.consultation.PresenceView.End;
import org.connectme.consultation.PresenceView.Party;
import org.connectme.consultation.PresenceView.Proposal;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.Event;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Projection;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** The part "presence" of a page's state, the same for both sides. Stateless; any thread. */
@Component
public final class PresenceProjection implements Projection {

    @Override
    public String name() {
        return "presence";
    }

    @Override
    public Record project(History history, Side viewer, Instant now) {
        Consultation consultation = Consultation.of(history);
        Deadlines deadlines = Deadlines.of(history);
        return new PresenceView(
                now,
                party(consultation, deadlines, Side.CONSULTANT, now),
                party(consultation, deadlines, Side.CUSTOMER, now),
                consultation.isOpen() && isAwaitedSinceOutage(history),
                consultation.mediaLostAt(),
                deadlines.lastChanceOfMedia().orElse(null),
                proposal(consultation, deadlines),
                end(consultation));
    }

    private static Party party(Consultation consultation, Deadlines deadlines, Side side, Instant now) {
        Instant until = deadlines.lastChance(side).orElse(null);
        return new Party(
                consultation.presence().contains(side),
                consultation.isOnline(side),
                consultation.offlineSince(side).orElse(null),
                until,
                until == null ? null : Long.valueOf(secondsLeft(now, until)),
                consultation.inCall().contains(side),
                consultation.mediaFlowing().contains(side));
    }

    private static long secondsLeft(Instant now, Instant until) {
        return Math.max(0, Math.floorDiv(Duration.between(now, until).toMillis() + 999, 1_000L));
    }

    private static boolean isAwaitedSinceOutage(History history) {
        Set<Side> joined = EnumSet.noneOf(Side.class);
        Set<Side> awaited = EnumSet.noneOf(Side.class);
        for (Entry entry : history.entries()) {
            Event event = entry.event();
            if (event instanceof ParticipantJoined join) {
                joined.add(join.side());
            } else if (event instanceof ServerOutage) {
                awaited.addAll(joined);
            } else if (event instanceof ParticipantReturned returned) {
                awaited.remove(returned.side());
            }
        }
        return !awaited.isEmpty();
    }

    private static @Nullable Proposal proposal(Consultation consultation, Deadlines deadlines) {
        EndProposed proposed = consultation.endProposed();
        return proposed == null || !consultation.isOpen()
                ? null
                : new Proposal(
                        proposed.by(),
                        Objects.requireNonNull(consultation.endProposedAt()),
                        deadlines.answerUntil().orElseThrow());
    }

    private static @Nullable End end(Consultation consultation) {
        ConsultationEnded ended = consultation.ended();
        return ended == null
                ? null
                : new End(
                        ended.reason(), ended.by(), ended.lostSide(), Objects.requireNonNull(consultation.closedAt()));
    }
}
