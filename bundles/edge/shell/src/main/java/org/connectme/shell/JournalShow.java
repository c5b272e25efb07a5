package org.connectme.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.jspecify.annotations.Nullable;

/** Shows what happened in a consultation and when; of the entries' contents nothing, as they may be personal. */
@Service
@Command(scope = "connectme", name = "journal-show", description = "Shows kinds and times of a consultation's entries")
public final class JournalShow implements Action {

    private static final int HASH_SHOWN = 12;

    @Reference
    Journal journal;

    @Reference
    Session session;

    @Argument(index = 0, name = "id", required = true, description = "Id of the consultation")
    String id = "";

    @Override
    public @Nullable Object execute() {
        History history = journal.read(Given.consultation(id));
        ShellTable table = new ShellTable().emptyTableText("There is no such consultation.");
        table.column("No.").alignRight();
        table.column("At (UTC)");
        table.column("Kind");
        table.column("Hash");
        history.entries()
                .forEach(entry -> table.addRow()
                        .addContent(
                                entry.seq(),
                                entry.at(),
                                entry.event().type(),
                                entry.hash().substring(0, HASH_SHOWN)));
        table.print(session.getConsole());
        return null;
    }
}
