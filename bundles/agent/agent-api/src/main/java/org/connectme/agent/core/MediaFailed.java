package org.connectme.agent.core;

/** The system's part of voice, picture or screen did not do what was asked. */
public final class MediaFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;

    /**
     * @param code stable, such as "media.no-camera"; the dictionary has a text for it
     * @param detail for the log
     */
    public MediaFailed(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** As the other, with the failure that it stems from. */
    public MediaFailed(String code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
