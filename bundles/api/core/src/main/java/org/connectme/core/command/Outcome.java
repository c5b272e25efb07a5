package org.connectme.core.command;

import org.connectme.core.journal.History;

/** What became of a command. */
public sealed interface Outcome {

    /** Done, or already so. */
    record Accepted(History history) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}
}
