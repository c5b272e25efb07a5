package org.connectme.consultation;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndDismissed;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.Event;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaResumed;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.jspecify.annotations.Nullable;

/**
 * What ends by itself, and when (MET-4, MET-6): pure, from the journal. A side has 90 seconds from the instant it was
 * last heard; from the end of an outage of the server, in which nobody could have been heard. Comes back at exactly
 * 90.000 s, does not at 90.001 s.
 */
final class Deadlines {

    static final Duration ABSENCE = Duration.ofSeconds(90);
    static final Duration ANSWER = Duration.ofSeconds(20);
    static final Duration NOT_KEPT_AFTER = Duration.ofMinutes(30);

    private static final Duration TICK = Duration.ofMillis(1);

    private final Consultation consultation;
    private final Map<Side, Instant> absentFrom = new EnumMap<>(Side.class);
    private final Map<Side, Instant> onlineFrom = new EnumMap<>(Side.class);
    private @Nullable Instant mediaLostFrom;

    private Deadlines(Consultation consultation) {
        this.consultation = consultation;
    }

    static Deadlines of(History history) {
        Deadlines deadlines = new Deadlines(Consultation.of(history));
        history.entries().forEach(deadlines::add);
        return deadlines;
    }

    private void add(Entry entry) {
        Event event = entry.event();
        if (event instanceof ParticipantJoined joined) {
            online(joined.side(), entry.at());
        } else if (event instanceof ParticipantReturned returned) {
            online(returned.side(), entry.at());
        } else if (event instanceof ParticipantLost lost) {
            absentFrom.putIfAbsent(lost.side(), lost.lastHeard());
        } else if (event instanceof ServerOutage outage) {
            onlineFrom.keySet().forEach(side -> absentFrom.put(side, outage.to()));
        } else if (event instanceof MediaLost lost) {
            mediaLostFrom = lost.lastFlowed();
        } else if (event instanceof MediaResumed) {
            mediaLostFrom = null;
        }
    }

    private void online(Side side, Instant at) {
        absentFrom.remove(side);
        onlineFrom.put(side, at);
    }

    /** When this side was last known to be online; empty if it never joined. */
    Optional<Instant> onlineFrom(Side side) {
        return Optional.ofNullable(onlineFrom.get(side));
    }

    /** The last instant at which this side may come back; empty while nothing is counted. */
    Optional<Instant> lastChance(Side side) {
        return consultation.isOpen() && consultation.meterStartedAt() != null
                ? Optional.ofNullable(absentFrom.get(side)).map(from -> from.plus(ABSENCE))
                : Optional.empty();
    }

    /** As {@link #lastChance(Side)}, for media that stopped though both sides can be reached. */
    Optional<Instant> lastChanceOfMedia() {
        boolean isCounted = consultation.isOpen()
                && consultation.meterStartedAt() != null
                && mediaLostFrom != null
                && absentFrom.isEmpty();
        // From when both were there: what passed before that was counted for the side that was away.
        return isCounted
                ? Stream.concat(Stream.of(mediaLostFrom), onlineFrom.values().stream())
                        .max(Instant::compareTo)
                        .map(from -> from.plus(ABSENCE))
                : Optional.empty();
    }

    /** The end that time itself has brought; empty while there is none. */
    Optional<ConsultationEnded> overdue(Instant now) {
        if (!consultation.isOpen()) {
            return Optional.empty();
        }
        Optional<Side> lost = firstLost().filter(side -> isPast(lastChance(side), now));
        if (lost.isPresent()) {
            return Optional.of(new ConsultationEnded(EndReason.TIMED_OUT, null, lost.get()));
        }
        if (isPast(lastChanceOfMedia(), now)) {
            return Optional.of(new ConsultationEnded(EndReason.TIMED_OUT, null, null));
        }
        boolean isNotKept = notKeptAt().filter(at -> !now.isBefore(at)).isPresent();
        return isNotKept ? Optional.of(new ConsultationEnded(EndReason.NOT_KEPT, null, null)) : Optional.empty();
    }

    /** What time has brought and nobody has written yet. */
    Optional<Event> due(Instant now) {
        return overdue(now).<Event>map(end -> end).or(() -> unanswered(now));
    }

    /** The question after the red button that nobody answered; empty while there is none. */
    private Optional<EndDismissed> unanswered(Instant now) {
        return answerUntil()
                .filter(until -> !now.isBefore(until))
                .map(until -> new EndDismissed(
                        Objects.requireNonNull(consultation.endProposed()).by()));
    }

    /** When the red button's question lapses; empty if nobody asked. */
    Optional<Instant> answerUntil() {
        return consultation.isOpen()
                ? Optional.ofNullable(consultation.endProposedAt()).map(at -> at.plus(ANSWER))
                : Optional.empty();
    }

    /** When something will be due if nothing happens. */
    Optional<Instant> next() {
        if (!consultation.isOpen()) {
            return Optional.empty();
        }
        return Stream.of(
                        lastChance(Side.CONSULTANT).map(at -> at.plus(TICK)),
                        lastChance(Side.CUSTOMER).map(at -> at.plus(TICK)),
                        lastChanceOfMedia().map(at -> at.plus(TICK)),
                        notKeptAt(),
                        answerUntil())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** The side whose chance ends first; where both end at once, the consultant, which costs the customer no minimum. */
    private Optional<Side> firstLost() {
        Optional<Instant> consultant = lastChance(Side.CONSULTANT);
        Optional<Instant> customer = lastChance(Side.CUSTOMER);
        if (consultant.isEmpty() || customer.isEmpty()) {
            return consultant.map(at -> Side.CONSULTANT).or(() -> customer.map(at -> Side.CUSTOMER));
        }
        return Optional.of(customer.get().isBefore(consultant.get()) ? Side.CUSTOMER : Side.CONSULTANT);
    }

    /** Two who are talking keep their appointment, with or without the meter. */
    private Optional<Instant> notKeptAt() {
        boolean isKept = consultation.meterStartedAt() != null
                || (consultation.inCall().size() == 2
                        && consultation.isOnline(Side.CONSULTANT)
                        && consultation.isOnline(Side.CUSTOMER));
        return isKept
                ? Optional.empty()
                : Optional.ofNullable(consultation.startsAt())
                        .map(at -> at.plus(Duration.ofMinutes(consultation.plannedMinutes()))
                                .plus(NOT_KEPT_AFTER));
    }

    private static boolean isPast(Optional<Instant> lastChance, Instant now) {
        return lastChance.filter(now::isAfter).isPresent();
    }
}
