package org.connectme.agent.core;

/** The system does not let this app put input in. */
public final class InjectorFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;

    /**
     * @param code stable, such as "control.no-xtest"; the dictionary has a text for it
     * @param detail for the log
     */
    public InjectorFailed(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** As the other, with the failure that it stems from. */
    public InjectorFailed(String code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
