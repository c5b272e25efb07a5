package org.connectme.recording.webm;

/** What came is not what a take's stream may hold. Never quotes it. */
public final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    Malformed(String message) {
        super(message);
    }
}
