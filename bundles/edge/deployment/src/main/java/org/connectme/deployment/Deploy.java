package org.connectme.deployment;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Replaces a bundle, proves that nothing was lost, and puts the older version back otherwise. */
@Service
@Command(scope = "connectme", name = "deploy", description = "Lets a newer version of a bundle take over, with proof")
public final class Deploy implements Action {

    @Reference
    Deployment deployment;

    @Reference
    Session session;

    @Argument(index = 0, name = "file", required = true, description = "The bundle, by its whole path at the server")
    String file = "";

    @Override
    public @Nullable Object execute() {
        deployment.deploy(Path.of(file), line -> {
            session.getConsole().println(line);
            session.getConsole().flush();
        });
        return null;
    }
}
