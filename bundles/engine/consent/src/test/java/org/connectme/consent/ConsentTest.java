package org.connectme.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;
import static org.connectme.core.journal.Story.time;

import java.util.Locale;
import java.util.stream.Stream;
import org.connectme.consent.ConsentsView.Item;
import org.connectme.consent.ConsentsView.State;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsentCommand.EndConsent;
import org.connectme.core.command.ConsentCommand.GiveConsent;
import org.connectme.core.command.ConsentCommand.NoteFile;
import org.connectme.core.command.ConsentCommand.NoteText;
import org.connectme.core.command.ConsentCommand.RefuseConsent;
import org.connectme.core.command.ConsentCommand.RequestConsent;
import org.connectme.core.event.ConsentEvent.ConsentEnded;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsentEvent.ConsentRefused;
import org.connectme.core.event.ConsentEvent.EndedBy;
import org.connectme.core.event.ConsentEvent.FilePassed;
import org.connectme.core.event.ConsentEvent.RefusedBy;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.Event;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.RecordingEvent.RecordingStarted;
import org.connectme.core.event.RecordingEvent.RecordingStopped;
import org.connectme.core.event.RecordingEvent.Why;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConsentTest {

    private static final String ID = "request-1";
    private static final ConsultationEnded HUNG_UP = new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null);

    private static String answer(Story story, Actor actor, Command command) {
        Decision decision = story.send(new ConsentDecider(), actor, command);
        return decision instanceof Decision.Refuse refuse
                ? refuse.refusal().code()
                : ((Decision.Accept) decision)
                        .events().stream().map(Event::type).toList().toString();
    }

    private static RequestConsent ask(String id, Scope scope) {
        return new RequestConsent(id, scope, "to install the printer", 10);
    }

    private static Story asked(Scope scope) {
        Story story = Story.inCall(EURO_A_MINUTE);
        assertThat(answer(story, story.consultant(), ask(ID, scope))).isEqualTo("[ConsentRequested]");
        return story;
    }

    private static Story given(Scope scope) {
        Story story = asked(scope).at(5_000);
        assertThat(answer(story, story.customer(), new GiveConsent(ID, scope))).isEqualTo("[ConsentGiven]");
        return story;
    }

    private static Item item(Story story) {
        return ((ConsentsView) new ConsentsProjection().project(story.history(), Side.CUSTOMER, story.now()))
                .consents()
                .get(0);
    }

    private static Story run(Story story, long millis) {
        return story.runUntil(millis, new ConsentReaction(story.journal()));
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void eachScopeIsAskedGivenAndTakenBackOnItsOwn(Scope scope) {
        Story story = given(scope);
        assertThat(item(story).state()).isEqualTo(State.GIVEN);
        assertThat(item(story).until()).isEqualTo(time(605_000));
        assertThat(answer(story, story.customer(), new EndConsent(ID))).isEqualTo("[ConsentEnded]");
        assertThat(answer(story, story.customer(), new EndConsent(ID))).isEqualTo("[]");
        assertThat(item(story).state()).isEqualTo(State.ENDED);
        assertThat(item(story).by()).isEqualTo("CUSTOMER");
    }

    @ParameterizedTest(name = "asked {0}, given {1}: {2}")
    @CsvSource({
        "SCREEN_KEYBOARD_MOUSE, SCREEN_KEYBOARD_MOUSE, [ConsentGiven]",
        "SCREEN_KEYBOARD_MOUSE, SCREEN_ONLY,           [ConsentGiven]",
        "SCREEN_ONLY,           SCREEN_ONLY,           [ConsentGiven]",
        "SCREEN_ONLY,           SCREEN_KEYBOARD_MOUSE, consent.more-than-asked",
        "SCREEN_KEYBOARD_MOUSE, CLIPBOARD,             consent.more-than-asked",
        "RECORDING,             SCREEN_ONLY,           consent.more-than-asked",
        "CLIPBOARD,             FILE_TRANSFER,         consent.more-than-asked",
        "SCREEN_ONLY,           RECORDING,             consent.more-than-asked",
    })
    void lessMayBeGivenThanAskedForButNeverMore(Scope asked, Scope granted, String expected) {
        Story story = asked(asked);
        assertThat(answer(story, story.customer(), new GiveConsent(ID, granted)))
                .isEqualTo(expected);
    }

    @Test
    void sixtySecondsOfSilenceAreANo() {
        Story story = run(asked(Scope.RECORDING), 59_999);
        assertThat(item(story).state()).isEqualTo(State.ASKED);

        run(story, 70_000);
        assertThat(story.history().lastEntry(ConsentRefused.class)).hasValueSatisfying(entry -> {
            assertThat(entry.at()).isEqualTo(time(60_000));
            assertThat(entry.event()).isEqualTo(new ConsentRefused(ID, RefusedBy.SILENCE));
        });
    }

    @Test
    void aYesAfterSixtySecondsComesTooLateEvenIfNobodyWroteThatDown() {
        Story inTime = asked(Scope.RECORDING).at(59_999);
        assertThat(answer(inTime, inTime.customer(), new GiveConsent(ID, Scope.RECORDING)))
                .isEqualTo("[ConsentGiven]");

        Story late = asked(Scope.RECORDING).at(60_000);
        assertThat(answer(late, late.customer(), new GiveConsent(ID, Scope.RECORDING)))
                .isEqualTo("consent.not-waiting");
        assertThat(item(late).state()).isEqualTo(State.REFUSED);
        assertThat(item(late).by()).isEqualTo("SILENCE");
    }

    @Test
    void itEndsByItselfWhenItsTimeIsOver() {
        Story story = run(given(Scope.SCREEN_ONLY), 604_999);
        assertThat(story.history().has(ConsentEnded.class)).isFalse();

        run(story, 700_000);
        assertThat(story.history().lastEntry(ConsentEnded.class)).hasValueSatisfying(entry -> {
            assertThat(entry.at()).isEqualTo(time(605_000));
            assertThat(entry.event()).isEqualTo(new ConsentEnded(ID, EndedBy.TIME));
        });
    }

    @Test
    void timeThatIsOverShowsAtOnceWrittenDownOrNot() {
        Story story = given(Scope.SCREEN_ONLY).at(605_000);
        assertThat(item(story).state()).isEqualTo(State.ENDED);
        assertThat(item(story).by()).isEqualTo("TIME");
    }

    @Test
    void theEndOfTheCallEndsWhatStandsAndWhatWaits() {
        Story story = given(Scope.SCREEN_ONLY);
        answer(story, story.consultant(), ask("request-2", Scope.RECORDING));
        story.at(20_000, HUNG_UP);
        assertThat(item(story).state()).isEqualTo(State.ENDED);
        assertThat(item(story).by()).isEqualTo("CALL_END");

        run(story, 100_000);
        assertThat(story.history().last(ConsentEnded.class)).contains(new ConsentEnded(ID, EndedBy.CALL_END));
        assertThat(story.history().last(ConsentRefused.class))
                .contains(new ConsentRefused("request-2", RefusedBy.SILENCE));
        assertThat(answer(story, story.customer(), new GiveConsent("request-2", Scope.RECORDING)))
                .isEqualTo("consent.not-waiting");
    }

    @Test
    void aRepeatAsksOnceAndGivesOnce() {
        Story story = given(Scope.RECORDING);
        assertThat(answer(story, story.consultant(), ask(ID, Scope.RECORDING))).isEqualTo("[]");
        assertThat(answer(story, story.customer(), new GiveConsent(ID, Scope.RECORDING)))
                .isEqualTo("[]");
        assertThat(answer(story, story.consultant(), ask(ID, Scope.CLIPBOARD))).isEqualTo("consent.request-reused");
        assertThat(answer(story, story.consultant(), ask("request-2", Scope.RECORDING)))
                .isEqualTo("consent.already-asked");
        assertThat(story.history().all(ConsentGiven.class)).hasSize(1);
    }

    @Test
    void aNoIsFinalForItsRequestAndANewOneMayBeAsked() {
        Story story = asked(Scope.RECORDING);
        assertThat(answer(story, story.customer(), new RefuseConsent(ID))).isEqualTo("[ConsentRefused]");
        assertThat(answer(story, story.customer(), new RefuseConsent(ID))).isEqualTo("[]");
        assertThat(answer(story, story.customer(), new GiveConsent(ID, Scope.RECORDING)))
                .isEqualTo("consent.not-waiting");
        assertThat(item(story).by()).isEqualTo("CUSTOMER");
        assertThat(answer(story, story.consultant(), ask("request-2", Scope.RECORDING)))
                .isEqualTo("[ConsentRequested]");
    }

    @Test
    void aNoAfterTheYesTakesItBack() {
        Story story = given(Scope.SCREEN_KEYBOARD_MOUSE);
        assertThat(answer(story, story.customer(), new RefuseConsent(ID))).isEqualTo("[ConsentEnded]");
        assertThat(answer(story, story.customer(), new GiveConsent(ID, Scope.SCREEN_ONLY)))
                .isEqualTo("consent.not-waiting");
    }

    @Test
    void theConsultantMayEndWhatIsNeededNoLongerButNeverAnswers() {
        Story story = asked(Scope.RECORDING);
        assertThat(answer(story, story.consultant(), new EndConsent(ID))).isEqualTo("consent.not-given");
        assertThat(answer(story, story.consultant(), new GiveConsent(ID, Scope.RECORDING)))
                .isEqualTo("consent.customer-only");
        assertThat(answer(story, story.consultant(), new RefuseConsent(ID))).isEqualTo("consent.customer-only");
        assertThat(answer(story, Story.engine(), new GiveConsent(ID, Scope.RECORDING)))
                .isEqualTo("consent.customer-only");
        assertThat(answer(story, story.customer(), ask("request-2", Scope.CLIPBOARD)))
                .isEqualTo("consent.consultant-only");

        answer(story, story.customer(), new GiveConsent(ID, Scope.RECORDING));
        assertThat(answer(story, story.consultant(), new EndConsent(ID))).isEqualTo("[ConsentEnded]");
        assertThat(story.history().last(ConsentEnded.class)).contains(new ConsentEnded(ID, EndedBy.CONSULTANT));
    }

    @Test
    void aRequestThatWasNeverMadeCannotBeAnswered() {
        Story story = Story.inCall(EURO_A_MINUTE);
        assertThat(answer(story, story.customer(), new GiveConsent(ID, Scope.RECORDING)))
                .isEqualTo("consent.not-found");
        assertThat(answer(story, story.customer(), new RefuseConsent(ID))).isEqualTo("consent.not-found");
        assertThat(answer(story, story.customer(), new EndConsent(ID))).isEqualTo("consent.not-found");
        assertThat(answer(story, Story.engine(), new EndConsent(ID))).isEqualTo("consent.participants-only");
    }

    static Stream<Arguments> wrongRequests() {
        return Stream.of(
                Arguments.of("consent.request", new RequestConsent("short", Scope.RECORDING, "", 10)),
                Arguments.of("consent.request", new RequestConsent("with blanks in", Scope.RECORDING, "", 10)),
                Arguments.of("consent.request", new RequestConsent("x".repeat(65), Scope.RECORDING, "", 10)),
                Arguments.of("consent.minutes", new RequestConsent(ID, Scope.RECORDING, "", 0)),
                Arguments.of("consent.minutes", new RequestConsent(ID, Scope.RECORDING, "", 481)),
                Arguments.of("consent.reason", new RequestConsent(ID, Scope.RECORDING, "x".repeat(501), 10)),
                Arguments.of("consent.reason", new RequestConsent(ID, Scope.RECORDING, "a\nb", 10)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongRequests")
    void aRequestThatMakesNoSenseIsRefused(String code, RequestConsent request) {
        Story story = Story.inCall(EURO_A_MINUTE);
        assertThat(answer(story, story.consultant(), request)).isEqualTo(code);
    }

    @Test
    void nothingIsAskedOutsideACallOrOfSomebodyWhoIsAway() {
        Story waiting = Story.ready(EURO_A_MINUTE);
        assertThat(answer(waiting, waiting.consultant(), ask(ID, Scope.RECORDING)))
                .isEqualTo("consent.no-call");
        Story away = Story.inCall(EURO_A_MINUTE).add(new ParticipantLost(Side.CUSTOMER, time(0)));
        assertThat(answer(away, away.consultant(), ask(ID, Scope.RECORDING))).isEqualTo("consent.customer-offline");
        Story over = Story.inCall(EURO_A_MINUTE).add(HUNG_UP);
        assertThat(answer(over, over.consultant(), ask(ID, Scope.RECORDING))).isEqualTo("consent.no-call");
    }

    @Test
    void aRecordingThatEndsByItselfTakesItsConsentWithItAndNoOther() {
        Story story = given(Scope.RECORDING).add(new RecordingStarted("rec-1", ID, "files"));
        story.runUntil(1_000, new ConsentReaction(story.journal()));
        assertThat(story.history().has(ConsentEnded.class)).isFalse();

        story.add(new RecordingStopped("rec-1", Why.FULL));
        story.runUntil(2_000, new ConsentReaction(story.journal()));

        assertThat(story.history().all(ConsentEnded.class))
                .containsExactly(new ConsentEnded(ID, EndedBy.RECORDING_OVER));
        assertThat(answer(story, story.consultant(), ask("another-one", Scope.RECORDING)))
                .isEqualTo("[ConsentRequested]");
    }

    private static final String HASH = "0123456789abcdef".repeat(4);

    private static NoteFile file(String transfer) {
        return new NoteFile(ID, transfer, Side.CONSULTANT, 7, HASH);
    }

    @Test
    void aFileThatWentOverIsNotedOnceAlsoAfterItsConsentEnded() {
        Story story = given(Scope.FILE_TRANSFER);

        assertThat(answer(story, story.customer(), file("transfer-1"))).isEqualTo("[FilePassed]");
        assertThat(answer(story, story.customer(), file("transfer-1"))).isEqualTo("[]");
        assertThat(answer(story, story.customer(), new NoteFile(ID, "transfer-1", Side.CONSULTANT, 8, HASH)))
                .isEqualTo("consent.transfer-reused");
        answer(story, story.customer(), new EndConsent(ID));
        assertThat(answer(story, story.customer(), file("transfer-2"))).isEqualTo("[FilePassed]");
    }

    @Test
    void nothingIsNotedThatNobodyAgreedTo() {
        Story files = given(Scope.FILE_TRANSFER);
        NoteText text = new NoteText(ID, "transfer-1", Side.CUSTOMER);

        assertThat(answer(files, files.customer(), text)).isEqualTo("consent.not-given");
        assertThat(answer(files, files.consultant(), file("transfer-1"))).isEqualTo("consent.customer-only");
        assertThat(answer(asked(Scope.FILE_TRANSFER), files.customer(), file("transfer-1")))
                .isEqualTo("consent.not-given");
        Story clipboard = given(Scope.CLIPBOARD);
        assertThat(answer(clipboard, clipboard.customer(), file("transfer-1"))).isEqualTo("consent.not-given");
        assertThat(answer(clipboard, clipboard.customer(), text)).isEqualTo("[TextPassed]");
    }

    @ParameterizedTest
    @CsvSource({"short, 7, true", "transfer-1, -1, true", "transfer-1, 7, false", "../../../etc, 7, true"})
    void whatDescribesNoTransferIsNotNoted(String transfer, long bytes, boolean hash) {
        Story story = given(Scope.FILE_TRANSFER);
        String sha256 = hash ? HASH : HASH.toUpperCase(Locale.ROOT);

        assertThat(answer(story, story.customer(), new NoteFile(ID, transfer, Side.CUSTOMER, bytes, sha256)))
                .isEqualTo("consent.transfer");
    }

    @Test
    void aJournalDoesNotFillUpWithTinyFiles() {
        Story story = given(Scope.FILE_TRANSFER);
        for (int i = 0; i < Passing.MOST; i++) {
            story.add(new FilePassed(ID, "transfer-" + i, Side.CUSTOMER, 0, HASH));
        }

        assertThat(answer(story, story.customer(), file("one-more-transfer"))).isEqualTo("consent.passed-often");
    }
}
