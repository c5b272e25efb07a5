package org.connectme.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;

import org.connectme.core.Money;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;
import org.junit.jupiter.api.Test;

class ConsultationTest {

    private static final ReleaseRequested RELEASE = new ReleaseRequested("release", "sandbox", "auth-1");

    @Test
    void nobodyRestsOnAHoldWhoseReleaseWasAskedFor() {
        Story story = Story.ready(EURO_A_MINUTE);
        assertThat(Consultation.of(story.history()).isReadyToJoin()).isTrue();

        story.add(RELEASE);

        assertThat(Consultation.of(story.history()).hold()).isNull();
        assertThat(Consultation.of(story.history()).isReadyToJoin()).isFalse();
    }

    @Test
    void theNextHoldStandsThoughTheOneBeforeIsReleasedOnlyThen() {
        HoldPlaced next = new HoldPlaced(
                "hold-2", "sandbox", "auth-2", Money.of(10_000, "EUR"), "visa", "4242", Story.time(3_600_000));
        Story story = Story.ready(EURO_A_MINUTE).add(RELEASE, next, new Released("release"));

        assertThat(Consultation.of(story.history()).hold()).isEqualTo(next);
    }

    @Test
    void theReleaseOfAHoldThatTurnedUpLateTakesNothingFromTheOneThatStands() {
        Story story = Story.ready(EURO_A_MINUTE)
                .add(new ReleaseRequested("late", "sandbox", "auth-late"), new Released("late"));

        assertThat(Consultation.of(story.history()).hold()).isNotNull();
    }
}
