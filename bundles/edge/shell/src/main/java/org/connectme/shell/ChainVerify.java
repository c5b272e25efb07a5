package org.connectme.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.Evidence.Finding;
import org.jspecify.annotations.Nullable;

/** Recomputes a consultation's chain of hashes. A broken one is the command's error, so that scripts notice. */
@Service
@Command(scope = "connectme", name = "chain-verify", description = "Proves that a journal is as it was written")
public final class ChainVerify implements Action {

    @Reference
    Evidence evidence;

    @Reference
    Session session;

    @Argument(index = 0, name = "id", required = true, description = "Id of the consultation")
    String id = "";

    @Override
    public @Nullable Object execute() {
        Finding finding = evidence.verify(Given.consultation(id));
        if (finding instanceof Finding.Broken broken) {
            throw new IllegalStateException("BROKEN at entry " + broken.seq() + ": " + broken.why());
        }
        Finding.Intact intact = (Finding.Intact) finding;
        if (intact.length() == 0) {
            throw new IllegalArgumentException("There is no such consultation.");
        }
        session.getConsole().println("Intact: " + intact.length() + " entries, last hash " + intact.head());
        session.getConsole().println("Compare the hash with the one in the summary mail to find a cut end.");
        return null;
    }
}
