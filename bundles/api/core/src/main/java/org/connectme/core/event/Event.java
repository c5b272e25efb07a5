package org.connectme.core.event;

/**
 * Something that happened in one consultation, in the past tense. Implementations are records. Kinds and fields are
 * only ever added and never change their meaning; a reader keeps what it does not know ({@link UnknownEvent}).
 */
public interface Event {

    /** The kind's name in the journal: stable for ever, so records are never renamed. */
    default String type() {
        return getClass().getSimpleName();
    }
}
