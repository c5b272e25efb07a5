package org.connectme.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.connectme.core.journal.Evidence;
import org.jspecify.annotations.Nullable;

/** Lists the keys with which the nodes sign evidence, to be published where customers and judges can see them. */
@Service
@Command(scope = "connectme", name = "signing-keys", description = "Lists the public keys of the nodes' signatures")
public final class SigningKeyList implements Action {

    @Reference
    Evidence evidence;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() {
        ShellTable table = new ShellTable();
        table.column("Node");
        table.column("Since");
        table.column("Id");
        evidence.signingKeys().forEach(key -> table.addRow().addContent(key.node(), key.since(), key.id()));
        table.print(session.getConsole());
        return null;
    }
}
