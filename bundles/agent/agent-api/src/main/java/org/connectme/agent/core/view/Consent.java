package org.connectme.agent.core.view;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One permission that the consultant asked for. */
public record Consent(
        String request,
        Scope scope,
        String reason,
        int minutes,
        @Nullable Instant askedAt,
        State state,
        @Nullable Instant until) {

    public enum Scope {
        RECORDING,
        SCREEN_ONLY,
        SCREEN_KEYBOARD_MOUSE,
        CLIPBOARD,
        FILE_TRANSFER,
        @JsonEnumDefaultValue
        UNKNOWN
    }

    public enum State {
        ASKED,
        GIVEN,
        REFUSED,
        ENDED,
        @JsonEnumDefaultValue
        UNKNOWN
    }

    public Consent {
        Bounds.present("request", request);
        scope = scope == null ? Scope.UNKNOWN : scope;
        reason = Bounds.text(reason);
        state = state == null ? State.UNKNOWN : state;
    }
}
