package org.connectme.core.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.Offer;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.ContactGiven;
import org.connectme.core.event.ConsultationEvent.EndDismissed;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.HoldRaised;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.event.PresenceEvent.MediaFlowing;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaRecovered;
import org.connectme.core.event.PresenceEvent.MediaResumed;
import org.connectme.core.event.PresenceEvent.MediaStalled;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a consultation that more than one domain asks for: the plain sum of its events, no rule among them.
 * What may be done with these facts is each domain's own decision.
 *
 * @param scheduled    as first scheduled; null for an empty journal
 * @param startsAt     as last rescheduled
 * @param agreement    stands for the current {@code offer} only
 * @param hold         the hold that stands for the current {@code offer}, with its amount as last raised; one asked for
 *                     under an earlier offer is none, and neither is one whose release was asked for
 * @param offlineSince per side that joined and cannot be reached; the instant it was last heard
 * @param presence     sides that joined at least once
 * @param mediaFlowing sides that the other's media reaches
 * @param mediaLostAt  since when nothing flows though both can be reached
 */
public record Consultation(
        @Nullable ConsultationScheduled scheduled,
        @Nullable Instant startsAt,
        int plannedMinutes,
        @Nullable Instant invitationUntil,
        @Nullable Offer offer,
        @Nullable ContactGiven contact,
        @Nullable TermsAgreed agreement,
        @Nullable HoldPlaced hold,
        Set<Side> presence,
        Map<Side, Instant> offlineSince,
        Set<Side> inCall,
        Set<Side> mediaFlowing,
        @Nullable Instant mediaLostAt,
        @Nullable Instant meterStartedAt,
        @Nullable EndProposed endProposed,
        @Nullable Instant endProposedAt,
        @Nullable ConsultationCancelled cancelled,
        @Nullable ConsultationEnded ended,
        @Nullable Instant closedAt) {

    /** A call that is past its plan still takes a while, and so does the capture after it. */
    private static final Duration LEAST_HOLD = Duration.ofMinutes(15);

    public static Consultation of(History history) {
        Folding folding = new Folding();
        history.entries().forEach(folding::add);
        return folding.result();
    }

    /** The {@link #hold} that stood after each entry, null where none did. */
    public static List<@Nullable HoldPlaced> holds(History history) {
        Folding folding = new Folding();
        List<@Nullable HoldPlaced> holds = new ArrayList<>();
        for (Entry entry : history.entries()) {
            folding.add(entry);
            holds.add(folding.hold);
        }
        return Collections.unmodifiableList(holds);
    }

    /** Scheduled, and neither cancelled nor ended. */
    public boolean isOpen() {
        return scheduled != null && closedAt == null;
    }

    /** Joined and reachable now. */
    public boolean isOnline(Side side) {
        return presence.contains(side) && !offlineSince.containsKey(side);
    }

    public Optional<Instant> offlineSince(Side side) {
        return Optional.ofNullable(offlineSince.get(side));
    }

    /** Agreed, and a card is held or none is needed: the customer may join and the meter may run. */
    public boolean isReadyToJoin() {
        return agreement != null && offer != null && (offer.plan().isFree() || hold != null);
    }

    /**
     * The hold would run out while the call, metered from {@code now} on, is still going: for as long as its plan has
     * left, and for a quarter of an hour at least. False without a hold.
     */
    public boolean isHoldTooShort(Instant now) {
        if (hold == null || startsAt == null) {
            return false;
        }
        Duration planned = Duration.ofMinutes(plannedMinutes);
        Duration left = now.isBefore(startsAt) ? planned : Duration.between(now, startsAt.plus(planned));
        Duration needed = left.compareTo(LEAST_HOLD) > 0 ? left : LEAST_HOLD;
        return hold.heldUntil().isBefore(now.plus(needed));
    }

    /** The fold's working state; never leaves {@link #of}. */
    private static final class Folding {

        private @Nullable ConsultationScheduled scheduled;
        private @Nullable Instant startsAt;
        private int plannedMinutes;
        private @Nullable Instant invitationUntil;
        private @Nullable Offer offer;
        private @Nullable ContactGiven contact;
        private @Nullable TermsAgreed agreement;
        private @Nullable HoldPlaced hold;
        private final Set<String> askedHolds = new HashSet<>();
        private final Set<String> earlierHolds = new HashSet<>();
        private final Map<String, String> releases = new HashMap<>();
        private final Set<Side> presence = EnumSet.noneOf(Side.class);
        private final Map<Side, Instant> offlineSince = new EnumMap<>(Side.class);
        private final Set<Side> inCall = EnumSet.noneOf(Side.class);
        private final Set<Side> mediaFlowing = EnumSet.noneOf(Side.class);
        private @Nullable Instant mediaLostAt;
        private @Nullable Instant meterStartedAt;
        private @Nullable EndProposed endProposed;
        private @Nullable Instant endProposedAt;
        private @Nullable ConsultationCancelled cancelled;
        private @Nullable ConsultationEnded ended;
        private @Nullable Instant closedAt;

        void add(Entry entry) {
            Event event = entry.event();
            if (event instanceof ConsultationScheduled e) {
                scheduled = e;
                startsAt = e.startsAt();
                plannedMinutes = e.plannedMinutes();
                invitationUntil = e.invitationUntil();
                offer = e.offer();
            } else if (event instanceof ConsultationRescheduled e) {
                startsAt = e.startsAt();
                plannedMinutes = e.plannedMinutes();
                invitationUntil = e.invitationUntil();
            } else if (event instanceof OfferChanged e) {
                offer = e.offer();
                agreement = null;
                hold = null;
                earlierHolds.addAll(askedHolds);
            } else if (event instanceof ContactGiven e) {
                contact = e;
            } else if (event instanceof TermsAgreed e) {
                agreement = e;
            } else if (event instanceof HoldRequested e) {
                askedHolds.add(e.operation());
            } else if (event instanceof HoldPlaced e) {
                hold = earlierHolds.contains(e.operation()) ? hold : e;
            } else if (event instanceof HoldRaised e) {
                hold = hold != null && hold.reference().equals(e.reference()) ? raised(hold, e) : hold;
            } else if (event instanceof ReleaseRequested e) {
                releases.put(e.operation(), e.reference());
                hold = isOf(e.reference()) ? null : hold;
            } else if (event instanceof Released e) {
                hold = frees(e) ? null : hold;
            } else if (event instanceof EndProposed e) {
                endProposed = e;
                endProposedAt = entry.at();
            } else if (event instanceof EndDismissed) {
                endProposed = null;
                endProposedAt = null;
            } else if (event instanceof MeterStarted) {
                meterStartedAt = meterStartedAt == null ? entry.at() : meterStartedAt;
            } else if (event instanceof ConsultationCancelled e) {
                cancelled = e;
                closedAt = entry.at();
            } else if (event instanceof ConsultationEnded e) {
                ended = e;
                closedAt = entry.at();
            } else {
                addPresence(event);
            }
        }

        private static HoldPlaced raised(HoldPlaced hold, HoldRaised raise) {
            return new HoldPlaced(
                    hold.operation(),
                    hold.provider(),
                    hold.reference(),
                    raise.total(),
                    hold.cardBrand(),
                    hold.cardLastFour(),
                    raise.heldUntil());
        }

        /** A hold that turned up late is released beside the one that stands. */
        private boolean frees(Released released) {
            String reference = releases.get(released.operation());
            return reference == null || isOf(reference);
        }

        private boolean isOf(String reference) {
            return hold != null && hold.reference().equals(reference);
        }

        private void addPresence(Event event) {
            if (event instanceof ParticipantJoined e) {
                presence.add(e.side());
                offlineSince.remove(e.side());
            } else if (event instanceof ParticipantLost e) {
                offlineSince.putIfAbsent(e.side(), e.lastHeard());
            } else if (event instanceof ParticipantReturned e) {
                offlineSince.remove(e.side());
            } else if (event instanceof ServerOutage e) {
                presence.forEach(side -> offlineSince.putIfAbsent(side, e.from()));
            } else if (event instanceof CallEntered e) {
                inCall.add(e.side());
            } else if (event instanceof MediaFlowing e) {
                mediaFlowing.add(e.side());
            } else if (event instanceof MediaStalled e) {
                mediaFlowing.remove(e.side());
            } else if (event instanceof MediaRecovered e) {
                mediaFlowing.add(e.side());
            } else if (event instanceof MediaLost e) {
                mediaLostAt = e.lastFlowed();
            } else if (event instanceof MediaResumed) {
                mediaLostAt = null;
            }
        }

        Consultation result() {
            return new Consultation(
                    scheduled,
                    startsAt,
                    plannedMinutes,
                    invitationUntil,
                    offer,
                    contact,
                    agreement,
                    hold,
                    Set.copyOf(presence),
                    Map.copyOf(offlineSince),
                    Set.copyOf(inCall),
                    Set.copyOf(mediaFlowing),
                    mediaLostAt,
                    meterStartedAt,
                    endProposed,
                    endProposedAt,
                    cancelled,
                    ended,
                    closedAt);
        }
    }
}
