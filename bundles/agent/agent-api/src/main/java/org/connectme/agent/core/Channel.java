package org.connectme.agent.core;

/** The ways on which the consultant's page speaks to this app past the server. */
public enum Channel {
    /** Ordered and reliable: keys, buttons, permits. Label "control", id 1. */
    COMMANDS,
    /** Unordered, and what is lost is not repeated: places of the pointer. Label "moves", id 2. */
    MOVES,
    /** Ordered and reliable, beside the commands so that no key waits for a file. Label "exchange", id 3. */
    EXCHANGE
}
