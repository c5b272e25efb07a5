package org.connectme.invitation;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.MailSummary;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.SummaryMailAsked;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Component;

/** Whether the summary may be mailed once more. */
@Component
public final class SummaryMailDecider implements Decider {

    static final int TIMES = 5;

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(MailSummary.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        MailSummary asked = (MailSummary) command;
        if (!history.has(ConsultationEnded.class)) {
            return Decision.refuse(
                    Refusal.Kind.CONFLICT, "mail.not-ended", "There is a summary only after the consultation ended.");
        }
        List<SummaryMailAsked> before = history.all(SummaryMailAsked.class).toList();
        if (before.contains(new SummaryMailAsked(asked.request()))) {
            return Decision.nothing();
        }
        if (before.size() >= TIMES) {
            return Decision.refuse(
                    Refusal.Kind.TOO_MANY, "mail.too-many", "The summary was mailed " + TIMES + " times already.");
        }
        return Decision.accept(new SummaryMailAsked(asked.request()));
    }
}
