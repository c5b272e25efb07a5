package org.connectme.shell;

import java.util.Objects;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.connectme.core.account.PaymentOversight;
import org.connectme.core.account.PaymentOversight.Need;
import org.connectme.core.account.PaymentOversight.Provider;
import org.connectme.core.account.PaymentOversight.Verdict;
import org.jspecify.annotations.Nullable;

/** Shows money in flight, in doubt, or waiting for a payment plug-in that is not here. */
@Service
@Command(
        scope = "connectme",
        name = "payments-open",
        description = "Lists money in flight, in doubt, or waiting for a payment plug-in that is not here")
public final class PaymentsOpen implements Action {

    @Reference
    PaymentOversight payments;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() {
        ShellTable table = new ShellTable().emptyTableText("No money is on its way.");
        table.column("Consultation");
        table.column("What");
        table.column("Amount").alignRight();
        table.column("Provider");
        table.column("Since");
        table.column("In doubt since");
        table.column("Operation");
        payments.open()
                .forEach(one -> table.addRow()
                        .addContent(
                                one.consultation(),
                                one.what(),
                                Objects.requireNonNullElse(one.amount(), ""),
                                one.waiting() ? one.provider() + " (not here)" : one.provider(),
                                one.since(),
                                Objects.requireNonNullElse(one.doubtSince(), ""),
                                one.operation()));
        table.print(session.getConsole());
        for (Provider plugIn : payments.providers()) {
            if (plugIn.verdict() == Verdict.BROUGHT_BACK) {
                session.getConsole()
                        .println(plugIn.id() + ' ' + plugIn.version()
                                + " was removed and brought back: money of " + consultations(plugIn)
                                + " consultations needs it. It goes by itself when none does.");
            }
        }
        return null;
    }

    private int consultations(Provider plugIn) {
        return payments.needs().stream()
                .filter(need -> need.provider().equals(plugIn.id())
                        && need.version().filter(plugIn.version()::equals).isPresent())
                .mapToInt(Need::consultations)
                .sum();
    }
}
