package org.connectme.agent.core;

/** What a side sends, as it says itself. */
public record Sending(boolean microphone, boolean camera, boolean screen) {

    public static final Sending NOTHING = new Sending(false, false, false);
}
