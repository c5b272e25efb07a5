package org.connectme.shell;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.connectme.core.account.PaymentOversight;
import org.connectme.core.account.PaymentOversight.Reconciliation;
import org.jspecify.annotations.Nullable;

/** Compares a day at a payment service with ours; fails if there is any difference. */
@Service
@Command(
        scope = "connectme",
        name = "payments-reconcile",
        description = "Compares a day (UTC) at a payment service with the journals, and names every difference")
public final class PaymentsReconcile implements Action {

    @Reference
    PaymentOversight payments;

    @Reference
    Session session;

    @Argument(
            index = 0,
            name = "PROVIDER",
            description = "Its id, as connectme:payment-providers shows it",
            required = true)
    String provider = "";

    @Argument(index = 1, name = "DAY", description = "Such as 2026-03-02", required = true)
    String day = "";

    @Override
    public @Nullable Object execute() {
        Reconciliation result = payments.reconcile(provider, date());
        ShellTable table = new ShellTable().emptyTableText("No difference.");
        table.column("Difference");
        table.column("Consultation");
        table.column("Payment");
        table.column("Ours");
        table.column("Theirs");
        result.differences()
                .forEach(one -> table.addRow()
                        .addContent(
                                one.kind(),
                                Objects.requireNonNullElse(one.consultation(), ""),
                                one.reference(),
                                one.ours(),
                                one.theirs()));
        table.print(session.getConsole());
        session.getConsole()
                .println(result.payments() + " payments at the service, " + result.foreign()
                        + " of them not of this system, " + result.differences().size() + " differences.");
        if (result.problem() != null) {
            throw new IllegalStateException(result.problem());
        }
        if (!result.differences().isEmpty()) {
            throw new IllegalStateException("The day is not the same here and there.");
        }
        return null;
    }

    private LocalDate date() {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("DAY must be a date such as 2026-03-02.", e);
        }
    }
}
