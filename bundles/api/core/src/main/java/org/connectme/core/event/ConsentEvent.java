package org.connectme.core.event;

import java.time.Instant;
import org.connectme.core.Side;

/** What the customer was asked, answered and took back. */
public sealed interface ConsentEvent extends Event {

    enum Scope {
        RECORDING,
        SCREEN_ONLY,
        SCREEN_KEYBOARD_MOUSE,
        CLIPBOARD,
        FILE_TRANSFER
    }

    record ConsentRequested(
            String request, Scope scope, @Personal String reason, int minutes) implements ConsentEvent {}

    /** {@code scope} may be less than asked for, never more. */
    record ConsentGiven(String request, Scope scope, Instant until) implements ConsentEvent {}

    record ConsentRefused(String request, RefusedBy by) implements ConsentEvent {}

    record ConsentEnded(String request, EndedBy by) implements ConsentEvent {}

    /**
     * A file went over under a consent, whole. Its name and content are nobody's business here.
     *
     * @param transfer the file's own id
     * @param bytes    its size
     * @param sha256   of its content, in hex: by it the file can be recognised
     */
    record FilePassed(String request, String transfer, Side from, long bytes, String sha256) implements ConsentEvent {}

    /** Text went from one clipboard to the other side. Not even a hash of it: a short text can be guessed from that. */
    record TextPassed(String request, String transfer, Side from) implements ConsentEvent {}

    enum RefusedBy {
        CUSTOMER,
        SILENCE
    }

    enum EndedBy {
        CUSTOMER,
        CONSULTANT,
        TIME,
        CALL_END,
        /** The recording that it was given for has ended by itself, and one yes is one recording. */
        RECORDING_OVER
    }
}
