package org.connectme.recording.spi;

/**
 * What a store says of itself. Never changes while it is registered.
 *
 * @param id      stable, {@code [a-z0-9-]{2,32}}: recordings stay with the store that has them
 * @param version the plug-in's own, {@code [A-Za-z0-9._-]{1,64}}
 * @param name    as shown to operators
 */
public record Descriptor(String id, String version, String name) {

    /** @throws IllegalArgumentException where id or version is malformed */
    public Descriptor {
        if (!id.matches("[a-z0-9-]{2,32}") || !version.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("Not the id and version of a store: " + id + " " + version);
        }
    }
}
