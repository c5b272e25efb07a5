package org.connectme.recording.tck;

import org.osgi.annotation.versioning.ConsumerType;

/** The room that a store has; instances that are made after a change know of it. */
@ConsumerType
public interface Room {

    /** From now on there is none: as when a disk is full or a quota is used up. */
    void none();

    /** From now on there is enough. */
    void enough();
}
