package org.connectme.recording;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.connectme.core.event.ConsentEvent.ConsentEnded;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.Event;
import org.connectme.core.event.RecordingEvent.RecordingAccessed;
import org.connectme.core.event.RecordingEvent.RecordingBlanked;
import org.connectme.core.event.RecordingEvent.RecordingDeleted;
import org.connectme.core.event.RecordingEvent.RecordingEnded;
import org.connectme.core.event.RecordingEvent.RecordingExpiring;
import org.connectme.core.event.RecordingEvent.RecordingStarted;
import org.connectme.core.event.RecordingEvent.RecordingStopped;
import org.connectme.core.event.RecordingEvent.RecordingTaken;
import org.connectme.core.event.RecordingEvent.Why;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;

/**
 * Every recording of one consultation, in the order begun, and the consents that they stand on.
 *
 * @param consents until when each consent to record holds that was given: its end, or its time
 */
record RecordingState(List<Recorded> all, Map<String, Instant> consents) {

    static RecordingState of(History history) {
        Map<String, Recorded> recordings = new LinkedHashMap<>();
        Map<String, Instant> consents = new HashMap<>();
        for (Entry entry : history.entries()) {
            consent(consents, entry);
            add(recordings, entry);
        }
        Instant closedAt = Consultation.of(history).closedAt();
        recordings.replaceAll((id, recording) -> {
            // The call's end first: the consent's own end, which follows from it, may be noted at the same instant.
            Recorded ending = closedAt == null ? recording : recording.ends(closedAt, Why.CALL_END);
            return ending.ends(consents.getOrDefault(recording.consent(), Instant.EPOCH), Why.CONSENT);
        });
        return new RecordingState(List.copyOf(recordings.values()), Map.copyOf(consents));
    }

    private static void consent(Map<String, Instant> consents, Entry entry) {
        Event event = entry.event();
        if (event instanceof ConsentGiven given && given.scope() == Scope.RECORDING) {
            consents.putIfAbsent(given.request(), given.until());
        } else if (event instanceof ConsentEnded ended) {
            consents.computeIfPresent(
                    ended.request(), (request, until) -> entry.at().isBefore(until) ? entry.at() : until);
        }
    }

    private static void add(Map<String, Recorded> recordings, Entry entry) {
        Event event = entry.event();
        Instant at = entry.at();
        if (event instanceof RecordingStarted e) {
            recordings.putIfAbsent(e.recording(), Recorded.started(e.recording(), e.consent(), e.store(), at));
        } else if (event instanceof RecordingTaken e) {
            change(recordings, e.recording(), recording -> recording.taken(at));
        } else if (event instanceof RecordingBlanked e) {
            change(recordings, e.recording(), recording -> recording.blanked(e.on(), at));
        } else if (event instanceof RecordingStopped e) {
            change(recordings, e.recording(), recording -> recording.ends(at, e.why()));
        } else if (event instanceof RecordingEnded e) {
            change(recordings, e.recording(), recording -> recording.sealed(e));
        } else if (event instanceof RecordingAccessed e) {
            change(recordings, e.recording(), recording -> recording.accessed(e.how(), at));
        } else if (event instanceof RecordingExpiring e) {
            change(recordings, e.recording(), recording -> recording.announced(e.deletesAt()));
        } else if (event instanceof RecordingDeleted e) {
            change(recordings, e.recording(), recording -> recording.deleted(e.by()));
        }
    }

    private static void change(Map<String, Recorded> recordings, String id, UnaryOperator<Recorded> change) {
        recordings.computeIfPresent(id, (key, recording) -> change.apply(recording));
    }

    Optional<Recorded> find(String id) {
        return all.stream().filter(recording -> recording.id().equals(id)).findFirst();
    }

    Optional<Recorded> running(Instant now) {
        return all.stream()
                .filter(recording -> !recording.isOver(now) && recording.deleted() == null)
                .findFirst();
    }

    boolean stands(String consent, Instant now) {
        return now.isBefore(consents.getOrDefault(consent, Instant.EPOCH));
    }
}
