package org.connectme.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.connectme.core.account.Accounts;
import org.jspecify.annotations.Nullable;

/** Ends every session of a consultant, as after a device was lost. */
@Service
@Command(scope = "connectme", name = "sign-out-everywhere", description = "Ends every session of a consultant")
public final class SignOutEverywhere implements Action {

    @Reference
    Accounts accounts;

    @Reference
    Session session;

    @Argument(index = 0, name = "email", required = true, description = "E-mail of the account")
    String email = "";

    @Override
    public @Nullable Object execute() {
        accounts.signOutEverywhere(Given.consultant(accounts, email).id());
        session.getConsole().println("Every session of this account has ended.");
        return null;
    }
}
