package org.connectme.deployment;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

/** Removes a payment plug-in so that it does not come back. */
@Service
@Command(
        scope = "connectme",
        name = "plugin-remove",
        description = "Removes a payment plug-in for good, unless open money needs it")
public final class PluginRemove implements Action {

    @Reference
    Keeping keeping;

    @Reference
    Session session;

    @Argument(index = 0, name = "name", required = true, description = "Symbolic name of its bundle")
    String name = "";

    @Argument(index = 1, name = "version", required = true, description = "Version of its bundle")
    String version = "";

    @Option(name = "--force", description = "Also if open money needs it, which then waits until it is back")
    boolean force;

    @Override
    public @Nullable Object execute() {
        session.getConsole().println(keeping.remove(name, Version.parseVersion(version), force));
        return null;
    }
}
