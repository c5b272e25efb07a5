package org.connectme.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.connectme.core.recording.Answer;
import org.connectme.core.recording.RecordingOversight;
import org.connectme.core.recording.RecordingOversight.KeyChange;
import org.jspecify.annotations.Nullable;

/** Changes the master key of a store while recordings are written and played. */
@Service
@Command(
        scope = "connectme",
        name = "recording-keys-rotate",
        description = "Makes a new master key for a store of recordings and wraps every recording's key by it")
public final class RecordingKeysRotate implements Action {

    @Reference
    RecordingOversight recordings;

    @Reference
    Session session;

    @Argument(name = "store", description = "Id of the store")
    String store = "files";

    @Override
    public @Nullable Object execute() {
        Answer<KeyChange> answer = recordings.rotate(store);
        if (!(answer instanceof Answer.Given<KeyChange> done)) {
            throw new IllegalStateException(
                    ((Answer.Refused<KeyChange>) answer).refusal().detail());
        }
        KeyChange change = done.value();
        session.getConsole()
                .println("Master key " + change.key() + " is in use and protects " + change.changed()
                        + " recordings. Back it up now.");
        if (change.failed() > 0) {
            throw new IllegalStateException(
                    change.failed()
                            + " recordings cannot be read and still need the key before it, which is kept. See connectme:recordings.");
        }
        return null;
    }
}
