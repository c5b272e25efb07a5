package org.connectme.recording.tck;

import java.util.Optional;
import java.util.Set;
import org.connectme.plugin.tck.Wire;
import org.connectme.recording.spi.RecordingStore;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A store under test together with the place where it keeps recordings, for one case. What is left at its default is not
 * proved: the cases that need it are skipped, and the report names them.
 */
@ConsumerType
public interface Subject extends AutoCloseable {

    /** A new instance, as after a restart of the server: the same configuration, and the same place behind it. */
    RecordingStore store();

    /** An instance goes because its plug-in is replaced or removed. Does what the component's deactivation does. */
    default void stop(RecordingStore store) {}

    /** What must appear nowhere: keys and passwords, as the store is configured with them. */
    default Set<String> secrets() {
        return Set.of();
    }

    /** What was logged since this subject was made, beside standard output, standard error and java.util.logging. */
    default String log() {
        return "";
    }

    /** The line between the store and its service, if there is one that can be disturbed. */
    default Optional<Wire> wire() {
        return Optional.empty();
    }

    /** The place itself, if it can be reached past the store. */
    default Optional<Medium> medium() {
        return Optional.empty();
    }

    /** How much room there is, if that can be changed. */
    default Optional<Room> room() {
        return Optional.empty();
    }

    /** The case is over. */
    @Override
    default void close() throws Exception {}
}
