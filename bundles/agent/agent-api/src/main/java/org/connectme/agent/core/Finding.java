package org.connectme.agent.core;

import java.util.Map;

/**
 * What a {@link Probe} saw. The window's dictionary has the words: {@code check.TOPIC} names the part,
 * {@code check.TOPIC.STATE} says how it is, and {@code check.TOPIC.STATE.do}, if there, what to do.
 *
 * @param topic such as "camera"
 * @param state such as "none"
 * @param values for the sentence's places, such as the camera's name; nothing that names the person
 */
public record Finding(String topic, String state, Verdict verdict, Map<String, String> values) {

    /** What it means for a call. */
    public enum Verdict {
        GOOD,
        /** The call works, with less. */
        LIMITED,
        MISSING
    }

    public Finding {
        values = Map.copyOf(values);
    }

    public static Finding of(String topic, String state, Verdict verdict) {
        return new Finding(topic, state, verdict, Map.of());
    }
}
