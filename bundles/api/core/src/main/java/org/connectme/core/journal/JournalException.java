package org.connectme.core.journal;

/** The journal's database could not be reached, did not answer, or holds what cannot be read. */
public class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is stored is not what was appended. */
    public JournalException(String message) {
        super(message);
    }
}
