package org.connectme.core.event;

import java.time.Instant;

/** What the customer was asked, answered and took back. */
public sealed interface ConsentEvent extends Event {

    enum Scope {
        RECORDING,
        SCREEN_ONLY,
        SCREEN_KEYBOARD_MOUSE,
        CLIPBOARD,
        FILE_TRANSFER
    }

    record ConsentRequested(
            String request, Scope scope, @Personal String reason, int minutes) implements ConsentEvent {}

    /** {@code scope} may be less than asked for, never more. */
    record ConsentGiven(String request, Scope scope, Instant until) implements ConsentEvent {}

    record ConsentRefused(String request, RefusedBy by) implements ConsentEvent {}

    record ConsentEnded(String request, EndedBy by) implements ConsentEvent {}

    enum RefusedBy {
        CUSTOMER,
        SILENCE
    }

    enum EndedBy {
        CUSTOMER,
        CONSULTANT,
        TIME,
        CALL_END
    }
}
