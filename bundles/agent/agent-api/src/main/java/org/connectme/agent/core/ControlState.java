package org.connectme.agent.core;

import org.connectme.agent.core.view.Consent;
import org.jspecify.annotations.Nullable;

/**
 * What the consultant may do with this computer now.
 *
 * @param request the consent that it relies on; absent with NONE
 * @param scope what that consent allows; absent with NONE
 * @param untilNanos when it ends by itself at the latest, by {@link System#nanoTime()}; 0 with NONE
 * @param why with PAUSED and NONE, a stable code such as "control.private"; else empty
 */
public record ControlState(
        Mode mode, @Nullable String request, Consent.@Nullable Scope scope, long untilNanos, String why) {

    public static final ControlState NOTHING = new ControlState(Mode.NONE, null, null, 0, "");

    public enum Mode {
        /** Nothing. */
        NONE,
        /** See what is shared, and point. */
        VIEW,
        /** Mouse and keyboard. */
        CONTROL,
        /** Consent for mouse and keyboard stands, but nothing is injected now. */
        PAUSED
    }
}
