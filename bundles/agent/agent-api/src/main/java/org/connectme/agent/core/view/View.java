package org.connectme.agent.core.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one consultation as the customer may see it. A part is absent while its bundle is being replaced.
 *
 * @param id the consultation's
 * @param length of the journal: a view with a smaller one is older
 * @param head of the journal's chain (CON-4)
 * @param now the server's time when this was made
 */
public record View(String id, long length, String head, Instant now, Parts parts) {

    private static final int LONGEST_NAME = 200;

    public View {
        Bounds.present("id", id);
        Bounds.longest("id", id, LONGEST_NAME);
        Bounds.present("head", head);
        Bounds.longest("head", head, LONGEST_NAME);
        Bounds.present("now", now);
        Bounds.present("parts", parts);
    }

    /** What each bundle says. */
    public record Parts(
            @Nullable Appointment appointment,
            @Nullable Presence presence,
            @Nullable Meter meter,
            @Nullable Payment payment,
            @Nullable Consents consents,
            @Nullable Availability availability) {

        /** These, with what is absent here as it was before. */
        Parts over(Parts old) {
            return new Parts(
                    appointment == null ? old.appointment : appointment,
                    presence == null ? old.presence : presence,
                    meter == null ? old.meter : meter,
                    payment == null ? old.payment : payment,
                    consents == null ? old.consents : consents,
                    availability == null ? old.availability : availability);
        }
    }

    /** @param consultant ONLINE, BREAK or NONE */
    public record Availability(@Nullable String consultant) {}

    /** Each consent that was asked for. */
    public record Consents(List<Consent> consents) {

        public Consents {
            consents = Bounds.list("consents", consents);
        }
    }

    /**
     * What to show after this came where {@code old} was shown: an older view of the same consultation changes nothing,
     * and a part that is away for a moment stays as it was.
     */
    public View after(@Nullable View old) {
        if (old == null || !old.id.equals(id)) {
            return this;
        }
        if (length < old.length || (length == old.length && now.isBefore(old.now))) {
            return old;
        }
        return new View(id, length, head, now, parts.over(old.parts));
    }
}
