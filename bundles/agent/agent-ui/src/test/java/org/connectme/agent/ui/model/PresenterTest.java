package org.connectme.agent.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.ControlState.Mode;
import org.connectme.agent.core.Link;
import org.connectme.agent.core.Sending;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.view.Appointment;
import org.connectme.agent.core.view.Appointment.Stage;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Consent.Scope;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Payment;
import org.connectme.agent.core.view.Presence;
import org.connectme.agent.core.view.Side;
import org.connectme.agent.ui.Story;
import org.connectme.agent.ui.Studio;
import org.connectme.agent.ui.words.Formats;
import org.connectme.agent.ui.words.Language;
import org.connectme.agent.ui.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PresenterTest {

    private static final long NANOS = 1_000_000_000_000L;
    private static final Words WORDS = Words.in(Language.EN);
    private static final Formats FORMATS = new Formats(WORDS, Locale.ENGLISH, ZoneId.of("Europe/Berlin"));

    private final Local local = new Local();
    private CallFacts call = CallFacts.NONE;

    private Now now(Story story) {
        return now(story, NANOS);
    }

    private Now now(Story story, long nanos) {
        return new Now(story.received(NANOS).state(), local, call, nanos, WORDS, FORMATS);
    }

    private static Story talking() {
        return new Story().at(Stage.CALL).meter(Meter.State.RUNNING, null);
    }

    private Shown.Call call(Story story) {
        return (Shown.Call) Presenter.show(now(story));
    }

    private List<String> told(Story story) {
        return call(story).notices().stream().map(Notice::key).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "CONTACT, INVITATION",
        "TERMS, TERMS",
        "CARD, CARD",
        "WAITING, WAITING",
        "CALL, CALL",
        "SUMMARY, SUMMARY",
        "CANCELLED, OVER",
        "EXPIRED, OVER",
        "UNKNOWN, OUTDATED"
    })
    void theServerSaysHowFarTheCustomerIs(Stage stage, Place place) {
        assertThat(Presenter.place(new Story().at(stage).state(), local)).isEqualTo(place);
    }

    @Test
    void withinTheStepsOneMayLookBackButNeverAhead() {
        local.lookAt(Place.ABOUT);
        assertThat(Presenter.place(new Story().at(Stage.CARD).state(), local)).isEqualTo(Place.ABOUT);

        local.lookAt(Place.CARD);
        assertThat(Presenter.place(new Story().at(Stage.TERMS).state(), local)).isEqualTo(Place.TERMS);

        local.lookAt(Place.ABOUT);
        assertThat(Presenter.place(new Story().at(Stage.WAITING).state(), local))
                .isEqualTo(Place.WAITING);
    }

    @Test
    void theInvitationIsReadOnce() {
        local.readInvitation();

        assertThat(Presenter.place(new Story().state(), local)).isEqualTo(Place.ABOUT);
    }

    @Test
    void whoeverTookTheSeatIsNamed() {
        Story taken = talking().link(new Link.Over(Link.Why.TAKEN_OVER));

        assertThat(Presenter.show(now(taken)).place()).isEqualTo(Place.ELSEWHERE);
    }

    @Test
    void withoutACodeThereIsOnlyTheDoor() {
        assertThat(Presenter.show(now(new Story().outside()))).isInstanceOf(Shown.Code.class);
        assertThat(Presenter.place(ConsultationState.NOTHING_YET, local)).isEqualTo(Place.CODE);
    }

    @Test
    void theInvitationNamesTimeInBothZonesAndThePriceInOneLine() {
        Shown.Invitation invitation = (Shown.Invitation) Presenter.show(now(new Story()));

        assertThat(invitation.initials()).isEqualTo("AS");
        assertThat(invitation.facts())
                .contains(new Shown.Fact("What it costs", "€2.00 a minute, VAT of 19% included."))
                .anySatisfy(fact -> assertThat(fact.value())
                        .contains("January 1, 2026 at 11:00 AM")
                        .contains("10:00 AM WET for Ana Souza"));
    }

    @Test
    void eachTickStandsForItselfAndNoneOnceItWasAgreed() {
        Shown.Terms terms = (Shown.Terms) Presenter.show(now(new Story().at(Stage.TERMS)));
        assertThat(terms.ticks().keySet()).containsExactly(Shown.Terms.Tick.PLAN, Shown.Terms.Tick.TERMS);

        Shown.Terms waived =
                (Shown.Terms) Presenter.show(now(new Story().at(Stage.TERMS).waiver("At once.")));
        assertThat(waived.ticks()).containsEntry(Shown.Terms.Tick.WAIVER, "At once.");

        local.lookAt(Place.TERMS);
        Shown.Terms agreed = (Shown.Terms) Presenter.show(now(new Story().at(Stage.CARD)));
        assertThat(agreed.ticks()).isEmpty();
        assertThat(agreed.forward().label()).isEqualTo("Continue");
    }

    @Test
    void aRefusedCardSaysWhyAndThatNothingWasHeld() {
        Story declined = new Story().at(Stage.CARD).pays(Story.payment(Payment.Status.DECLINED, null));

        Shown.Card card = (Shown.Card) Presenter.show(now(declined));

        assertThat(card.notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text())
                        .startsWith("The card was not accepted. Nothing was held.")
                        .contains("not enough money"));
        assertThat(card.forward().label()).isEqualTo("Open the form again");
    }

    @ParameterizedTest
    @CsvSource({
        "true, NONE, Ana Souza is here., true",
        "false, ONLINE, Ana Souza is online and hears that you are here., true",
        "false, BREAK, Ana Souza is on a break and will see that you are here., false",
        "false, NONE, Ana Souza is not here yet., false"
    })
    void theWaitingRoomSaysWhetherTheConsultantIsThere(
            boolean here, String availability, String expected, boolean there) {
        Story waiting = new Story().at(Stage.WAITING).availability(availability);
        if (!here) {
            waiting.consultant(new Presence.SidePresence(false, false, null, null, false, false));
        }

        Shown.Waiting room = (Shown.Waiting) Presenter.show(now(waiting));

        assertThat(room.there()).isEqualTo(expected);
        assertThat(room.isThere()).isEqualTo(there);
    }

    @Test
    void nothingIsToldWhileAllIsWell() {
        assertThat(told(talking())).isEmpty();
    }

    @Test
    void durationTicksHereAndTheAmountIsTheServers() {
        Meters meters = ((Shown.Call) Presenter.show(now(talking(), NANOS + 5_400_000_000L))).meters();

        assertThat(meters.duration()).isEqualTo("13:15");
        assertThat(meters.charges()).isEqualTo("€25.60");
        assertThat(meters.token()).isEqualTo("live");
        assertThat(meters.state()).isEqualTo("Running");
    }

    @Test
    void whoIsOfflineIsNamedSinceWhenAndWhatRemainsAndWouldCost() {
        Story gone = talking()
                .meter(Meter.State.STANDING, Meter.Reason.CONSULTANT_OFFLINE)
                .consultant(Story.offline(Story.NOW.minusSeconds(14), Story.NOW.plusSeconds(76)));

        assertThat(call(gone).notices())
                .extracting(Notice::text)
                .containsExactly(
                        "Ana Souza is offline since 14 seconds. The meter stands. If Ana Souza is not back in 76"
                                + " seconds, the call ends and 12:40 (€25.60) are charged.");
    }

    @Test
    void nobodyIsTimedOutBeforeTheMeterWasStarted() {
        Story gone = new Story()
                .at(Stage.CALL)
                .meter(Meter.State.IDLE, null)
                .consultant(Story.offline(Story.NOW.minusSeconds(14), null));

        assertThat(call(gone).notices().get(0).text()).contains("Nothing is charged");
    }

    @Test
    void theOwnCutIsCountedByTheOwnClockAndNothingElseIsToldThen() {
        Story cut = talking().mediaLostSince(Story.NOW.minusSeconds(10)).link(new Link.Cut(NANOS - 30_000_000_000L, 2));

        assertThat(call(cut).notices()).singleElement().satisfies(notice -> {
            assertThat(notice.key()).isEqualTo("you-offline");
            assertThat(notice.text()).contains("30 seconds").contains("60 seconds");
        });
    }

    @Test
    void theSecondsThatRemainNeverGoBelowNone() {
        Story cut = talking().link(new Link.Cut(NANOS - 200_000_000_000L, 9));

        assertThat(call(cut).notices().get(0).text()).contains("in 0 seconds");
    }

    @ParameterizedTest
    @CsvSource({"CEILING_REACHED, ceiling", "LIMIT_REACHED, limit", "CONSULTANT_PAUSED, paused", "SERVER_OUTAGE, outage"
    })
    void eachReasonOfTheMeterIsTold(Meter.Reason reason, String key) {
        assertThat(told(talking().meter(Meter.State.STANDING, reason))).containsExactly(key);
    }

    @Test
    void fourFifthsOfTheOwnLimitAreTold() {
        Story near = talking().meter(Meter.State.RUNNING, null, 2560, Story.eur(3000), true);

        assertThat(call(near).notices().get(0).text()).contains("€30.00");
    }

    @Test
    void theOthersQuestionWhetherToEndSaysThatTheMeterStandsOnlyWhereItDoes() {
        Presence.EndProposed asked = new Presence.EndProposed(Side.CONSULTANT, Story.NOW);

        assertThat(call(talking()
                                .meter(Meter.State.STANDING, Meter.Reason.ENDING)
                                .endProposed(asked))
                        .notices()
                        .get(0)
                        .text())
                .contains("The meter stands.");
        assertThat(call(talking().endProposed(asked)).notices().get(0).text()).contains("The meter goes on");
    }

    @Test
    void whoeverCameBackIsGreetedForAMoment() {
        local.returned(NANOS - 1_000_000_000L);
        assertThat(told(talking())).containsExactly("other-back");

        local.returned(NANOS - 6_000_000_000L);
        assertThat(told(talking())).isEmpty();
    }

    @Test
    void moreIsHeldOnlyAfterAQuestionThatNamesBothAmounts() {
        Payment.Raise raise = new Payment.Raise(Story.eur(15_000), "OFFERED", null, true);
        Story asked = talking().pays(Story.payment(Payment.Status.HELD, raise));

        Notice notice = call(asked).notices().get(0);

        assertThat(notice.text()).contains("€75.00").contains("€150.00");
        assertThat(notice.choices())
                .extracting(Choice::intent)
                .containsExactly(new Intent.Raise(Story.eur(15_000)), new Intent.RefuseRaise(Story.eur(15_000)));

        local.refuseRaise(Story.eur(15_000));
        assertThat(told(asked)).isEmpty();
    }

    @Test
    void whatIsSharedCanBeStoppedWhereItIsTold() {
        call = new CallFacts(
                true,
                List.of(),
                true,
                Sending.NOTHING,
                Sending.NOTHING,
                Optional.of(Studio.WHOLE),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThat(call(talking()).notices()).singleElement().satisfies(notice -> {
            assertThat(notice.text()).isEqualTo("Ana Souza sees your screen.");
            assertThat(notice.choices()).extracting(Choice::intent).containsExactly(new Intent.StopSharing());
        });
    }

    @Test
    void theRedButtonAsksOnceWithTheAmountAndHarmlessFirst() {
        local.end(true);

        Question question = Presenter.question(now(talking())).orElseThrow();

        assertThat(question.lines().get(0)).contains("€25.60 for 12:40");
        assertThat(question.no().intent()).isEqualTo(new Intent.DismissEnd());
        assertThat(question.choices().get(1).label()).isEqualTo("End and pay €25.60");
    }

    @Test
    void theRedButtonNamesNoAmountWhereNoneIsDue() {
        local.end(true);
        Story free = new Story().at(Stage.CALL).meter(Meter.State.IDLE, null);

        assertThat(Presenter.question(now(free)).orElseThrow().choices().get(1).label())
                .isEqualTo("End");
    }

    @Test
    void askedForControlThreeAnswersAreOfferedNoFirstAndNothingIsChosenBeforehand() {
        Story asked = talking().consents(Story.consent(Scope.SCREEN_KEYBOARD_MOUSE, Consent.State.ASKED));

        Question question = Presenter.question(now(asked)).orElseThrow();

        assertThat(question.title()).isEqualTo("Ana Souza asks for your consent");
        assertThat(question.lines())
                .contains(
                        "To see your screen and to use your keyboard and mouse.",
                        "Reason: To look at the printer’s settings",
                        "For at most 15 minutes. You can take it back at any time.");
        assertThat(question.choices())
                .extracting(Choice::intent)
                .containsExactly(
                        new Intent.Answer("r1", null),
                        new Intent.Answer("r1", Scope.SCREEN_ONLY),
                        new Intent.Answer("r1", Scope.SCREEN_KEYBOARD_MOUSE));
        assertThat(question.choices()).extracting(Choice::kind).containsOnly(Choice.Kind.USUAL);
        assertThat(question.left()).isEqualTo("Without an answer it is a no, in 50 seconds.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Scope.class,
            names = {"SCREEN_ONLY", "RECORDING", "CLIPBOARD", "FILE_TRANSFER"})
    void whateverElseIsAskedIsAnsweredWithYesOrNo(Scope scope) {
        Story asked = talking().consents(Story.consent(scope, Consent.State.ASKED));

        assertThat(Presenter.question(now(asked)).orElseThrow().choices())
                .extracting(Choice::intent)
                .containsExactly(new Intent.Answer("r1", null), new Intent.Answer("r1", scope));
    }

    @Test
    void noAnswerInSixtySecondsIsANo() {
        Story asked = talking().consents(Story.consent(Scope.SCREEN_ONLY, Consent.State.ASKED));

        assertThat(Presenter.question(now(asked, NANOS + 49_000_000_000L))).isPresent();
        assertThat(Presenter.question(now(asked, NANOS + 50_000_000_000L))).isEmpty();
    }

    @Test
    void aRequestThatThisAppDoesNotUnderstandIsNotAsked() {
        assertThat(Presenter.question(now(talking().consents(Story.consent(Scope.UNKNOWN, Consent.State.ASKED)))))
                .isEmpty();
    }

    @Test
    void aNoIsNotAskedAgain() {
        local.refuse("r1");

        assertThat(Presenter.question(now(talking().consents(Story.consent(Scope.SCREEN_ONLY, Consent.State.ASKED)))))
                .isEmpty();
    }

    private void exchanges(Transfer... transfers) {
        call = new CallFacts(
                true,
                List.of(),
                true,
                Sending.NOTHING,
                Sending.NOTHING,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(transfers),
                List.of());
    }

    private static Transfer file(Transfer.State state, long done, String why, Path place) {
        long until = state == Transfer.State.ASKED ? NANOS + 41_000_000_000L : 0;
        return new Transfer(
                "transfer-1", Transfer.Kind.FILE, true, "driver.zip", 1_500_000, done, state, why, place, until);
    }

    @Test
    void eachFileIsAskedAboutWithItsNameAndSizeNoFirst() {
        exchanges(file(Transfer.State.ASKED, 0, "", null));

        Question question = Presenter.question(now(talking())).orElseThrow();

        assertThat(question.title()).isEqualTo("Ana Souza wants to send you a file");
        assertThat(question.lines()).contains("driver.zip (2 MB)").anyMatch(line -> line.contains("Nothing opens it"));
        assertThat(question.left()).contains("41 seconds");
        assertThat(question.choices())
                .extracting(Choice::intent)
                .containsExactly(new Intent.TakeFile("transfer-1", false), new Intent.TakeFile("transfer-1", true));
    }

    @Test
    void aQuestionAboutAFileGoesWithItsTime() {
        Transfer late = new Transfer(
                "transfer-1", Transfer.Kind.FILE, true, "a", 1, 0, Transfer.State.ASKED, "", null, NANOS - 1);
        exchanges(late);

        assertThat(Presenter.question(now(talking()))).isEmpty();
    }

    static Stream<Arguments> transfers() {
        return Stream.of(
                Arguments.of(
                        file(Transfer.State.RUNNING, 750_000, "", null),
                        "driver.zip is coming: 50 %.",
                        new Intent.CancelTransfer("transfer-1")),
                Arguments.of(
                        file(Transfer.State.DONE, 1_500_000, "", Path.of("ConnectMe/driver.zip")),
                        "The file is here, as it was sent: ConnectMe/driver.zip",
                        new Intent.Read("transfer-1")),
                Arguments.of(
                        file(Transfer.State.ENDED, 10, "exchange.damaged", null),
                        "driver.zip: It did not arrive as it was sent, and was thrown away.",
                        new Intent.Read("transfer-1")),
                Arguments.of(
                        file(Transfer.State.ENDED, 10, "exchange.of-a-newer-version", null),
                        "driver.zip: It was not sent, and nothing of it was kept.",
                        new Intent.Read("transfer-1")));
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void howAFileFaresIsTold(Transfer transfer, String text, Intent choice) {
        exchanges(transfer);

        assertThat(call(talking()).notices()).last().satisfies(notice -> {
            assertThat(notice.text()).isEqualTo(text);
            assertThat(notice.choices()).extracting(Choice::intent).containsExactly(choice);
        });
        local.read("transfer-1");
        assertThat(call(talking()).notices().stream()
                        .anyMatch(notice -> notice.text().equals(text)))
                .isEqualTo(transfer.state() == Transfer.State.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({"CLIPBOARD, may read and change the text in your clipboard", "FILE_TRANSFER, may offer you files"})
    void clipboardAndFilesAreNamedWithTheirOwnStopAsLongAsTheyStand(Scope scope, String text) {
        assertThat(call(talking().consents(Story.consent(scope, Consent.State.GIVEN)))
                        .notices())
                .last()
                .satisfies(notice -> {
                    assertThat(notice.text()).contains(text);
                    assertThat(notice.choices())
                            .extracting(Choice::intent)
                            .contains(new Intent.EndConsent("r1"))
                            .hasSize(scope == Scope.FILE_TRANSFER ? 2 : 1);
                });
    }

    @Test
    void theConsultantsRequestGoesBeforeTheOwnQuestion() {
        local.end(true);
        Story asked = talking().consents(Story.consent(Scope.SCREEN_ONLY, Consent.State.ASKED));

        assertThat(Presenter.question(now(asked)).orElseThrow().key()).isEqualTo("consent-r1");
    }

    @ParameterizedTest
    @CsvSource({
        "CONTROL, SCREEN_KEYBOARD_MOUSE, '', Ana Souza controls your screen.",
        "PAUSED, SCREEN_KEYBOARD_MOUSE, control.stop-hidden, Control is paused: STOP cannot be seen.",
        "PAUSED, SCREEN_KEYBOARD_MOUSE, control.not-shared, Ana Souza may control your screen. Nothing is shown yet.",
        "PAUSED, SCREEN_KEYBOARD_MOUSE, control.no-permit, Control is paused: no connection to Ana Souza.",
        "PAUSED, SCREEN_KEYBOARD_MOUSE, control.new, Ana Souza may control your screen; it is paused now.",
        "VIEW, SCREEN_ONLY, '', Ana Souza may see your screen. Nothing is shown yet."
    })
    void theBarSaysWhoDoesWhatAndAlwaysHasStop(Mode mode, Scope scope, String why, String expected) {
        Story lent = talking().control(new ControlState(mode, "r1", scope, NANOS + 61_000_000_000L, why));

        Bar bar = Presenter.bar(now(lent)).orElseThrow();

        assertThat(bar.text()).isEqualTo(expected);
        assertThat(bar.detail()).startsWith("1:01 left.");
        assertThat(bar.stop().intent()).isEqualTo(new Intent.Stop());
        assertThat(bar.controlled()).isEqualTo(scope == Scope.SCREEN_KEYBOARD_MOUSE);
    }

    @Test
    void withoutConsentAndSharingThereIsNoBar() {
        assertThat(Presenter.bar(now(talking()))).isEmpty();
        Story over = new Story()
                .at(Stage.SUMMARY)
                .billed()
                .control(new ControlState(Mode.CONTROL, "r1", Scope.SCREEN_ONLY, NANOS, ""));
        assertThat(Presenter.bar(now(over))).isEmpty();
    }

    @Test
    void thePrivateMomentIsNamedAndCanBeEnded() {
        Story hidden = talking()
                .privateMoment(true)
                .control(new ControlState(Mode.PAUSED, "r1", Scope.SCREEN_ONLY, NANOS, "control.private"));

        Bar bar = Presenter.bar(now(hidden)).orElseThrow();

        assertThat(bar.text()).contains("sees black");
        assertThat(bar.alert()).isFalse();
        assertThat(bar.choices()).extracting(Choice::intent).contains(new Intent.PrivateMoment(false));
    }

    @Test
    void theSummaryNamesAmountPausesAndReceipt() {
        Story paid = new Story().at(Stage.SUMMARY).billed().pays(Story.payment(Payment.Status.CAPTURED, null));

        Shown.Summary summary = (Shown.Summary) Presenter.show(now(paid));

        assertThat(summary.title()).isEqualTo("Thank you, Jonas Weber");
        assertThat(summary.figure()).isEqualTo("€25.60");
        assertThat(summary.explained()).isEqualTo("charged to your card");
        assertThat(summary.bill())
                .contains(
                        new Shown.Fact("Billable time", "12 minutes 40 seconds"),
                        new Shown.Fact("Total", "€25.60"),
                        new Shown.Fact("Card", "Visa, ending in 4242"),
                        new Shown.Fact("Receipt number", "1042"));
        assertThat(summary.bill().get(summary.total()).label()).isEqualTo("Total");
        assertThat(summary.timeline().orElseThrow().pauses()).singleElement().satisfies(pause -> {
            assertThat(pause.text()).isEqualTo("11:05:00 AM to 11:05:30 AM, 30 seconds: paused by the consultant");
            assertThat(pause.from()).isBetween(0.37, 0.39);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "CAPTURING, €25.60, being charged to your card",
        "DOUBT, €25.60, being charged to your card",
        "RELEASED, Nothing was charged, The amount held on your card is released. Your bank may show it for a few"
                + " days.",
        "NONE, €25.60, being charged to your card"
    })
    void theSummarySaysHowThePaymentStands(Payment.Status status, String figure, String explained) {
        Story ended = new Story().at(Stage.SUMMARY).billed().pays(Story.payment(status, null));

        Shown.Summary summary = (Shown.Summary) Presenter.show(now(ended));

        assertThat(summary.figure()).isEqualTo(figure);
        assertThat(summary.explained()).isEqualTo(explained);
    }

    @Test
    void whoCancelledIsNamedWithTheReason() {
        Story off = new Story().cancelled(new Appointment.Cancelled(Side.CONSULTANT, "I am ill."));

        Shown.Plain over = (Shown.Plain) Presenter.show(now(off));

        assertThat(over.lines().get(0)).startsWith("Ana Souza cancelled it.");
        assertThat(over.facts()).containsExactly(new Shown.Fact("Reason", "I am ill."));
    }

    @ParameterizedTest
    @CsvSource({
        "'  ', jonas@example.org, '', NAME",
        "Jonas, jonas, '', EMAIL",
        "Jonas, jonas@example, '', EMAIL",
        "Jonas, jo nas@example.org, '', EMAIL",
        "Jonas, jonas@example.org, call me, PHONE"
    })
    void theContactFormSaysWhatIsWrong(String name, String email, String phone, Contact.Field field) {
        assertThat(new Contact(name, email, phone, "").wrong(WORDS)).containsOnlyKeys(field);
    }

    @Test
    void aNameAndAnAddressSuffice() {
        assertThat(new Contact("Jonas", "a.b+c@sub.example.org", "+49 (30) 123-456", "").wrong(WORDS))
                .isEmpty();
    }

    @Test
    void unreadLinesAreCountedUntilTheChatIsOpened() {
        Story said = talking().says(false, "Hello").says(true, "Hi").says(false, "Ready?");
        assertThat(call(said).controls().get(3).count()).isEqualTo(2);

        local.toggle(Local.Panel.CHAT, 2);
        assertThat(call(said).controls().get(3).count()).isZero();
        assertThat(call(said).chat().orElseThrow().lines()).hasSize(3);
    }
}
