package org.connectme.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;
import static org.connectme.core.journal.Story.inCall;
import static org.connectme.core.journal.Story.plan;
import static org.connectme.core.journal.Story.time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.connectme.core.Money;
import org.connectme.core.Offer;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.MeterCommand.PauseMeter;
import org.connectme.core.command.MeterCommand.SetLimit;
import org.connectme.core.command.MeterCommand.StartMeter;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.EndProposed;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.MeterEvent.MeterPaused;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.MeterEvent.MeterStopped;
import org.connectme.core.event.MeterEvent.StopReason;
import org.connectme.core.event.PaymentEvent.HoldPlaced;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.event.PresenceEvent.MediaFlowing;
import org.connectme.core.event.PresenceEvent.MediaLost;
import org.connectme.core.event.PresenceEvent.MediaRecovered;
import org.connectme.core.event.PresenceEvent.MediaStalled;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MeterDeciderTest {

    private final MeterDecider decider = new MeterDecider();

    private String answer(Story story, Actor actor, Command command) {
        Decision decision = story.send(decider, actor, command);
        if (decision instanceof Decision.Refuse refuse) {
            return refuse.refusal().code();
        }
        return ((Decision.Accept) decision)
                .events().stream().map(Event::type).toList().toString();
    }

    private static Story joined(Story story, Side... inCall) {
        story.add(new ParticipantJoined(Side.CONSULTANT), new ParticipantJoined(Side.CUSTOMER));
        for (Side side : inCall) {
            story.add(new CallEntered(side));
        }
        return story;
    }

    static Stream<Arguments> notYet() {
        Side consultant = Side.CONSULTANT;
        Side customer = Side.CUSTOMER;
        return Stream.of(
                Arguments.of("meter.no-agreement", joined(Story.scheduled(EURO_A_MINUTE), consultant, customer)),
                Arguments.of(
                        "meter.no-agreement",
                        inCall(EURO_A_MINUTE).add(new OfferChanged(Story.offer(plan("EUR", 200, 9_000))))),
                Arguments.of("meter.no-hold", inCall(EURO_A_MINUTE).add(new Released("release"))),
                Arguments.of("meter.no-video-chat", joined(Story.ready(EURO_A_MINUTE), customer)),
                Arguments.of("meter.customer-not-in-call", joined(Story.ready(EURO_A_MINUTE), consultant)),
                Arguments.of("meter.no-media", joined(Story.ready(EURO_A_MINUTE), consultant, customer)),
                Arguments.of(
                        "meter.no-media",
                        joined(Story.ready(EURO_A_MINUTE), consultant, customer).add(new MediaFlowing(customer))),
                Arguments.of("meter.no-media", inCall(EURO_A_MINUTE).add(new MediaStalled(customer, time(0)))),
                Arguments.of("meter.no-media", inCall(EURO_A_MINUTE).add(new MediaLost(time(0)))),
                Arguments.of("meter.side-offline", inCall(EURO_A_MINUTE).add(new ParticipantLost(customer, time(0)))),
                Arguments.of("meter.side-offline", inCall(EURO_A_MINUTE).add(new ParticipantLost(consultant, time(0)))),
                Arguments.of(
                        "meter.side-offline",
                        inCall(EURO_A_MINUTE)
                                .add(new ServerOutage(time(0), time(1)), new ParticipantReturned(consultant))),
                Arguments.of("meter.ending", inCall(EURO_A_MINUTE).add(new EndProposed(customer))),
                Arguments.of(
                        "meter.ended",
                        inCall(EURO_A_MINUTE).add(new ConsultationEnded(EndReason.HUNG_UP, customer, null))),
                Arguments.of(
                        "meter.limit-reached",
                        inCall(plan("EUR", 100, 60, 0, 0, null, 0, false, 1_000))
                                .add(new LimitSet(Money.of(99, "EUR")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notYet")
    void startIsRefusedWithItsReasonAndChangesNothing(String code, Story story) {
        int before = story.history().length();

        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo(code);
        assertThat(story.history().length()).isEqualTo(before);
    }

    private static Story heldUntil(long millis) {
        Story story = Story.scheduled(EURO_A_MINUTE);
        Offer offer = Story.offer(EURO_A_MINUTE);
        story.add(new TermsAgreed(offer.planHash(), offer.termsHash(), false, 1));
        story.add(new HoldPlaced("hold", "sandbox", "auth", EURO_A_MINUTE.holdAmount(), "visa", "4242", time(millis)));
        joined(story, Side.CONSULTANT, Side.CUSTOMER);
        return story.add(new MediaFlowing(Side.CONSULTANT), new MediaFlowing(Side.CUSTOMER));
    }

    /** An hour is planned, so the money must be there for what is left of it, and for a quarter of an hour at least. */
    @ParameterizedTest(name = "pressed after {0} min with a hold until {1} min")
    @CsvSource({
        "0,  59, false",
        "0,  60, true",
        "30, 59, false",
        "30, 60, true",
        "50, 64, false",
        "50, 65, true",
        "90, 104, false",
        "90, 105, true"
    })
    void startNeedsAHoldThatLastsAsLongAsThePlannedCall(long pressedMinutes, long heldMinutes, boolean isStarted) {
        Story story = heldUntil(heldMinutes * 60_000).at(pressedMinutes * 60_000);

        assertThat(answer(story, story.consultant(), new StartMeter()))
                .isEqualTo(isStarted ? "[MeterStarted]" : "meter.hold-too-short");
    }

    @Test
    void aCallThatBeginsDaysBeforeItsPlanNeedsAHoldForItsOwnLengthOnly() {
        Story story = heldUntil(60 * 60_000);
        Instant nextWeek = time(Duration.ofDays(9).toMillis());
        story.add(new ConsultationRescheduled(nextWeek, 60, "Europe/Berlin", nextWeek));

        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("[MeterStarted]");
    }

    @Test
    void whatIsUsedCanStillBeTakenSoTheMeterDoesNotGoOnShortlyBeforeTheHoldRunsOut() {
        Story story = heldUntil(70 * 60_000).add(new MeterStarted()).at(56 * 60_000, new MeterPaused());

        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("meter.hold-running-out");
    }

    @Test
    void aHoldWhoseReleaseWasAskedForIsNoneAlreadyWhileTheServiceIsBeingAsked() {
        Story story = inCall(EURO_A_MINUTE).add(new ReleaseRequested("release", "sandbox", "auth-1"));

        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("meter.no-hold");
        assertThat(Metering.of(story.history(), story.now()).ceiling()).isEqualTo(Money.of(0, "EUR"));
    }

    @Test
    void startNeedsTheCallOfBothWithMediaAndThenRuns() {
        Story story = inCall(EURO_A_MINUTE);
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("[MeterStarted]");
    }

    @Test
    void aFreePlanStartsWithoutAHold() {
        Story story = inCall(Story.FREE);
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("[MeterStarted]");
    }

    @Test
    void mediaThatRecoveredIsGoodEnough() {
        Story story =
                inCall(EURO_A_MINUTE).add(new MediaStalled(Side.CUSTOMER, time(0)), new MediaRecovered(Side.CUSTOMER));
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("[MeterStarted]");
    }

    @Test
    void aSecondStartAndASecondPauseChangeNothing() {
        Story story = inCall(EURO_A_MINUTE);
        assertThat(answer(story, story.consultant(), new PauseMeter())).isEqualTo("meter.not-started");
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("[MeterStarted]");
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("[]");
        assertThat(answer(story, story.consultant(), new PauseMeter())).isEqualTo("[MeterPaused]");
        assertThat(answer(story, story.consultant(), new PauseMeter())).isEqualTo("[]");
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("[MeterResumed]");
    }

    @Test
    void onlyTheConsultantStartsAndPausesAndOnlyTheCustomerLimits() {
        Story story = inCall(EURO_A_MINUTE);
        for (Actor actor : List.of(story.customer(), Story.engine())) {
            assertThat(answer(story, actor, new StartMeter())).isEqualTo("meter.consultant-only");
            assertThat(answer(story, actor, new PauseMeter())).isEqualTo("meter.consultant-only");
        }
        for (Actor actor : List.of(story.consultant(), Story.engine())) {
            assertThat(answer(story, actor, new SetLimit(Money.of(100, "EUR")))).isEqualTo("meter.customer-only");
        }
    }

    @Test
    void theMeterDoesNotGoOnAtTheCeilingUntilItIsRaised() {
        Story story = inCall(plan("EUR", 100, 100)).add(new MeterStarted());
        story.at(60_000, new MeterStopped(StopReason.CEILING));
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("meter.ceiling-reached");

        story.add(Story.hold(Money.of(200, "EUR")));
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("[MeterResumed]");
    }

    @Test
    void theCustomerLiftsTheirOwnLimitAndTheConsultantStartsAgain() {
        Story story = inCall(EURO_A_MINUTE).add(new LimitSet(Money.of(100, "EUR")), new MeterStarted());
        story.at(60_000, new MeterStopped(StopReason.LIMIT));
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("meter.limit-reached");

        assertThat(answer(story, story.customer(), new SetLimit(null))).isEqualTo("[LimitSet]");
        assertThat(answer(story, story.customer(), new SetLimit(null))).isEqualTo("[]");
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("[MeterResumed]");
    }

    @Test
    void aLimitBelowWhatIsUsedStopsAtOnceAndTakesNothingBack() {
        Story story = inCall(EURO_A_MINUTE).add(new MeterStarted()).at(120_000);

        assertThat(answer(story, story.customer(), new SetLimit(Money.of(1, "EUR"))))
                .isEqualTo("[LimitSet, MeterStopped]");
        assertThat(story.history().last(LimitSet.class)).contains(new LimitSet(Money.of(200, "EUR")));
        assertThat(Metering.of(story.history(), story.now()).bill().gross()).hasToString("2.00 EUR");
        assertThat(answer(story, story.customer(), new SetLimit(Money.of(1, "EUR"))))
                .isEqualTo("[]");
    }

    @Test
    void aLimitAboveWhatIsUsedIsTakenAsItIs() {
        Story story = inCall(EURO_A_MINUTE).add(new MeterStarted()).at(120_000);

        assertThat(answer(story, story.customer(), new SetLimit(Money.of(250, "EUR"))))
                .isEqualTo("[LimitSet]");
        assertThat(answer(story, story.customer(), new SetLimit(Money.of(250, "EUR"))))
                .isEqualTo("[]");
    }

    @Test
    void aLimitIsNotChangedWithoutEnd() {
        Story story = inCall(EURO_A_MINUTE);
        for (int i = 0; i < 500; i++) {
            story.add(new LimitSet(Money.of(100 + i, "EUR")));
        }
        assertThat(answer(story, story.customer(), new SetLimit(null))).isEqualTo("meter.limit-changed-often");
    }

    static Stream<Arguments> wrongLimits() {
        return Stream.of(
                Arguments.of("meter.limit-currency", Money.of(100, "USD")),
                Arguments.of("meter.limit-not-positive", Money.of(0, "EUR")),
                Arguments.of("meter.limit-not-positive", Money.of(Long.MIN_VALUE, "EUR")),
                Arguments.of("meter.limit-too-high", Money.of(100_001, "EUR")),
                Arguments.of("meter.limit-too-high", Money.of(Long.MAX_VALUE, "EUR")));
    }

    @ParameterizedTest
    @MethodSource("wrongLimits")
    void aLimitThatMakesNoSenseIsRefused(String code, Money limit) {
        Story story = inCall(EURO_A_MINUTE);
        assertThat(answer(story, story.customer(), new SetLimit(limit))).isEqualTo(code);
    }

    @Test
    void thereIsNothingToLimitOnAFreePlan() {
        Story story = inCall(Story.FREE);
        assertThat(answer(story, story.customer(), new SetLimit(Money.of(1, "EUR"))))
                .isEqualTo("meter.limit-on-free-plan");
    }

    @Test
    void aLimitNamedForACurrencyThatWasChangedLimitsNothing() {
        Story story = Story.scheduled(EURO_A_MINUTE).add(new LimitSet(Money.of(1, "EUR")));
        story.add(new OfferChanged(Story.offer(plan("USD", 100, 1_000))));

        assertThat(Metering.of(story.history(), story.now()).limit()).isNull();
    }

    @Test
    void afterTheEndTheMeterIsNotTouched() {
        Story story = inCall(EURO_A_MINUTE)
                .add(new MeterStarted(), new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));
        assertThat(answer(story, story.consultant(), new StartMeter())).isEqualTo("meter.ended");
        assertThat(answer(story, story.consultant(), new PauseMeter())).isEqualTo("meter.ended");
        assertThat(answer(story, story.customer(), new SetLimit(Money.of(1, "EUR"))))
                .isEqualTo("meter.ended");
    }
}
