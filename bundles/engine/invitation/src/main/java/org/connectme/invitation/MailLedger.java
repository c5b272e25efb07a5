package org.connectme.invitation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.event.ConsultationEvent.AnotherTimeAsked;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.InvitationResendAsked;
import org.connectme.core.event.ConsultationEvent.MailAccepted;
import org.connectme.core.event.ConsultationEvent.MailRefused;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.ConsultationEvent.SummaryMailAsked;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.event.RecordingEvent.RecordingDeleted;
import org.connectme.core.event.RecordingEvent.RecordingExpiring;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.invitation.letter.MailKind;

/** Which mails a journal asks for, and what became of them: a fold, and nothing else. */
final class MailLedger {

    /** Of these only the newest is worth sending: each says all that the ones before it said. */
    private static final Set<MailKind> ABOUT_THE_TIME =
            EnumSet.of(MailKind.INVITATION, MailKind.RESCHEDULED, MailKind.CANCELLED);

    /** After that the customer is told that the summary is late, and why. */
    private static final Duration PENDING_AFTER = Duration.ofHours(1);

    private final List<Item> items = new ArrayList<>();
    private final Set<String> heldAway = new HashSet<>();
    private final Map<Integer, RecordingExpiring> expiring = new HashMap<>();
    private boolean isClosed;
    private boolean isFree;
    private boolean isEnded;
    private boolean isKept;
    private boolean isCaptured;
    private boolean hasReceipt;
    private boolean isSummaryDue;

    private MailLedger() {}

    /**
     * One mail.
     *
     * @param cause  seq of the entry that asks for it
     * @param at     when it was asked for, or answered
     * @param detail why it was refused; empty otherwise
     */
    record Item(MailKind kind, int cause, Instant at, State state, String detail) {

        private Item answered(Instant when, State answer, String why) {
            return new Item(kind, cause, when, answer, why);
        }
    }

    enum State {
        WAITING,
        ACCEPTED,
        REFUSED
    }

    private static MailLedger read(History history) {
        MailLedger ledger = new MailLedger();
        history.entries().forEach(ledger::add);
        return ledger;
    }

    /** In the order they were asked for, without those that are of no use any more, or not yet. */
    static List<Item> of(History history, Instant now) {
        MailLedger ledger = read(history);
        Consultation consultation = Consultation.of(history);
        return ledger.items.stream()
                .filter(item -> item.state() != State.WAITING || ledger.isOfUse(item, consultation, now))
                .toList();
    }

    /** When a mail will be asked for if nothing happens. */
    static Optional<Instant> next(History history, Instant now) {
        MailLedger ledger = read(history);
        return ledger.isSummaryDue
                ? Optional.empty()
                : ledger.items.stream().map(Item::at).filter(now::isBefore).findFirst();
    }

    private void add(Entry entry) {
        Event event = entry.event();
        if (event instanceof ConsultationScheduled e) {
            isFree = e.offer().plan().isFree();
            ask(MailKind.INVITATION, entry);
        } else if (event instanceof OfferChanged e) {
            isFree = e.offer().plan().isFree();
        } else if (event instanceof InvitationResendAsked) {
            ask(MailKind.INVITATION, entry);
        } else if (event instanceof ConsultationRescheduled) {
            ask(MailKind.RESCHEDULED, entry);
        } else if (event instanceof ConsultationCancelled) {
            isClosed = true;
            ask(MailKind.CANCELLED, entry);
        } else if (event instanceof AnotherTimeAsked) {
            ask(MailKind.ANOTHER_TIME, entry);
        } else if (event instanceof SummaryMailAsked) {
            ask(MailKind.SUMMARY, entry);
        } else if (event instanceof MailAccepted e) {
            answer(e.kind(), e.cause(), entry.at(), State.ACCEPTED, "");
        } else if (event instanceof MailRefused e) {
            answer(e.kind(), e.cause(), entry.at(), State.REFUSED, e.reason());
        } else if (event instanceof RecordingExpiring e) {
            expiring.put(entry.seq(), e);
            ask(MailKind.RECORDING_EXPIRES, entry);
        } else if (event instanceof RecordingDeleted e) {
            expiring.values().removeIf(gone -> gone.recording().equals(e.recording()));
        } else {
            addMoney(entry);
        }
    }

    /** The summary goes out once the money is settled, and again when some of it went back. */
    private void addMoney(Entry entry) {
        Event event = entry.event();
        boolean isSettled = false;
        if (event instanceof ConsultationEnded e) {
            isEnded = true;
            isClosed = true;
            isKept = e.reason() != EndReason.NOT_KEPT;
        } else if (event instanceof AmountDue e) {
            isSettled = isFree && isKept;
            if (e.bill().gross().isPositive()) {
                Instant late = entry.at().plus(PENDING_AFTER);
                items.add(new Item(MailKind.PAYMENT_PENDING, entry.seq(), late, State.WAITING, ""));
            }
        } else if (event instanceof Captured) {
            isCaptured = true;
            isSettled = hasReceipt;
        } else if (event instanceof ReceiptIssued) {
            hasReceipt = true;
            isSettled = isCaptured;
        } else if (event instanceof Released || event instanceof AmountWaived) {
            isSettled = isEnded;
        } else if (event instanceof Refunded) {
            ask(MailKind.SUMMARY, entry);
        } else {
            addSavedCard(entry);
        }
        if (isSettled && !isSummaryDue) {
            isSummaryDue = true;
            ask(MailKind.SUMMARY, entry);
        }
    }

    /** Nobody is there when a saved card is held: both are told if it fails. */
    private void addSavedCard(Entry entry) {
        if (entry.event() instanceof HoldRequested e && e.customerAway()) {
            heldAway.add(e.operation());
        } else if (entry.event() instanceof HoldDeclined e && heldAway.contains(e.operation()) && !isClosed) {
            ask(MailKind.CARD_FAILED, entry);
            ask(MailKind.CARD_FAILED_TOLD, entry);
        }
    }

    private void ask(MailKind kind, Entry entry) {
        items.add(new Item(kind, entry.seq(), entry.at(), State.WAITING, ""));
    }

    private void answer(String kind, int cause, Instant at, State state, String detail) {
        items.replaceAll(item ->
                item.kind().name().equals(kind) && item.cause() == cause ? item.answered(at, state, detail) : item);
    }

    private boolean isOfUse(Item item, Consultation consultation, Instant now) {
        if (item.kind() == MailKind.PAYMENT_PENDING) {
            return !isSummaryDue && !now.isBefore(item.at());
        }
        if (item.kind() == MailKind.CARD_FAILED || item.kind() == MailKind.CARD_FAILED_TOLD) {
            return consultation.isOpen() && consultation.hold() == null;
        }
        if (item.kind() == MailKind.RECORDING_EXPIRES) {
            return expiring.containsKey(item.cause())
                    && now.isBefore(expiring.get(item.cause()).deletesAt());
        }
        if (!ABOUT_THE_TIME.contains(item.kind())) {
            return true;
        }
        boolean isOvertaken =
                items.stream().anyMatch(other -> ABOUT_THE_TIME.contains(other.kind()) && other.cause() > item.cause());
        if (isOvertaken) {
            return false;
        }
        if (item.kind() == MailKind.CANCELLED) {
            // Who was never invited need not hear that it is off.
            return items.stream()
                    .anyMatch(other -> ABOUT_THE_TIME.contains(other.kind()) && other.state() == State.ACCEPTED);
        }
        return consultation.isOpen()
                && Optional.ofNullable(consultation.invitationUntil())
                        .filter(now::isBefore)
                        .isPresent();
    }
}
