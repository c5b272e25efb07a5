package org.connectme.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.connectme.core.Bill;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.command.ConsultationCommand.ErasePersonal;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.ErasedBy;
import org.connectme.core.event.ConsultationEvent.ErasureAsked;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.PaymentEvent.AmountWaived;
import org.connectme.core.event.PaymentEvent.CaptureFailed;
import org.connectme.core.event.PaymentEvent.CaptureRequested;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.CardSaved;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PaymentEvent.PaymentInDoubt;
import org.connectme.core.event.PaymentEvent.RaiseRequested;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.RefundFailed;
import org.connectme.core.event.PaymentEvent.RefundRequested;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.event.PaymentEvent.ReleaseRequested;
import org.connectme.core.event.PaymentEvent.Released;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErasureTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final Money FIVE = Money.of(500, "EUR");
    private static final ConsultationEnded HUNG_UP = new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null);
    private static final ConsultationEnded NOT_KEPT = new ConsultationEnded(EndReason.NOT_KEPT, null, null);
    private static final CaptureRequested CAPTURE = new CaptureRequested("capture", "sandbox", "auth-1", FIVE);
    private static final Captured CAPTURED = new Captured("capture", FIVE, "charge");
    private static final ReceiptIssued RECEIPT = new ReceiptIssued(1);
    private static final ReleaseRequested RELEASE = new ReleaseRequested("release", "sandbox", "auth-1");
    private static final Released RELEASED = new Released("release");
    private static final HoldRequested ANOTHER_HOLD = new HoldRequested("hold-2", "sandbox", FIVE, "card", false);

    private final List<ConsultationId> erased = new ArrayList<>();
    private final Evidence evidence = new Evidence() {
        @Override
        public Finding verify(ConsultationId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void erase(ConsultationId id) {
            erased.add(id);
        }

        @Override
        public Optional<String> export(ConsultationId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void received(ConsultationId id, Side side, int length, String head) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<SigningKey> signingKeys() {
            throw new UnsupportedOperationException();
        }
    };

    private static AmountDue due(long minorUnits) {
        Money amount = Money.of(minorUnits, "EUR");
        return new AmountDue(
                new Bill(1, 300_000, 300_000, 300, amount, Money.zero(amount.currency()), amount, List.of()));
    }

    private static Story held(Event... more) {
        return Story.inCall(EURO_A_MINUTE).add(more);
    }

    private static String erase(Story story) {
        return Answer.of(story, new ErasureDecider(), Story.engine(), new ErasePersonal());
    }

    private ErasureReaction reaction(Story story, int days) {
        return new ErasureReaction(story.journal(), evidence, days);
    }

    static Stream<Arguments> settled() {
        return Stream.of(
                Arguments.of("captured", held(HUNG_UP, due(500), CAPTURE, CAPTURED, RECEIPT)),
                Arguments.of(
                        "captured after a doubt",
                        held(HUNG_UP, due(500), CAPTURE, new PaymentInDoubt("capture", "capture"), CAPTURED, RECEIPT)),
                Arguments.of("nothing due", held(HUNG_UP, due(0), RELEASE, RELEASED)),
                Arguments.of("waived", held(HUNG_UP, due(5), new AmountWaived(FIVE, FIVE), RELEASE, RELEASED)),
                Arguments.of(
                        "refunded",
                        held(
                                HUNG_UP,
                                due(500),
                                CAPTURE,
                                CAPTURED,
                                RECEIPT,
                                new RefundRequested("r", FIVE),
                                new Refunded("r", FIVE))),
                Arguments.of(
                        "refund refused for good",
                        held(
                                HUNG_UP,
                                due(500),
                                CAPTURE,
                                CAPTURED,
                                RECEIPT,
                                new RefundRequested("r", FIVE),
                                new RefundFailed("r", "card-closed"))),
                Arguments.of("not kept", Story.scheduled(EURO_A_MINUTE).add(NOT_KEPT, due(0))),
                Arguments.of(
                        "declined and cancelled",
                        Story.scheduled(EURO_A_MINUTE)
                                .add(
                                        ANOTHER_HOLD,
                                        new HoldDeclined("hold-2", "expired"),
                                        new ConsultationCancelled(Side.CUSTOMER, ""))),
                Arguments.of("free", Story.inCall(Story.FREE).add(HUNG_UP, due(0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settled")
    void whatIsOverAndSettledIsErasedOnce(String what, Story story) {
        assertThat(erase(story)).isEqualTo("[ErasureAsked]");
        assertThat(story.history().last(ErasureAsked.class)).contains(new ErasureAsked(ErasedBy.OPERATOR));
        assertThat(erase(story)).isEqualTo("[]");

        assertThat(story.react(reaction(story, 0))).isEmpty();
        assertThat(erased).containsExactly(story.id());
    }

    static Stream<Arguments> unsettled() {
        return Stream.of(
                Arguments.of("no bill yet", held(HUNG_UP)),
                Arguments.of("due and not asked for", held(HUNG_UP, due(500))),
                Arguments.of("being captured", held(HUNG_UP, due(500), CAPTURE)),
                Arguments.of(
                        "capture in doubt", held(HUNG_UP, due(500), CAPTURE, new PaymentInDoubt("capture", "capture"))),
                Arguments.of(
                        "capture that keeps failing",
                        held(HUNG_UP, due(500), CAPTURE, new CaptureFailed("capture", "rejected", 10))),
                Arguments.of("no receipt yet", held(HUNG_UP, due(500), CAPTURE, CAPTURED)),
                Arguments.of("nothing due but held", held(HUNG_UP, due(0))),
                Arguments.of("release not answered", held(HUNG_UP, due(0), RELEASE)),
                Arguments.of("cancelled but held", held(new ConsultationCancelled(Side.CUSTOMER, ""))),
                Arguments.of(
                        "a card that is still kept",
                        Story.scheduled(EURO_A_MINUTE)
                                .add(
                                        ANOTHER_HOLD,
                                        new CardSaved("hold-2", "sandbox", "card-1", "visa", "4242"),
                                        new ConsultationCancelled(Side.CUSTOMER, ""))),
                Arguments.of(
                        "a raise without an answer",
                        held(
                                new RaiseRequested("raise", "sandbox", "auth-1", FIVE),
                                HUNG_UP,
                                due(500),
                                CAPTURE,
                                CAPTURED,
                                RECEIPT)),
                Arguments.of(
                        "another card being asked", held(HUNG_UP, due(500), CAPTURE, CAPTURED, RECEIPT, ANOTHER_HOLD)),
                Arguments.of(
                        "being refunded",
                        held(HUNG_UP, due(500), CAPTURE, CAPTURED, RECEIPT, new RefundRequested("r", FIVE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsettled")
    void whileMoneyIsOpenNothingIsErasedNeitherForTheOperatorNorByTheSetting(String what, Story story) {
        assertThat(erase(story)).isEqualTo("erasure.money-open");

        story.runUntil(80 * DAY, reaction(story, 30));
        assertThat(story.history().has(ErasureAsked.class)).isFalse();
        assertThat(erased).isEmpty();

        // tried for 60 days: what is open then stays open for ever, and that is no reason to keep names for ever
        story.runUntil(93 * DAY, reaction(story, 30));
        assertThat(erased).containsExactly(story.id());
    }

    @Test
    void aLiveConsultationKeepsItsNames() {
        for (Story live : List.of(Story.scheduled(EURO_A_MINUTE), Story.inCall(EURO_A_MINUTE))) {
            assertThat(erase(live)).isEqualTo("erasure.open");
            live.runUntil(400 * DAY, reaction(live, 1));
            assertThat(erased).isEmpty();
        }
    }

    @Test
    void neitherSideErasesAnything() {
        Story story = held(HUNG_UP, due(0), RELEASE, RELEASED);
        for (var actor : List.of(story.consultant(), story.customer())) {
            assertThat(Answer.of(story, new ErasureDecider(), actor, new ErasePersonal()))
                    .isEqualTo("erasure.operator-only");
        }
    }

    @Test
    void personalFieldsAreKeptForTheDaysThatAreSetAndNotADayLonger() {
        Story story = held(HUNG_UP, due(0), RELEASE, RELEASED);

        story.runUntil(30 * DAY - 1, reaction(story, 30));
        assertThat(story.history().has(ErasureAsked.class)).isFalse();
        story.runUntil(30 * DAY, reaction(story, 30));

        assertThat(story.history().last(ErasureAsked.class)).contains(new ErasureAsked(ErasedBy.RETENTION));
        story.react(reaction(story, 30));
        assertThat(erased).containsExactly(story.id());
    }

    @Test
    void withoutASettingNothingIsErasedAndALaterOneIsNoticedWithinAWeek() {
        Story story = held(HUNG_UP, due(0), RELEASE, RELEASED);

        story.runUntil(400 * DAY, reaction(story, 0));
        assertThat(story.history().has(ErasureAsked.class)).isFalse();
        assertThat(story.react(reaction(story, 0))).contains(story.now().plus(Duration.ofDays(7)));

        Instant before = story.now();
        story.react(reaction(story, 30));
        assertThat(story.history().lastEntry(ErasureAsked.class).orElseThrow().at())
                .isEqualTo(before);
    }
}
