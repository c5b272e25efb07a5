package org.connectme.core.journal;

import java.time.Instant;
import java.util.Set;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers commands of one domain. Registered as a service. {@link #decide} is pure: same arguments, same answer; no
 * I/O, no clock, no memory. It may be called several times for one command when others append at the same time.
 */
@ConsumerType
public interface Decider {

    /** The commands this decider answers; no two deciders name the same. */
    Set<Class<? extends Command>> commands();

    /** @param actor already authenticated, and a participant of this consultation or the engine itself */
    Decision decide(History history, Actor actor, Command command, Instant now);
}
