package org.connectme.consultation;

import java.time.Instant;
import java.util.List;
import org.connectme.core.Offer;
import org.connectme.core.Side;
import org.connectme.core.account.Rating.Quote;
import org.jspecify.annotations.Nullable;

/**
 * The appointment as a page shows it, the same for both sides: each may know what the other wrote here.
 *
 * @param stage         where the customer's page stands
 * @param changeable    it may be rescheduled, its offer changed, and it may be cancelled
 * @param customerEmail where the invitation was sent
 * @param planHash      of the offer that stands, to be sent back with the agreement; {@code termsHash} likewise
 * @param examples      what some lengths would cost, by the offer that stands
 * @param contact       null until it was given; {@code agreement} likewise, and null again after a changed offer
 */
public record AppointmentView(
        String id,
        Stage stage,
        boolean changeable,
        Instant startsAt,
        int plannedMinutes,
        String zone,
        String language,
        Instant invitationUntil,
        String consultantName,
        String greeting,
        String customerName,
        String customerEmail,
        String subject,
        Offer offer,
        String planHash,
        String termsHash,
        List<Quote> examples,
        @Nullable Contact contact,
        @Nullable Agreement agreement,
        List<Note> notes,
        @Nullable Cancellation cancelled) {

    public enum Stage {
        CONTACT,
        TERMS,
        CARD,
        WAITING,
        CALL,
        /** The call is over. */
        SUMMARY,
        CANCELLED,
        /** Never kept, or the invitation is no longer valid. */
        EXPIRED
    }

    public record Contact(String name, String email, String phone, String topic) {}

    public record Agreement(Instant at, boolean waiverAccepted) {}

    /** What the customer wrote; {@code anotherTime} if they asked for another time with it. */
    public record Note(Instant at, String text, boolean anotherTime) {}

    public record Cancellation(Side by, String reason, Instant at) {}
}
