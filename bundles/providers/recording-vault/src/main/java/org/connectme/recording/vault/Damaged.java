package org.connectme.recording.vault;

/** What a store has is not what was written, or its key is not here; no crash can have done it. */
public final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message for operators: no key, no content */
    public Damaged(String message) {
        super(message);
    }
}
