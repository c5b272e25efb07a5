package org.connectme.agent.core;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What the person chose, kept over restarts in a file of theirs: devices, language, look. Thread-safe. */
@ProviderType
public interface Settings {

    Optional<String> get(String key);

    /** Kept at once; if the file cannot be written, until the app ends. */
    void put(String key, String value);

    void remove(String key);
}
