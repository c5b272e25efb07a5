package org.connectme.consent;

import java.time.Instant;
import java.util.List;
import org.connectme.core.event.ConsentEvent.Scope;
import org.jspecify.annotations.Nullable;

/** All consents of a consultation, in the order asked. */
public record ConsentsView(List<Item> consents) {

    public ConsentsView {
        consents = List.copyOf(consents);
    }

    /**
     * One request.
     *
     * @param scope       the scope given; before an answer and after a no, the scope asked for
     * @param answerUntil after this instant silence is a no
     * @param until       when the grant ends by itself
     * @param by          CUSTOMER or SILENCE for REFUSED; CUSTOMER, CONSULTANT, TIME or CALL_END for ENDED; null otherwise
     */
    public record Item(
            String request,
            Scope scope,
            String reason,
            int minutes,
            Instant askedAt,
            Instant answerUntil,
            State state,
            @Nullable Instant until,
            @Nullable String by) {}

    public enum State {
        ASKED,
        GIVEN,
        REFUSED,
        ENDED
    }
}
