package org.connectme.shell;

import java.util.List;
import java.util.Objects;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.connectme.core.account.PaymentOversight;
import org.connectme.core.account.PaymentOversight.Finding;
import org.connectme.core.account.PaymentOversight.Provider;
import org.jspecify.annotations.Nullable;

/** Shows the payment plug-ins that are here, and what each failed before it may be offered. */
@Service
@Command(
        scope = "connectme",
        name = "payment-providers",
        description = "Lists payment plug-ins, and the checks that each must pass before customers are offered it")
public final class PaymentProviders implements Action {

    @Reference
    PaymentOversight payments;

    @Reference
    Session session;

    @Option(name = "--all", description = "Shows the checks that were passed, too")
    boolean all;

    @Override
    public @Nullable Object execute() {
        List<Provider> providers = payments.providers();
        ShellTable table = new ShellTable().emptyTableText("No payment plug-in is here.");
        table.column("Id");
        table.column("Version");
        table.column("Name");
        table.column("Account");
        table.column("Money");
        table.column("Checks");
        table.column("Offered");
        providers.forEach(one -> table.addRow()
                .addContent(
                        one.id(),
                        one.version(),
                        one.name(),
                        one.account().orElse("?"),
                        one.test() ? "test" : "real",
                        one.verdict() + " (" + one.findings().size() + ")",
                        one.offered() ? "yes" : "no"));
        table.print(session.getConsole());
        providers.forEach(this::findings);
        return null;
    }

    private void findings(Provider provider) {
        for (Finding finding : provider.findings()) {
            if (all || finding.problem() != null) {
                session.getConsole()
                        .println(provider.id() + " " + provider.version() + ": " + finding.check() + ": "
                                + Objects.requireNonNullElse(finding.problem(), "passed"));
            }
        }
    }
}
