package org.connectme.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.connectme.core.account.Accounts;
import org.jspecify.annotations.Nullable;

/** Lists the accounts. */
@Service
@Command(scope = "connectme", name = "consultant-list", description = "Lists the consultants' accounts")
public final class ConsultantList implements Action {

    @Reference
    Accounts accounts;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() {
        ShellTable table =
                new ShellTable().emptyTableText("There is no account. Make one with connectme:consultant-create.");
        table.column("E-mail");
        table.column("Name");
        table.column("Availability");
        table.column("Id");
        accounts.all()
                .forEach(account -> table.addRow()
                        .addContent(
                                account.email(),
                                account.profile().displayName(),
                                account.availability(),
                                account.id()));
        table.print(session.getConsole());
        return null;
    }
}
