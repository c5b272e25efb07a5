package org.connectme.core.command;

import org.connectme.core.Side;
import org.connectme.core.event.ConsentEvent.Scope;

/** Commands about consent. */
public sealed interface ConsentCommand extends Command {

    /** @param request chosen by the page; repeating it asks once */
    record RequestConsent(String request, Scope scope, String reason, int minutes) implements ConsentCommand {}

    /** @param scope what is granted: the scope asked for, or SCREEN_ONLY for less */
    record GiveConsent(String request, Scope scope) implements ConsentCommand {}

    record RefuseConsent(String request) implements ConsentCommand {}

    /** By the customer at any time, or by the consultant who needs it no longer. */
    record EndConsent(String request) implements ConsentCommand {}

    /** The customer's app notes that a file went over, whole; repeating it notes it once. */
    record NoteFile(String request, String transfer, Side from, long bytes, String sha256) implements ConsentCommand {}

    /** As {@link NoteFile}, for text of a clipboard. */
    record NoteText(String request, String transfer, Side from) implements ConsentCommand {}
}
