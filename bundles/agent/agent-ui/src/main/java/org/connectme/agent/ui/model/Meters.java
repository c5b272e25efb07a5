package org.connectme.agent.ui.model;

import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.words.Formats;
import org.connectme.agent.ui.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * Duration, charges and what the meter does, in a word, an icon and a colour. Time ticks by this computer's monotonic
 * clock; the amount is always the server's.
 *
 * @param token of the state's colour; "quiet" for none of its own
 */
public record Meters(
        String durationLabel,
        String duration,
        String chargesLabel,
        String charges,
        Icon icon,
        String token,
        String state) {

    static Meters of(ConsultationState state, @Nullable Meter meter, long nowNanos, Words words, Formats formats) {
        long since = state.sinceViewMillis(nowNanos);
        String duration = meter == null ? "–" : formats.clock(meter.durationMillisAfter(since));
        String charges = meter == null || meter.gross() == null ? "–" : formats.money(meter.gross());
        String durationLabel = words.say("meter.duration");
        String chargesLabel = words.say("meter.charges");
        Meter.State now = meter == null ? Meter.State.UNKNOWN : meter.state();
        return switch (now) {
            case IDLE ->
                new Meters(durationLabel, duration, chargesLabel, charges, Icon.RUN, "quiet", words.say("state.idle"));
            case RUNNING ->
                new Meters(
                        durationLabel, duration, chargesLabel, charges, Icon.RUN, "live", words.say("state.running"));
            case STANDING ->
                new Meters(
                        durationLabel,
                        duration,
                        chargesLabel,
                        charges,
                        Icon.PAUSE,
                        "still",
                        words.say("state.standing"));
            case STOPPED ->
                new Meters(
                        durationLabel, duration, chargesLabel, charges, Icon.STOP, "info", words.say("state.stopped"));
            case ENDED ->
                new Meters(
                        durationLabel, duration, chargesLabel, charges, Icon.STOP, "quiet", words.say("state.ended"));
            case UNKNOWN ->
                new Meters(
                        durationLabel, duration, chargesLabel, charges, Icon.RUN, "quiet", words.say("state.unknown"));
        };
    }
}
