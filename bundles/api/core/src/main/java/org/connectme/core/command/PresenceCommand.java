package org.connectme.core.command;

import java.time.Instant;
import java.util.List;
import org.connectme.core.Side;

/** Commands about who is there. All but {@link EnterCall} come from the engine, which owns the sockets. */
public sealed interface PresenceCommand extends Command {

    /** The side's page is connected and in the waiting room or beyond. */
    record Join(Side side) implements PresenceCommand {}

    record Lose(Side side, Instant lastHeard) implements PresenceCommand {}

    /** Customer: JOIN. Consultant: starts the video chat. */
    record EnterCall() implements PresenceCommand {}

    /** A side's own statistics: whether the other's media reaches it now, and the spans in which it did. */
    record ReportMedia(Side side, boolean flowing, Instant lastFlowed, List<Span> spans) implements PresenceCommand {
        public ReportMedia {
            spans = List.copyOf(spans);
        }
    }

    record Span(Instant from, Instant to) {}

    record NoteOutage(Instant from, Instant to) implements PresenceCommand {}
}
