package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.connectme.core.event.ConsentEvent.ConsentEnded;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsentEvent.ConsentRefused;
import org.connectme.core.event.ConsentEvent.ConsentRequested;
import org.connectme.core.event.ConsentEvent.EndedBy;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;

/** No consent was more than asked for, given too late, given twice, or outlived its time or the call. */
final class ConsentChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A server that was down for five minutes, and the failures after it. */
    private static final Duration WRITTEN_OFF_WITHIN = Duration.ofMinutes(15);

    /** Between a decision and its append others get in. */
    private static final long LATE_MILLIS = 200;

    private final History history;
    private final Consumer<String> fail;
    private final Map<String, Entry> asked = new HashMap<>();
    private final Map<String, Entry> given = new HashMap<>();
    private Instant closedAt = Instant.MAX;

    ConsentChecks(History history, Consumer<String> fail) {
        this.history = history;
        this.fail = fail;
    }

    void run() {
        history.entries().forEach(this::next);
        asked.forEach((request, entry) -> fail.accept("never closed the question " + entry.event()));
        given.forEach((request, entry) -> fail.accept("never ended " + entry.event()));
    }

    private void next(Entry entry) {
        Event event = entry.event();
        if (event instanceof ConsultationEnded || event instanceof ConsultationCancelled) {
            closedAt = entry.at();
        } else if (event instanceof ConsentRequested request) {
            asked.put(request.request(), entry);
        } else if (event instanceof ConsentGiven yes) {
            give(yes, entry);
        } else if (event instanceof ConsentRefused no) {
            expect(asked.remove(no.request()) != null, event, "that was not open");
        } else if (event instanceof ConsentEnded end) {
            end(end, entry);
        }
    }

    private void give(ConsentGiven yes, Entry entry) {
        Entry question = asked.remove(yes.request());
        if (question == null) {
            expect(false, yes, "that was not open");
            return;
        }
        Scope most = ((ConsentRequested) question.event()).scope();
        boolean isLess = most == Scope.SCREEN_KEYBOARD_MOUSE && yes.scope() == Scope.SCREEN_ONLY;
        expect(yes.scope() == most || isLess, yes, "that is more than " + most);
        expect(closedAt == Instant.MAX, yes, "after the end");
        expect(
                entry.at().isBefore(question.at().plus(PATIENCE).plusMillis(LATE_MILLIS)),
                yes,
                "after the question ran out");
        given.put(yes.request(), entry);
    }

    private void end(ConsentEnded end, Entry entry) {
        Entry yes = given.remove(end.request());
        if (yes == null) {
            expect(false, end, "that was not given");
            return;
        }
        Instant until = ((ConsentGiven) yes.event()).until();
        expect(end.by() != EndedBy.TIME || !entry.at().isBefore(until), end, "before its time");
        Instant latest = until.isBefore(closedAt) ? until : closedAt;
        expect(entry.at().isBefore(latest.plus(WRITTEN_OFF_WITHIN)), end, "long after it was over");
    }

    private void expect(boolean isRight, Event event, String what) {
        if (!isRight) {
            fail.accept("has " + event + " " + what);
        }
    }
}
