package org.connectme.consultation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.connectme.consultation.AppointmentView.Cancellation;
import org.connectme.consultation.AppointmentView.Contact;
import org.connectme.consultation.AppointmentView.Note;
import org.connectme.consultation.AppointmentView.OfferView;
import org.connectme.consultation.AppointmentView.Stage;
import org.connectme.core.Offer;
import org.connectme.core.Side;
import org.connectme.core.account.Rating;
import org.connectme.core.event.ConsultationEvent.AnotherTimeAsked;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.ContactGiven;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.NoteLeft;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Projection;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The part "appointment" of a page's state. Stateless; any thread. */
@Component
public final class AppointmentProjection implements Projection {

    private final Rating rating;

    @Activate
    public AppointmentProjection(@Reference Rating rating) {
        this.rating = rating;
    }

    @Override
    public String name() {
        return "appointment";
    }

    @Override
    public Record project(History history, Side viewer, Instant now) {
        Consultation consultation = Consultation.of(history);
        ConsultationScheduled scheduled = Objects.requireNonNull(consultation.scheduled());
        Offer offer = Objects.requireNonNull(consultation.offer());
        return new AppointmentView(
                history.id().toString(),
                stage(consultation, now),
                consultation.isOpen() && consultation.meterStartedAt() == null,
                Objects.requireNonNull(consultation.startsAt()),
                consultation.plannedMinutes(),
                AppointmentDecider.zone(history),
                scheduled.language(),
                Objects.requireNonNull(consultation.invitationUntil()),
                scheduled.consultantName(),
                scheduled.greeting(),
                scheduled.customerName(),
                scheduled.customerEmail(),
                scheduled.subject(),
                offer(offer),
                contact(consultation.contact()),
                consultation.agreement() != null,
                notes(history),
                anotherTimeAsked(history),
                cancellation(consultation));
    }

    private OfferView offer(Offer offer) {
        return new OfferView(
                offer.plan(),
                offer.seller(),
                offer.language(),
                offer.terms(),
                offer.privacy(),
                offer.withdrawalWaiver(),
                offer.planHash(),
                offer.termsHash(),
                rating.examples(offer.plan()));
    }

    /** The customer's next step, from what is there. */
    static Stage stage(Consultation consultation, Instant now) {
        if (consultation.cancelled() != null) {
            return Stage.CANCELLED;
        }
        if (consultation.ended() != null) {
            return consultation.ended().reason() == EndReason.NOT_KEPT ? Stage.EXPIRED : Stage.SUMMARY;
        }
        if (Answers.isExpired(consultation, now)) {
            return Stage.EXPIRED;
        }
        if (consultation.contact() == null) {
            return Stage.CONTACT;
        }
        if (consultation.agreement() == null) {
            return Stage.TERMS;
        }
        if (!consultation.isReadyToJoin()) {
            return Stage.CARD;
        }
        return consultation.inCall().contains(Side.CUSTOMER) ? Stage.CALL : Stage.WAITING;
    }

    private static @Nullable Contact contact(@Nullable ContactGiven given) {
        return given == null ? null : new Contact(given.name(), given.email(), given.phone(), given.topic());
    }

    private static List<Note> notes(History history) {
        return history.entries().stream()
                .filter(entry -> entry.event() instanceof NoteLeft)
                .map(entry -> new Note(entry.at(), ((NoteLeft) entry.event()).text()))
                .toList();
    }

    /** A new time answers the wish. */
    private static @Nullable String anotherTimeAsked(History history) {
        return history.fold(
                null,
                (asked, entry) -> entry.event() instanceof AnotherTimeAsked wish
                        ? wish.note()
                        : entry.event() instanceof ConsultationRescheduled ? null : asked);
    }

    private static @Nullable Cancellation cancellation(Consultation consultation) {
        ConsultationCancelled cancelled = consultation.cancelled();
        return cancelled == null
                ? null
                : new Cancellation(cancelled.by(), cancelled.reason(), Objects.requireNonNull(consultation.closedAt()));
    }
}
