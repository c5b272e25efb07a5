package org.connectme.agent.core.seat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.control.ControlDesk;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Consent.Scope;
import org.connectme.agent.core.view.Consent.State;
import org.connectme.agent.core.view.View;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the server's idea of consents and this app's in step, in the direction of less: what ended there ends here, and
 * what does not stand here, because it ended or was never pressed here, is ended there as soon as it can be told. Confined
 * to the loop's thread.
 */
final class Pledges {

    /** No answer for this long is a no (CON-1). */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What this app enforces; STOP ends all of it. */
    private static final Set<Scope> OWN =
            EnumSet.of(Scope.SCREEN_ONLY, Scope.SCREEN_KEYBOARD_MOUSE, Scope.CLIPBOARD, Scope.FILE_TRANSFER);

    /** True while it is being told. */
    private final Map<String, Boolean> owed = new HashMap<>();

    private final Set<String> told = new HashSet<>();

    /** What is owed and was told, for a successor. What is being told now is told again: that does no harm. */
    JsonNode leave() {
        ObjectNode left = Json.object();
        owed.keySet().forEach(left.putArray("owed")::add);
        told.forEach(left.putArray("told")::add);
        return left;
    }

    void resume(JsonNode left) {
        left.path("told").forEach(request -> told.add(request.asText()));
        left.path("owed").forEach(request -> owe(request.asText()));
    }

    /** Why this answer cannot be given; empty if it can. */
    static Optional<Problem> check(View view, String request, @Nullable Scope scope, Instant now) {
        Optional<Consent> found = find(view, request);
        if (found.isEmpty()) {
            return Optional.of(Problem.of(0, "consent.not-found", "There is no such request"));
        }
        if (scope == null) {
            return Optional.empty();
        }
        Consent asked = found.get();
        boolean isLate =
                asked.askedAt() == null || !now.isBefore(asked.askedAt().plus(PATIENCE));
        if (asked.state() != State.ASKED || isLate) {
            return Optional.of(Problem.of(0, "consent.not-waiting", "The question is no longer open"));
        }
        boolean isWithin =
                scope == asked.scope() || (asked.scope() == Scope.SCREEN_KEYBOARD_MOUSE && scope == Scope.SCREEN_ONLY);
        return isWithin && scope != Scope.UNKNOWN
                ? Optional.empty()
                : Optional.of(Problem.of(0, "consent.more-than-asked", "No more can be given than was asked for"));
    }

    static Duration lasts(View view, String request) {
        return find(view, request)
                .map(consent -> Duration.ofMinutes(Math.max(0, consent.minutes())))
                .orElse(Duration.ZERO);
    }

    /** Taken back here; the server is to be told. */
    void ended(String request) {
        owe(request);
    }

    /** All that STOP ends. */
    void stopped(@Nullable View view) {
        all(view).stream()
                .filter(consent -> consent.state() == State.GIVEN && OWN.contains(consent.scope()))
                .forEach(consent -> owe(consent.request()));
    }

    private void owe(String request) {
        if (!told.contains(request)) {
            owed.putIfAbsent(request, false);
        }
    }

    List<String> toTell() {
        return owed.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    void telling(String request) {
        owed.replace(request, true);
    }

    /** @param heard whether the server took it, or never will */
    void told(String request, boolean heard) {
        if (heard) {
            owed.remove(request);
            told.add(request);
        } else {
            owed.replace(request, false);
        }
    }

    void follow(View view, ControlDesk desk, Instant now) {
        for (Consent consent : all(view)) {
            if (consent.state() == State.ENDED || consent.state() == State.REFUSED) {
                desk.ended(consent.request());
                owed.remove(consent.request());
            } else if (consent.state() == State.GIVEN && OWN.contains(consent.scope())) {
                if (!desk.stands(consent.request())) {
                    // Given in another window, before a restart, or ended here before the server knew of the yes.
                    owe(consent.request());
                } else if (consent.until() != null) {
                    desk.shortened(consent.request(), Duration.between(now, consent.until()));
                }
            }
        }
    }

    private static Optional<Consent> find(View view, String request) {
        return all(view).stream()
                .filter(consent -> consent.request().equals(request))
                .findFirst();
    }

    private static List<Consent> all(@Nullable View view) {
        return view == null || view.parts().consents() == null
                ? List.of()
                : view.parts().consents().consents();
    }
}
