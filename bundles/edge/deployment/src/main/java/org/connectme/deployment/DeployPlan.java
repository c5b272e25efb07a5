package org.connectme.deployment;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Shows what a deployment would refresh and which calls it would touch; changes nothing. */
@Service
@Command(scope = "connectme", name = "deploy-plan", description = "Shows what connectme:deploy would do")
public final class DeployPlan implements Action {

    @Reference
    Deployment deployment;

    @Reference
    Session session;

    @Argument(index = 0, name = "file", required = true, description = "The bundle, by its whole path at the server")
    String file = "";

    @Override
    public @Nullable Object execute() {
        deployment.plan(Path.of(file)).forEach(session.getConsole()::println);
        return null;
    }
}
