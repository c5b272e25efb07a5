package org.connectme.invitation.letter;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.connectme.core.ConsultantId;
import org.connectme.core.Offer;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.ContactGiven;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;

/** What every letter knows of its consultation; names are single lines already. */
record Appointment(
        History history,
        ConsultantId consultant,
        String consultantName,
        String consultantEmail,
        String greeting,
        String customerName,
        String customerEmail,
        String subject,
        Instant startsAt,
        int minutes,
        ZoneId zone,
        ZoneId consultantZone,
        String language,
        Instant invitationUntil,
        Offer offer,
        int version) {

    static Appointment of(History history, Optional<Consultant> consultant) {
        Consultation facts = Consultation.of(history);
        ConsultationScheduled scheduled = Objects.requireNonNull(facts.scheduled());
        Optional<ContactGiven> contact = Optional.ofNullable(facts.contact());
        String zone = history.last(ConsultationRescheduled.class)
                .map(ConsultationRescheduled::zone)
                .orElse(scheduled.zone());
        long changes = history.all(ConsultationRescheduled.class).count()
                + history.all(ConsultationCancelled.class).count();
        return new Appointment(
                history,
                scheduled.consultant(),
                Lines.single(scheduled.consultantName()),
                consultant.map(Consultant::email).map(Lines::single).orElse(""),
                Lines.several(scheduled.greeting()),
                Lines.single(contact.map(ContactGiven::name)
                        .filter(name -> !name.isBlank())
                        .orElse(scheduled.customerName())),
                Lines.single(contact.map(ContactGiven::email)
                        .filter(email -> !email.isBlank())
                        .orElse(scheduled.customerEmail())),
                Lines.single(scheduled.subject()),
                Objects.requireNonNull(facts.startsAt()),
                facts.plannedMinutes(),
                ZoneId.of(zone),
                consultant.map(known -> ZoneId.of(known.profile().zone())).orElse(ZoneId.of(zone)),
                scheduled.language(),
                Objects.requireNonNull(facts.invitationUntil()),
                Objects.requireNonNull(facts.offer()),
                (int) changes);
    }

    /** The time in the zone of the appointment, and in the consultant's where that is another one. */
    String moment(Figures figures) {
        String here = figures.moment(startsAt, zone);
        boolean isSame = zone.getRules()
                .getOffset(startsAt)
                .equals(consultantZone.getRules().getOffset(startsAt));
        return isSame ? here : here + "\n" + figures.moment(startsAt, consultantZone);
    }
}
