package org.connectme.recording.spi;

/**
 * What a change of the master key came to.
 *
 * @param key     name of the key that is in use now; no secret
 * @param changed recordings whose own key is wrapped by it now, and was not before
 * @param failed  recordings that still need the key before it, which is therefore kept
 */
public record Rotation(String key, int changed, int failed) {}
