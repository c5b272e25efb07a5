package org.connectme.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.event.ConsultationEvent.MailAccepted;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.RecordingEvent.DeletedBy;
import org.connectme.core.event.RecordingEvent.RecordingDeleted;
import org.connectme.core.event.RecordingEvent.RecordingExpiring;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.invitation.MailLedger.Item;
import org.connectme.invitation.letter.MailKind;
import org.junit.jupiter.api.Test;

class MailLedgerTest {

    @Test
    void aSavedCardThatFailsIsToldToBoth() {
        assertThat(waiting(hold("later", true), new HoldDeclined("later", "insufficient-funds")))
                .containsExactly(MailKind.INVITATION, MailKind.CARD_FAILED, MailKind.CARD_FAILED_TOLD);
    }

    @Test
    void aCardThatFailsInFrontOfItsOwnerIsNot() {
        assertThat(waiting(hold("now", false), new HoldDeclined("now", "insufficient-funds")))
                .containsExactly(MailKind.INVITATION);
    }

    @Test
    void nobodyIsToldOnceAnotherCardIsHeld() {
        assertThat(waiting(hold("later", true), new HoldDeclined("later", "expired-card"), Story.held()))
                .containsExactly(MailKind.INVITATION);
    }

    @Test
    void eachIsToldOnce() {
        assertThat(waiting(
                        hold("later", true),
                        new HoldDeclined("later", "expired-card"),
                        new MailAccepted("CARD_FAILED", 3)))
                .containsExactly(MailKind.INVITATION, MailKind.CARD_FAILED_TOLD);
    }

    @Test
    void theConsultantIsToldOfARecordingThatWillBeDeletedAndOfNoneThatIsGone() {
        RecordingExpiring soon = new RecordingExpiring("rec-1", Story.START.plusSeconds(1));
        assertThat(waiting(soon)).containsExactly(MailKind.INVITATION, MailKind.RECORDING_EXPIRES);
        assertThat(waiting(soon, new MailAccepted("RECORDING_EXPIRES", 2))).containsExactly(MailKind.INVITATION);
        assertThat(waiting(soon, new RecordingDeleted("rec-2", DeletedBy.CONSULTANT)))
                .contains(MailKind.RECORDING_EXPIRES);
        assertThat(waiting(soon, new RecordingDeleted("rec-1", DeletedBy.CONSULTANT)))
                .containsExactly(MailKind.INVITATION);
        assertThat(waiting(new RecordingExpiring("rec-1", Story.START.minusSeconds(60))))
                .containsExactly(MailKind.INVITATION);
    }

    private static HoldRequested hold(String operation, boolean customerAway) {
        return new HoldRequested(operation, "sandbox", Money.of(5_000, "EUR"), "card", customerAway);
    }

    private static List<MailKind> waiting(Event... events) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(1, Story.START.minusSeconds(3_600), Story.scheduled(), ""));
        for (Event event : events) {
            entries.add(new Entry(entries.size() + 1, Story.START.minusSeconds(1_800), event, ""));
        }
        History history = new History(ConsultationId.random(), entries);
        return MailLedger.of(history, Story.START.minusSeconds(60)).stream()
                .filter(item -> item.state() == MailLedger.State.WAITING)
                .map(Item::kind)
                .toList();
    }
}
