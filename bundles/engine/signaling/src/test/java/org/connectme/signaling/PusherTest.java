package org.connectme.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.connectme.core.Side;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.journal.Story;
import org.connectme.core.journal.Timeline;
import org.junit.jupiter.api.Test;

/** What pages are shown while nothing happens: the amount (MET-2) and the chain's head (CON-4), every 30 s. */
class PusherTest {

    private static final Duration TICK = Duration.ofSeconds(30);

    private final Story story = Story.inCall(Story.EURO_A_MINUTE);
    private final Seat.Participant customer = new Seat.Participant(story.id(), Side.CUSTOMER);
    private final Seat.Participant consultant = new Seat.Participant(story.id(), Side.CONSULTANT);
    private final RecordedSockets sockets = new RecordedSockets(story::now);
    private final SocketsSlot slot = new SocketsSlot();
    private final ManualExecutor executor = new ManualExecutor();
    private final Timeline timeline = new Timeline() {
        @Override
        public Instant now() {
            return story.now();
        }

        @Override
        public Optional<Outage> lastOutage() {
            return Optional.empty();
        }
    };
    private final Pusher pusher = new Pusher(
            story.journal(),
            new JsonViews(story.journal(), timeline, new Projections()),
            slot,
            new Instants(timeline),
            executor);

    PusherTest() {
        slot.addSockets(sockets);
    }

    private void come(Seat.Participant seat) {
        sockets.connected.put(seat.name(), story.now());
        pusher.came(seat);
    }

    private List<String> shownTo(Seat.Participant seat) {
        return List.copyOf(sockets.to(seat.name()));
    }

    private String head() {
        return "\"head\":\"" + story.history().head() + "\"";
    }

    @Test
    void bothPagesGetTheChainsHeadEveryThirtySeconds() {
        come(customer);
        come(consultant);

        for (int tick = 1; tick <= 3; tick++) {
            executor.elapse(TICK);
            for (Seat.Participant seat : List.of(customer, consultant)) {
                assertThat(shownTo(seat)).hasSize(tick).last().asString().contains(head());
            }
        }
    }

    @Test
    void aChangeIsShownAtOnceAndTheNextThirtySecondsAfterIt() {
        come(customer);
        executor.elapse(Duration.ofSeconds(20));

        pusher.changed(story.id());
        executor.elapse(Duration.ofSeconds(1));
        assertThat(shownTo(customer)).hasSize(1);
        executor.elapse(Duration.ofSeconds(28));
        assertThat(shownTo(customer)).hasSize(1);
        executor.elapse(Duration.ofSeconds(2));
        assertThat(shownTo(customer)).hasSize(2);
    }

    /** A page that comes back within ten seconds changes nothing in the journal that would show it anything. */
    @Test
    void whoWasAwayWhenItWasTimeIsShownItFromThenOnAgain() {
        come(customer);
        sockets.connected.remove(customer.name());
        pusher.went(customer);
        executor.elapse(TICK.multipliedBy(2));
        assertThat(shownTo(customer)).isEmpty();

        come(customer);
        executor.elapse(TICK.multipliedBy(3));

        assertThat(shownTo(customer)).hasSize(3);
    }

    @Test
    void afterTheEndNothingIsRepeated() {
        come(customer);
        story.add(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));
        pusher.changed(story.id());

        executor.elapse(TICK.multipliedBy(4));

        assertThat(shownTo(customer)).hasSize(1).last().asString().contains(head());
    }
}
