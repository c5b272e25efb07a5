package org.connectme.agent.core;

/** The red button asks once. */
public enum EndStep {
    PROPOSE,
    DISMISS,
    CONFIRM
}
