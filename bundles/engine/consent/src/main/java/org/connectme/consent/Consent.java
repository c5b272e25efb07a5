package org.connectme.consent;

import java.time.Duration;
import java.time.Instant;
import org.connectme.core.event.ConsentEvent.ConsentRequested;
import org.connectme.core.event.ConsentEvent.EndedBy;
import org.connectme.core.event.ConsentEvent.RefusedBy;
import org.connectme.core.event.ConsentEvent.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it.
 *
 * @param granted   what was given; null before and without that
 * @param until     when the grant ends by itself
 * @param refusedBy null unless it was refused; {@code endedBy} likewise
 */
record Consent(
        ConsentRequested asked,
        Instant askedAt,
        @Nullable Scope granted,
        @Nullable Instant until,
        @Nullable RefusedBy refusedBy,
        @Nullable EndedBy endedBy) {

    /** No answer for this long is a no (CON-1). */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static Consent asked(ConsentRequested asked, Instant at) {
        return new Consent(asked, at, null, null, null, null);
    }

    Consent given(Scope scope, Instant until) {
        return new Consent(asked, askedAt, scope, until, refusedBy, endedBy);
    }

    Consent refused(RefusedBy by) {
        return new Consent(asked, askedAt, granted, until, by, endedBy);
    }

    Consent ended(EndedBy by) {
        return new Consent(asked, askedAt, granted, until, refusedBy, by);
    }

    /** Neither answered nor written off yet. */
    boolean isOpen() {
        return granted == null && refusedBy == null;
    }

    /** Given and not written off yet. */
    boolean isGiven() {
        return granted != null && endedBy == null;
    }

    Instant answerUntil() {
        return askedAt.plus(PATIENCE);
    }

    /** Still waits for an answer, whether or not anybody has written that it is too late. */
    boolean isWaiting(Instant now) {
        return isOpen() && now.isBefore(answerUntil());
    }

    /** Holds, whether or not anybody has written that its time is over. */
    boolean isStanding(Instant now) {
        return isGiven() && until != null && now.isBefore(until);
    }
}
