package org.connectme.plugin.tck;

import java.util.EnumSet;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** The line between a provider and its service. Called from several threads. */
@ConsumerType
public interface Wire {

    /** What a request meets. */
    enum Fault {
        /** No connection comes about. */
        REFUSED,
        /** The service answers that it is busy and did nothing (a 429, a 503, as the service says it). */
        BUSY,
        /** The connection ends when the request is there; the service does not execute it. */
        CUT_BEFORE,
        /** The service executes the request; the connection ends before its answer. */
        CUT_AFTER,
        /** The service executes the request; its answer says that all is well and then ends in the middle. */
        TRUNCATED,
        /** The service executes the request; instead of its answer comes somebody's page, which says that all is well. */
        GARBLED,
        /** The service executes the request; its answer is withheld. */
        STALLED
    }

    /** Which of them can be made. */
    default Set<Fault> faults() {
        return EnumSet.allOf(Fault.class);
    }

    /** From now on each request meets this. */
    void disturb(Fault fault);

    /** From now on requests meet nothing. An answer that is withheld stays so. */
    void heal();

    /** How many answers were withheld since the last {@link #deliver}, whether or not somebody still waits for them. */
    int withheld();

    /** Lets the withheld answers go. */
    void deliver();
}
