package org.connectme.consent;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.connectme.core.event.ConsentEvent.ConsentEnded;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsentEvent.ConsentRefused;
import org.connectme.core.event.ConsentEvent.ConsentRequested;
import org.connectme.core.event.ConsentEvent.EndedBy;
import org.connectme.core.event.ConsentEvent.RefusedBy;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.Event;
import org.connectme.core.event.RecordingEvent.RecordingStarted;
import org.connectme.core.event.RecordingEvent.RecordingStopped;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.jspecify.annotations.Nullable;

/**
 * Every consent of one consultation, in the order asked.
 *
 * @param spent    the requests whose recording has ended by itself
 * @param closedAt the consultation's end, with which every consent ends
 */
record Consents(
        List<Consent> all, Set<String> spent, @Nullable Instant closedAt) {

    static Consents of(History history) {
        Map<String, Consent> consents = new LinkedHashMap<>();
        Set<String> stopped = history.all(RecordingStopped.class)
                .map(RecordingStopped::recording)
                .collect(Collectors.toSet());
        Set<String> spent = history.all(RecordingStarted.class)
                .filter(started -> stopped.contains(started.recording()))
                .map(RecordingStarted::consent)
                .collect(Collectors.toSet());
        history.entries().forEach(entry -> add(consents, entry));
        return new Consents(
                List.copyOf(consents.values()), spent, Consultation.of(history).closedAt());
    }

    private static void add(Map<String, Consent> consents, Entry entry) {
        Event event = entry.event();
        if (event instanceof ConsentRequested asked) {
            consents.putIfAbsent(asked.request(), Consent.asked(asked, entry.at()));
        } else if (event instanceof ConsentGiven given) {
            change(consents, given.request(), consent -> consent.given(given.scope(), given.until()));
        } else if (event instanceof ConsentRefused refused) {
            change(consents, refused.request(), consent -> consent.refused(refused.by()));
        } else if (event instanceof ConsentEnded ended) {
            change(consents, ended.request(), consent -> consent.ended(ended.by()));
        }
    }

    private static void change(Map<String, Consent> consents, String request, UnaryOperator<Consent> change) {
        consents.computeIfPresent(request, (id, consent) -> change.apply(consent));
    }

    Optional<Consent> find(String request) {
        return all.stream()
                .filter(consent -> consent.asked().request().equals(request))
                .findFirst();
    }

    /** A request for this scope waits, or a grant of it stands. */
    boolean isBusy(Scope scope, Instant now) {
        return all.stream()
                .anyMatch(consent -> (consent.isWaiting(now) && consent.asked().scope() == scope)
                        || (consent.isStanding(now) && consent.granted() == scope));
    }

    /** What time or the call's end has decided and nobody has written yet. */
    List<Event> due(Instant now) {
        return all.stream().flatMap(consent -> due(consent, now).stream()).toList();
    }

    private Optional<Event> due(Consent consent, Instant now) {
        String request = consent.asked().request();
        if (consent.isOpen() && (closedAt != null || !consent.isWaiting(now))) {
            return Optional.of(new ConsentRefused(request, RefusedBy.SILENCE));
        }
        if (consent.isGiven() && !consent.isStanding(now)) {
            return Optional.of(new ConsentEnded(request, EndedBy.TIME));
        }
        if (consent.isGiven() && closedAt != null) {
            return Optional.of(new ConsentEnded(request, EndedBy.CALL_END));
        }
        return consent.isGiven() && spent.contains(request)
                ? Optional.of(new ConsentEnded(request, EndedBy.RECORDING_OVER))
                : Optional.empty();
    }

    /** When time will decide something next. */
    Optional<Instant> next() {
        return all.stream()
                .filter(consent -> consent.isOpen() || consent.isGiven())
                .map(consent -> consent.isOpen() ? consent.answerUntil() : consent.until())
                .min(Instant::compareTo);
    }
}
