package org.connectme.remote.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.journal.Story.FREE;
import static org.connectme.core.journal.Story.time;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.connectme.core.ConsultantId;
import org.connectme.core.Side;
import org.connectme.core.account.ControlPermits.Permission;
import org.connectme.core.event.ConsentEvent.ConsentEnded;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.ConsentEvent.ConsentRefused;
import org.connectme.core.event.ConsentEvent.ConsentRequested;
import org.connectme.core.event.ConsentEvent.EndedBy;
import org.connectme.core.event.ConsentEvent.RefusedBy;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.PresenceEvent.ParticipantLost;
import org.connectme.core.event.PresenceEvent.ParticipantReturned;
import org.connectme.core.event.PresenceEvent.ServerOutage;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.journal.NodeSigner;
import org.connectme.core.journal.Story;
import org.connectme.core.journal.Timeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignedPermitsTest {

    private static final String ID = "request-1";
    private static final Instant TEN_MINUTES = time(600_000);
    private static final KeyPair KEYS = keys();

    private static Story given(Scope asked, Scope granted) {
        return Story.inCall(FREE)
                .at(1_000, new ConsentRequested(ID, asked, "the printer", 10))
                .at(2_000, new ConsentGiven(ID, granted, TEN_MINUTES));
    }

    private static Story given() {
        return given(Scope.SCREEN_KEYBOARD_MOUSE, Scope.SCREEN_KEYBOARD_MOUSE);
    }

    private static SignedPermits permits(Story story) {
        return new SignedPermits(story.journal(), new StoryTime(story), SignedPermitsTest::sign);
    }

    private static Permission ask(Story story) {
        return permits(story).issue(story.id(), story.consultantId(), ID);
    }

    private static String refusal(Permission permission) {
        return permission instanceof Permission.Refused refused
                ? refused.refusal().code()
                : "issued";
    }

    private static String payload(Permission permission) {
        String permit = ((Permission.Issued) permission).permit();
        return new String(Base64.getUrlDecoder().decode(permit.split("\\.")[0]), StandardCharsets.UTF_8);
    }

    @Test
    void aPermitNamesConsultationRequestScopeAndAMinute() {
        Story story = given().at(30_000);

        Permission permission = ask(story);

        assertThat(payload(permission))
                .isEqualTo("{\"consultation\":\"" + story.id() + "\",\"issuedAt\":\"2026-03-02T10:00:30Z\","
                        + "\"request\":\"request-1\",\"scope\":\"SCREEN_KEYBOARD_MOUSE\",\"serial\":"
                        + time(30_000).toEpochMilli() + ",\"until\":\"2026-03-02T10:01:30Z\",\"v\":1}");
        assertThat(((Permission.Issued) permission).renewAfterSeconds()).isBetween(1, 30);
    }

    @Test
    void whereOnlyTheScreenWasGrantedNoPermitSaysMore() {
        Permission permission = ask(given(Scope.SCREEN_KEYBOARD_MOUSE, Scope.SCREEN_ONLY));

        assertThat(payload(permission)).contains("\"scope\":\"SCREEN_ONLY\"").doesNotContain("KEYBOARD");
    }

    @Test
    void aRecordingNeedsNoPermitAndGetsNone() {
        assertThat(refusal(ask(given(Scope.RECORDING, Scope.RECORDING)))).isEqualTo("control.no-consent");
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIPBOARD", "FILE_TRANSFER"})
    void clipboardAndFilesHavePermitsOfTheirOwnThatGiveNoControl(Scope scope) {
        assertThat(payload(ask(given(scope, scope))))
                .contains("\"scope\":\"" + scope + "\"")
                .doesNotContain("SCREEN");
    }

    @Test
    void noPermitOutlivesItsConsent() {
        assertThat(payload(ask(given().at(599_000)))).contains("\"until\":\"2026-03-02T10:10:00Z\"");
        assertThat(refusal(ask(given().at(600_000)))).isEqualTo("control.no-consent");
    }

    static Stream<Arguments> after() {
        return Stream.of(
                row("nothing", "issued", story -> {}),
                row(
                        "the customer's STOP",
                        "control.no-consent",
                        story -> story.add(new ConsentEnded(ID, EndedBy.CUSTOMER))),
                row("its time", "control.no-consent", story -> story.add(new ConsentEnded(ID, EndedBy.TIME))),
                row(
                        "a second yes to what was ended",
                        "control.no-consent",
                        story -> story.add(
                                new ConsentEnded(ID, EndedBy.CUSTOMER),
                                new ConsentGiven(ID, Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES))),
                row(
                        "another request's end",
                        "issued",
                        story -> story.add(new ConsentEnded("request-2", EndedBy.CUSTOMER))),
                row(
                        "the customer's loss",
                        "control.no-call",
                        story -> story.add(new ParticipantLost(Side.CUSTOMER, time(2_000)))),
                row(
                        "the consultant's loss",
                        "control.no-call",
                        story -> story.add(new ParticipantLost(Side.CONSULTANT, time(2_000)))),
                row(
                        "loss and return",
                        "issued",
                        story -> story.add(
                                new ParticipantLost(Side.CUSTOMER, time(2_000)),
                                new ParticipantReturned(Side.CUSTOMER))),
                row(
                        "the server's outage",
                        "control.no-call",
                        story -> story.add(new ServerOutage(time(2_000), time(9_000)))),
                row(
                        "the end",
                        "control.no-call",
                        story -> story.add(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null))));
    }

    private static Arguments row(String what, String expected, Consumer<Story> then) {
        return Arguments.of(what, expected, then);
    }

    @ParameterizedTest(name = "after {0}: {1}")
    @MethodSource("after")
    void thePermitFollowsTheJournal(String what, String expected, Consumer<Story> then) {
        Story story = given().at(10_000);
        then.accept(story);

        assertThat(refusal(ask(story))).as("after " + what).isEqualTo(expected);
    }

    @Test
    void aQuestionIsNoConsent() {
        Story story = Story.inCall(FREE);
        assertThat(refusal(ask(story))).isEqualTo("control.no-consent");

        story.add(new ConsentRequested(ID, Scope.SCREEN_KEYBOARD_MOUSE, "", 10));
        assertThat(refusal(ask(story))).isEqualTo("control.no-consent");

        story.add(new ConsentRefused(ID, RefusedBy.CUSTOMER));
        assertThat(refusal(ask(story))).isEqualTo("control.no-consent");
    }

    @Test
    void beforeBothAreInTheCallThereIsNone() {
        Story story = Story.ready(FREE).add(new ConsentGiven(ID, Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES));

        assertThat(refusal(ask(story))).isEqualTo("control.no-call");
    }

    @Test
    void anotherConsultantsConsultationLooksAsIfItWereNotThere() {
        Story story = given();

        assertThat(refusal(permits(story).issue(story.id(), ConsultantId.random(), ID)))
                .isEqualTo("consultation.not-found");
        assertThat(refusal(ask(Story.empty()))).isEqualTo("consultation.not-found");
        assertThat(refusal(permits(story).issue(story.id(), story.consultantId(), "request-2")))
                .isEqualTo("control.no-consent");
    }

    @Test
    void serialNumbersGrowWithinAMillisecondAndWhenTheClockStandsBack() {
        Story story = given().at(30_000);
        SignedPermits permits = permits(story);

        long first = serial(permits.issue(story.id(), story.consultantId(), ID));
        long second = serial(permits.issue(story.id(), story.consultantId(), ID));
        story.at(20_000);
        long third = serial(permits.issue(story.id(), story.consultantId(), ID));
        long afterRestart = serial(permits(story.at(31_000)).issue(story.id(), story.consultantId(), ID));

        assertThat(new long[] {first, second, third, afterRestart}).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aPageThatAsksWithoutEndIsToldToWait() {
        Story story = given().at(10_000);
        SignedPermits permits = permits(story);
        IntStream.range(0, Pace.A_MINUTE)
                .forEach(i -> assertThat(refusal(permits.issue(story.id(), story.consultantId(), ID)))
                        .isEqualTo("issued"));

        assertThat(refusal(permits.issue(story.id(), story.consultantId(), ID))).isEqualTo("control.too-many");
        story.at(70_000);
        assertThat(refusal(permits.issue(story.id(), story.consultantId(), ID))).isEqualTo("issued");
    }

    @Test
    void theSignatureIsOverAStatementThatEvidenceNeverMakes() throws GeneralSecurityException {
        Story story = given();
        String[] permit = ((Permission.Issued) ask(story)).permit().split("\\.");
        byte[] signature = Base64.getUrlDecoder().decode(permit[1]);

        assertThat(isSigned("connectme\ncontrol-permit/1\n" + permit[0], signature))
                .isTrue();
        assertThat(isSigned(permit[0], signature)).isFalse();
        assertThat(isSigned("connectme\nhead/1\n" + permit[0], signature)).isFalse();
        String evidence = new String(
                EvidenceFile.headStatement(story.id(), 1, story.history().head(), story.now()), StandardCharsets.UTF_8);
        assertThat(evidence).startsWith("connectme\nhead/1\n");
    }

    private static long serial(Permission permission) {
        Matcher serial = Pattern.compile("\"serial\":(\\d+)").matcher(payload(permission));
        assertThat(serial.find()).isTrue();
        return Long.parseLong(serial.group(1));
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the contract of {@link NodeSigner} says. */
    private static byte[] sign(NodeSigner.Purpose purpose, String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KEYS.getPrivate());
            signature.update(("connectme\n" + purpose.id() + "\n" + text).getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSigned(String statement, byte[] signature) throws GeneralSecurityException {
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(KEYS.getPublic());
        check.update(statement.getBytes(StandardCharsets.US_ASCII));
        return check.verify(signature);
    }

    private record StoryTime(Story story) implements Timeline {

        @Override
        public Instant now() {
            return story.now();
        }

        @Override
        public Optional<Outage> lastOutage() {
            return Optional.empty();
        }
    }
}
