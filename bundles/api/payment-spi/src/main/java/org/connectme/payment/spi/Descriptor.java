package org.connectme.payment.spi;

/**
 * What a provider says of itself. Never changes while it is registered.
 *
 * @param id      stable, {@code [a-z0-9-]{2,32}}: holds stay with the provider that made them
 * @param version the plug-in's own, {@code [A-Za-z0-9._-]{1,64}}; changes with its form
 * @param name    as shown to operators
 * @param test    no real money moves
 */
public record Descriptor(String id, String version, String name, boolean test) {

    /** @throws IllegalArgumentException where id or version is malformed */
    public Descriptor {
        if (!id.matches("[a-z0-9-]{2,32}") || !version.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("Not the id and version of a provider: " + id + " " + version);
        }
    }
}
