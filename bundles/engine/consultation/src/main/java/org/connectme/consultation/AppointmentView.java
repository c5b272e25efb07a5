package org.connectme.consultation;

import java.time.Instant;
import java.util.List;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.account.Rating.Quote;
import org.jspecify.annotations.Nullable;

/**
 * The appointment as a page shows it, the same for both sides: each may know what the other wrote here.
 *
 * @param stage         where the customer's page stands
 * @param changeable    it may be rescheduled, its offer changed, and it may be cancelled
 * @param customerEmail where the invitation was sent
 * @param offer         the one that stands
 * @param contact       null until it was given
 * @param agreed        to the offer that stands; false again after a changed one
 * @param anotherTimeAsked what the customer wrote when they last asked for another time; null once it was changed
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
        OfferView offer,
        @Nullable Contact contact,
        boolean agreed,
        List<Note> notes,
        @Nullable String anotherTimeAsked,
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

    /**
     * @param planHash to be sent back with the agreement; {@code termsHash} likewise
     * @param examples what some lengths would cost
     */
    public record OfferView(
            RatePlan plan,
            Seller seller,
            String language,
            String terms,
            String privacy,
            String withdrawalWaiver,
            String planHash,
            String termsHash,
            List<Quote> examples) {}

    /** What the customer wrote for the consultant. */
    public record Note(Instant at, String text) {}

    public record Cancellation(Side by, String reason, Instant at) {}
}
