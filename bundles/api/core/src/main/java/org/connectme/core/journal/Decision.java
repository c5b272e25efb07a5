package org.connectme.core.journal;

import java.util.List;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.Event;

/** A decider's answer. */
public sealed interface Decision {

    /** The events to append; none when the command changes nothing, as a repeat does. */
    record Accept(List<Event> events) implements Decision {
        public Accept {
            events = List.copyOf(events);
        }
    }

    record Refuse(Refusal refusal) implements Decision {}

    static Decision accept(Event... events) {
        return new Accept(List.of(events));
    }

    /** A repeat: what was asked for is already so. */
    static Decision nothing() {
        return new Accept(List.of());
    }

    static Decision refuse(Refusal.Kind kind, String code, String detail) {
        return new Refuse(new Refusal(kind, code, detail));
    }
}
