package org.connectme.invitation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.Accounts;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.evidence.Papers;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.invitation.letter.PaperWork;
import org.connectme.pdf.spi.PdfPrinter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Papers, printed by whichever printer is there. Keeps nothing: a paper is written anew each time. Thread-safe. */
@Component
public final class PrintedPapers implements Papers {

    private final Journal journal;
    private final Accounts accounts;
    private final AtomicReference<@Nullable PdfPrinter> printer = new AtomicReference<>();

    @Activate
    public PrintedPapers(@Reference Journal journal, @Reference Accounts accounts) {
        this.journal = journal;
        this.accounts = accounts;
    }

    @Reference(
            name = "printer",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            bind = "use",
            unbind = "forget")
    public void use(PdfPrinter newest) {
        printer.set(newest);
    }

    /** By value: a new printer may be there before the old one goes. */
    public void forget(PdfPrinter gone) {
        printer.compareAndSet(gone, null);
    }

    @Override
    public Paper receipt(ConsultationId id) {
        History history = journal.read(id);
        return history.has(AmountDue.class) ? print(history, PaperWork::receipt) : new Paper.Nothing();
    }

    @Override
    public Paper dispute(ConsultationId id, String language) {
        History history = journal.read(id);
        return history.isEmpty()
                ? new Paper.Nothing()
                : print(history, (all, consultant) -> PaperWork.dispute(all, consultant, language));
    }

    private Paper print(History history, BiFunction<History, Optional<Consultant>, PaperWork> writer) {
        PdfPrinter current = printer.get();
        if (current == null) {
            return new Paper.NoPrinter();
        }
        Optional<Consultant> consultant =
                history.last(ConsultationScheduled.class).flatMap(scheduled -> accounts.find(scheduled.consultant()));
        PaperWork work = writer.apply(history, consultant);
        return new Paper.Printed(current.print(work.xhtml(), work.rightToLeft()));
    }
}
