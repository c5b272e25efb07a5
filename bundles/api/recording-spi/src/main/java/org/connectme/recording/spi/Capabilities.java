package org.connectme.recording.spi;

import java.util.Set;

/**
 * What a store can do. Sizes in bytes.
 *
 * @param largestWrite     of one {@link RecordingStore#write}; at least 2 MiB
 * @param largestRead      of one {@link RecordingStore#read}; at least 1 MiB
 * @param largestRecording at least 1 GiB
 * @param abilities        what else it can do
 */
public record Capabilities(int largestWrite, int largestRead, long largestRecording, Set<Ability> abilities) {

    /** @throws IllegalArgumentException where a size is below what every store takes */
    public Capabilities {
        if (largestWrite < 2 << 20 || largestRead < 1 << 20 || largestRecording < 1L << 30) {
            throw new IllegalArgumentException("A store takes 2 MiB in a write, gives 1 MiB in a read and keeps 1 GiB");
        }
        abilities = Set.copyOf(abilities);
    }

    /** @return whether it can */
    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }
}
