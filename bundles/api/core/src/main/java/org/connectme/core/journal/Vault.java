package org.connectme.core.journal;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keyed cryptography for what the database may not hold in clear. The master key is a file of the operator's, never
 * in the database. Any thread.
 */
@ProviderType
public interface Vault {

    /** HMAC-SHA-256, hex, under a key derived for this purpose; the same input gives the same output for ever. */
    String hmac(String purpose, String text);

    /** Encrypts with AES-256-GCM under a key derived for this purpose. */
    byte[] seal(String purpose, byte[] plain);

    /** @throws IllegalArgumentException if it was not sealed with this purpose and this server's master key */
    byte[] open(String purpose, byte[] sealed);
}
