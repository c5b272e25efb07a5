package org.connectme.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Commands;
import org.connectme.core.command.ConsultationCommand.ErasePersonal;
import org.connectme.core.command.Outcome;
import org.jspecify.annotations.Nullable;

/** Has everything personal in a consultation's journal destroyed. A refusal is the command's error. */
@Service
@Command(
        scope = "connectme",
        name = "consultation-erase",
        description = "Destroys what is personal in a consultation that is over and paid; cannot be undone")
public final class ConsultationErase implements Action {

    @Reference
    Commands commands;

    @Reference
    Session session;

    @Argument(index = 0, name = "id", required = true, description = "Id of the consultation")
    String id = "";

    @Override
    public @Nullable Object execute() {
        Outcome outcome = commands.send(Given.consultation(id), new Actor.Engine(), new ErasePersonal());
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException(refused.refusal().detail());
        }
        session.getConsole().println("Names, addresses and texts are being erased; times, amounts and the chain stay.");
        session.getConsole().println("connectme:parked lists it if that could not be done.");
        return null;
    }
}
