package org.connectme.agent.launcher.update;

/** What came is not what the publisher signed, or is not to be taken here. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }
}
