package org.connectme.agent.core;

/**
 * Something to hear, see or speak with.
 *
 * @param id stable as long as the device is plugged in; means something to {@link Media} only
 * @param name as the system names it, for people
 */
public record Device(Kind kind, String id, String name) {

    public enum Kind {
        MICROPHONE,
        CAMERA,
        SPEAKER
    }
}
