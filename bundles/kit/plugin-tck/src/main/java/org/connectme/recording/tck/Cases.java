package org.connectme.recording.tck;

/** A group of cases. */
interface Cases {

    /** What the cases work at; another one for each. */
    Bench bench();
}
