package org.connectme.core.journal;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Signs in this node's name, with the key that also signs evidence and whose public half is among {@link
 * Evidence#signingKeys}. Does not block; any thread.
 */
@ProviderType
public interface NodeSigner {

    /**
     * @param text ASCII
     * @return the Ed25519 signature, 64 bytes, over {@code "connectme\n" + purpose.id() + "\n" + text}
     */
    byte[] sign(Purpose purpose, String text);

    /**
     * What a signature is good for. It stands in the signed bytes, so that none passes for another; evidence's own
     * statements are not among these and can be had from nobody who asks here.
     */
    enum Purpose {
        /** Lets the agent app take input for a moment. */
        CONTROL_PERMIT("control-permit/1");

        private final String id;

        Purpose(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }
}
