package org.connectme.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.connectme.core.journal.ParkedReactions;
import org.jspecify.annotations.Nullable;

/** Shows the work that failed again and again, and tries it once more when asked to. */
@Service
@Command(scope = "connectme", name = "parked", description = "Lists work that failed 8 times, or tries it again")
public final class Parked implements Action {

    @Reference
    ParkedReactions parked;

    @Reference
    Session session;

    @Option(name = "--retry", description = "Tries all of them again now")
    boolean retry;

    @Override
    public @Nullable Object execute() {
        List<ParkedReactions.Parked> found = parked.list();
        ShellTable table = new ShellTable().emptyTableText("Nothing is parked.");
        table.column("Consultation");
        table.column("Reaction");
        table.column("Failures").alignRight();
        table.column("Problem");
        found.forEach(
                one -> table.addRow().addContent(one.consultation(), one.reaction(), one.failures(), one.problem()));
        table.print(session.getConsole());
        if (retry) {
            long due = found.stream()
                    .filter(one -> parked.retry(one.consultation(), one.reaction()))
                    .count();
            session.getConsole().println(due + " of them are tried again now.");
        }
        return null;
    }
}
