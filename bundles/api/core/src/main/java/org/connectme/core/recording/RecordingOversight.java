package org.connectme.core.recording;

import java.util.List;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.recording.Recordings.State;
import org.osgi.annotation.versioning.ProviderType;

/** Recordings as the operator sees them: without names and without content. Any thread; blocks on database and store. */
@ProviderType
public interface RecordingOversight {

    /** The stores that are here now. */
    List<Store> stores();

    /** What is not sealed yet, oldest first. */
    List<Open> open();

    /** What a store has and no consultation knows of. */
    Answer<List<String>> orphans(String store);

    /** Changes the master key of a store. */
    Answer<KeyChange> rotate(String store);

    /** @param freeBytes less than 0 where nobody can tell */
    record Store(String id, String version, String place, long freeBytes, boolean isDefault, boolean canRotate) {}

    /**
     * @param key     name of the key that is in use now
     * @param changed recordings that it protects now
     * @param failed  recordings that still need the one before, which is kept for them
     */
    record KeyChange(String key, int changed, int failed) {}

    /** @param bytes durable so far */
    record Open(UUID recording, ConsultationId consultation, String store, State state, long bytes) {}
}
