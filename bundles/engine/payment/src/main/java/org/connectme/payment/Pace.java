package org.connectme.payment;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.connectme.core.ConsultationId;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps the service from being asked again each time something else happens in a consultation. Only a cache: what it
 * forgets is asked once more, which harms nobody. Thread-safe.
 */
@Component(service = Pace.class)
public final class Pace {

    private static final int MANY = 10_000;

    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

    /** The instant until which an operation rests, if that is still to come. */
    Optional<Instant> rest(String operation, Trail trail, Instant now) {
        return Optional.ofNullable(notBefore.get(key(operation, trail))).filter(instant -> instant.isAfter(now));
    }

    /** @return {@code until}, for the reaction to come back at */
    Optional<Instant> restUntil(String operation, Trail trail, Instant until, Instant now) {
        if (notBefore.size() >= MANY) {
            notBefore.values().removeIf(instant -> !instant.isAfter(now));
        }
        notBefore.put(key(operation, trail), until);
        return Optional.of(until);
    }

    /** Ends every rest of a consultation: something is said to have happened at the service. */
    void wake(ConsultationId id) {
        String part = id.toString();
        notBefore.keySet().removeIf(key -> key.contains(part));
    }

    /** News of an operation ends its rest. */
    private static String key(String operation, Trail trail) {
        return operation + "#" + trail.since().size();
    }
}
