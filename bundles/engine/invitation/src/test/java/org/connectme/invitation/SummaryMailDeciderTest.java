package org.connectme.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.command.Actor;
import org.connectme.core.command.ConsultationCommand.MailSummary;
import org.connectme.core.event.ConsultationEvent.SummaryMailAsked;
import org.connectme.core.journal.Decision;
import org.junit.jupiter.api.Test;

class SummaryMailDeciderTest {

    private final SetTimeline timeline = new SetTimeline();
    private final MemoryJournal journal = new MemoryJournal(timeline);
    private final ConsultationId id = Story.id();

    @Test
    void thereIsNoSummaryBeforeTheEnd() {
        journal.happened(id, Story.scheduled());

        assertThat(code(ask(UUID.randomUUID()))).isEqualTo("mail.not-ended");
    }

    @Test
    void aDoubleClickAsksOnce() {
        UUID request = UUID.randomUUID();
        journal.happened(id, Story.scheduled(), Story.hungUp());

        assertThat(ask(request)).isEqualTo(Decision.accept(new SummaryMailAsked(request)));
        journal.happened(id, new SummaryMailAsked(request));
        assertThat(ask(request)).isEqualTo(Decision.nothing());
    }

    @Test
    void fiveTimesAreEnough() {
        journal.happened(id, Story.scheduled(), Story.hungUp());
        for (int i = 0; i < SummaryMailDecider.TIMES; i++) {
            assertThat(ask(UUID.randomUUID())).isInstanceOf(Decision.Accept.class);
            journal.happened(id, new SummaryMailAsked(UUID.randomUUID()));
        }

        assertThat(code(ask(UUID.randomUUID()))).isEqualTo("mail.too-many");
    }

    private Decision ask(UUID request) {
        return new SummaryMailDecider()
                .decide(journal.read(id), new Actor.Customer(id), new MailSummary(request), timeline.now());
    }

    private static String code(Decision decision) {
        return ((Decision.Refuse) decision).refusal().code();
    }
}
