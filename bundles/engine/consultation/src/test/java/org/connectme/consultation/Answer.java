package org.connectme.consultation;

import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.Story;

/** A decision in short: the refusal's code, or the kinds of events. */
final class Answer {

    private Answer() {}

    static String of(Story story, Decider decider, Actor actor, Command command) {
        Decision decision = story.send(decider, actor, command);
        return decision instanceof Decision.Refuse refuse
                ? refuse.refusal().code()
                : ((Decision.Accept) decision)
                        .events().stream().map(Event::type).toList().toString();
    }
}
