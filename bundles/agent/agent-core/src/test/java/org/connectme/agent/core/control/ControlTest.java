package org.connectme.agent.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.connectme.agent.core.ControlState.Mode;
import org.connectme.agent.core.control.Control.Around;
import org.connectme.agent.core.control.Control.Taken;
import org.connectme.agent.core.view.Consent.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Around ALL_WELL = new Around(true, true, false, true);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final Control granted = Control.of("c1").granted("r1", Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES, at(0));

    @Test
    void consentAloneInjectsNothing() {
        assertThat(granted.injects("r1", ALL_WELL, at(1))).isFalse();
        assertThat(granted.opensInjector(at(1))).isFalse();
        assertThat(granted.state(ALL_WELL, at(1)).mode()).isEqualTo(Mode.PAUSED);
        assertThat(granted.state(ALL_WELL, at(1)).why()).isEqualTo("control.no-permit");
    }

    @Test
    void aPermitAloneInjectsNothing() {
        Taken taken = Control.of("c1").permit(permit(1), NOON, at(0));

        assertThat(taken.refusal()).isEqualTo("control.no-consent");
        assertThat(taken.next().opensInjector(at(0))).isFalse();
    }

    @Test
    void consentAndPermitTogetherInject() {
        Control control = taken(granted, permit(1));

        assertThat(control.injects("r1", ALL_WELL, at(1))).isTrue();
        assertThat(control.opensInjector(at(1))).isTrue();
    }

    @Test
    void inputThatReliesOnAnotherConsentIsNotInjected() {
        assertThat(taken(granted, permit(1)).injects("r2", ALL_WELL, at(1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "c2, r1, SCREEN_KEYBOARD_MOUSE,  5, -1,  59, control.wrong-consultation",
        "c1, r2, SCREEN_KEYBOARD_MOUSE,  5, -1,  59, control.no-consent",
        "c1, r1, SCREEN_ONLY,            5, -1,  59, control.wrong-scope",
        "c1, r1, RECORDING,              5, -1,  59, control.wrong-scope",
        "c1, r1, SCREEN_KEYBOARD_MOUSE,  3, -1,  59, control.replayed",
        "c1, r1, SCREEN_KEYBOARD_MOUSE,  2, -1,  59, control.replayed",
        "c1, r1, SCREEN_KEYBOARD_MOUSE,  5, -61, -1, control.expired",
        "c1, r1, SCREEN_KEYBOARD_MOUSE,  5, -60,  0, control.expired",
        "c1, r1, SCREEN_KEYBOARD_MOUSE,  5, -1,  60, control.expired",
        "c1, r1, SCREEN_KEYBOARD_MOUSE,  5, -1, 999, control.expired",
        "c1, r1, SCREEN_KEYBOARD_MOUSE,  5, 11,  70, control.expired",
    })
    void aPermitThatIsNotForThisNowIsRefusedAndChangesNothing(
            String consultation, String request, Scope scope, long serial, int issued, int until, String refusal) {
        Control before = taken(granted, permit(3));
        Permit permit =
                new Permit(consultation, request, scope, serial, NOON.plusSeconds(issued), NOON.plusSeconds(until));

        Taken taken = before.permit(permit, NOON, at(0));

        assertThat(taken.refusal()).isEqualTo(refusal);
        assertThat(taken.next()).isEqualTo(before);
    }

    @Test
    void aPermitRunsOutByTheMonotonicClock() {
        Control control = taken(granted, permit(1));

        assertThat(control.injects("r1", ALL_WELL, at(58))).isTrue();
        assertThat(control.injects("r1", ALL_WELL, at(59))).isFalse();
        assertThat(control.opensInjector(at(59))).isFalse();
    }

    /** The server's clock may be an hour off from this computer's, and may jump: only what is left by its own counts. */
    @ParameterizedTest
    @CsvSource({"-3600", "-1", "0", "1", "3600", "99999999"})
    void noClockThatJumpsMakesAPermitLonger(long jump) {
        Instant serverNow = NOON.plusSeconds(jump);
        Permit permit = new Permit(
                "c1", "r1", Scope.SCREEN_KEYBOARD_MOUSE, 1, serverNow.minusSeconds(1), serverNow.plusSeconds(59));

        Control control = granted.permit(permit, serverNow, at(0)).next();

        assertThat(control.opensInjector(at(58))).isTrue();
        assertThat(control.opensInjector(at(60))).isFalse();
    }

    @Test
    void aRenewedPermitGoesOn() {
        Control control = taken(granted, permit(1));
        Permit next =
                new Permit("c1", "r1", Scope.SCREEN_KEYBOARD_MOUSE, 2, NOON.plusSeconds(20), NOON.plusSeconds(80));

        control = control.permit(next, NOON.plusSeconds(20), at(20)).next();

        assertThat(control.opensInjector(at(79))).isTrue();
        assertThat(control.opensInjector(at(80))).isFalse();
    }

    @Test
    void noPermitOutlivesTheConsent() {
        Control control = Control.of("c1").granted("r1", Scope.SCREEN_KEYBOARD_MOUSE, Duration.ofSeconds(30), at(0));
        control = taken(control, permit(1));

        assertThat(control.injects("r1", ALL_WELL, at(29))).isTrue();
        assertThat(control.injects("r1", ALL_WELL, at(30))).isFalse();
        assertThat(control.swept(at(30)).grants()).isEmpty();
    }

    @Test
    void stopEndsEverythingAndNoPermitBringsItBack() {
        Control stopped = taken(granted, permit(1)).stopped();

        assertThat(stopped.opensInjector(at(1))).isFalse();
        assertThat(stopped.permit(permit(2), NOON, at(1)).refusal()).isEqualTo("control.no-consent");
        assertThat(stopped.granted("r1", Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES, at(2)))
                .isEqualTo(stopped);
    }

    @Test
    void aNewYesAfterStopNeedsAPermitOfItsOwn() {
        Control again =
                taken(granted, permit(1)).stopped().granted("r2", Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES, at(2));

        assertThat(again.opensInjector(at(2))).isFalse();
        assertThat(again.permit(permit(1), NOON, at(2)).refusal()).isEqualTo("control.no-consent");
    }

    @Test
    void aConsentThatEndedNeverStandsAgain() {
        Control ended = granted.ended("r1");

        assertThat(ended.granted("r1", Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES, at(1))
                        .grants())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "false, true,  false, true,  control.no-permit",
        "true,  false, false, true,  control.not-shared",
        "true,  true,  true,  true,  control.window",
        "true,  true,  false, false, control.stop-hidden",
    })
    void whatIsAroundPausesAndEndsNothing(boolean channel, boolean shared, boolean window, boolean stop, String why) {
        Control control = taken(granted, permit(1));

        assertThat(control.state(new Around(channel, shared, window, stop), at(1))
                        .why())
                .isEqualTo(why);
        assertThat(control.injects("r1", new Around(channel, shared, window, stop), at(1)))
                .isFalse();
        assertThat(control.injects("r1", ALL_WELL, at(1))).isTrue();
    }

    @Test
    void aPrivateMomentRefusesInputUntilItIsOver() {
        Control control = taken(granted, permit(1)).privateMoment(true);

        assertThat(control.injects("r1", ALL_WELL, at(1))).isFalse();
        assertThat(control.points("r1", ALL_WELL, at(1))).isFalse();
        assertThat(control.privateMoment(false).injects("r1", ALL_WELL, at(2))).isTrue();
    }

    @Test
    void screenOnlyPointsAndNeverInjects() {
        Control control = Control.of("c1").granted("r1", Scope.SCREEN_ONLY, TEN_MINUTES, at(0));
        Permit permit = new Permit("c1", "r1", Scope.SCREEN_ONLY, 1, NOON, NOON.plusSeconds(60));
        control = control.permit(permit, NOON, at(0)).next();

        assertThat(control.state(ALL_WELL, at(1)).mode()).isEqualTo(Mode.VIEW);
        assertThat(control.points("r1", ALL_WELL, at(1))).isTrue();
        assertThat(control.injects("r1", ALL_WELL, at(1))).isFalse();
        assertThat(control.opensInjector(at(1))).isFalse();
        assertThat(control.permit(permit(2), NOON, at(1)).refusal()).isEqualTo("control.wrong-scope");
    }

    @ParameterizedTest
    @CsvSource({"RECORDING", "UNKNOWN"})
    void whatIsNotThisAppsToGiveIsNotKept(Scope scope) {
        assertThat(Control.of("c1").granted("r1", scope, TEN_MINUTES, at(0)).grants())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CLIPBOARD, FILE_TRANSFER", "FILE_TRANSFER, CLIPBOARD"})
    void clipboardAndFilesLendNeitherTheScreenNorOneTheOther(Scope scope, Scope other) {
        Control control = Control.of("c1").granted("r1", scope, TEN_MINUTES, at(0));
        assertThat(control.keeps("r1", scope, at(0))).isTrue();
        assertThat(control.exchanges("r1", scope, at(0))).isFalse();

        Permit permit = new Permit("c1", "r1", scope, 1, NOON, NOON.plusSeconds(60));
        control = control.permit(permit, NOON, at(0)).next();

        assertThat(control.exchanging(scope, at(59))).contains("r1");
        assertThat(control.exchanging(scope, at(61))).isEmpty();
        assertThat(control.exchanging(other, at(1))).isEmpty();
        assertThat(control.exchanges("r1", other, at(1))).isFalse();
        assertThat(control.state(ALL_WELL, at(1)).mode()).isEqualTo(Mode.NONE);
        assertThat(control.points("r1", ALL_WELL, at(1))).isFalse();
        assertThat(control.opensInjector(at(1))).isFalse();
        assertThat(control.privateMoment(true).exchanging(scope, at(1))).isEmpty();
        assertThat(control.privateMoment(true).keeps("r1", scope, at(1))).isFalse();
        assertThat(control.permitsDropped().exchanging(scope, at(1))).isEmpty();
        assertThat(control.stopped().keeps("r1", scope, at(1))).isFalse();
        assertThat(control.permit(permit, NOON, at(1)).refusal()).isEqualTo("control.replayed");
    }

    @Test
    void aPermitOfOneConsentIsNoneTheOlderForAPermitOfAnother() {
        Control control = Control.of("c1")
                .granted("r1", Scope.CLIPBOARD, TEN_MINUTES, at(0))
                .granted("r2", Scope.FILE_TRANSFER, TEN_MINUTES, at(0));
        control = control.permit(new Permit("c1", "r1", Scope.CLIPBOARD, 2, NOON, NOON.plusSeconds(60)), NOON, at(0))
                .next();
        control = control.permit(
                        new Permit("c1", "r2", Scope.FILE_TRANSFER, 1, NOON, NOON.plusSeconds(60)), NOON, at(0))
                .next();

        assertThat(control.exchanging(Scope.CLIPBOARD, at(1))).contains("r1");
        assertThat(control.exchanging(Scope.FILE_TRANSFER, at(1))).contains("r2");
    }

    @Test
    void aLostChannelAsksForANewPermit() {
        Control dropped = taken(granted, permit(1)).permitsDropped();

        assertThat(dropped.opensInjector(at(1))).isFalse();
        assertThat(dropped.permit(permit(1), NOON, at(1)).refusal()).isEqualTo("control.replayed");
        assertThat(taken(dropped, permit(2)).opensInjector(at(1))).isTrue();
    }

    @Test
    void theServerCanShortenAConsentAndNotLengthenIt() {
        Control shorter = granted.shortened("r1", Duration.ofSeconds(5), at(0));

        assertThat(shorter.grants().get("r1").stands(at(5))).isFalse();
        assertThat(shorter.shortened("r1", Duration.ofHours(5), at(0))).isEqualTo(shorter);
    }

    @Test
    void theMonotonicClockMayPassItsLargestNumber() {
        long start = Long.MAX_VALUE - 1;
        Control control = Control.of("c1").granted("r1", Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES, start);
        control = control.permit(permit(1), NOON, start).next();

        assertThat(control.injects("r1", ALL_WELL, start + 1_000_000_000)).isTrue();
        assertThat(control.injects("r1", ALL_WELL, start + 61_000_000_000L)).isFalse();
    }

    /** Whatever happens in whatever order: no input without a yes that stands, and none after STOP. */
    @Property(tries = 2_000)
    void noOrderOfEventsInjectsWithoutConsent(@ForAll @Size(max = 30) List<@IntRange(max = 9) Integer> steps) {
        Control control = Control.of("c1");
        boolean said = false;
        long serial = 0;
        int second = 0;
        for (int step : steps) {
            second += step == 9 ? 61 : 1;
            Instant serverNow = NOON.plusSeconds(second);
            switch (step) {
                case 0 -> {
                    boolean fresh = !control.over().contains("r1");
                    control = control.granted("r1", Scope.SCREEN_KEYBOARD_MOUSE, TEN_MINUTES, at(second));
                    said |= fresh;
                }
                case 1, 2 ->
                    control = control.permit(
                                    new Permit(
                                            "c1",
                                            "r1",
                                            Scope.SCREEN_KEYBOARD_MOUSE,
                                            ++serial,
                                            serverNow,
                                            serverNow.plusSeconds(60)),
                                    serverNow,
                                    at(second))
                            .next();
                case 3 -> {
                    control = control.stopped();
                    said = false;
                }
                case 4 -> {
                    control = control.ended("r1");
                    said = false;
                }
                case 5 -> control = control.permitsDropped();
                case 6 -> control = control.privateMoment(true);
                case 7 -> control = control.privateMoment(false);
                default -> control = control.swept(at(second));
            }
            if (control.injects("r1", ALL_WELL, at(second))) {
                assertThat(said).isTrue();
                assertThat(control.privateMoment()).isFalse();
                assertThat(control.opensInjector(at(second))).isTrue();
            }
        }
    }

    private static Control taken(Control control, Permit permit) {
        Taken taken = control.permit(permit, NOON, at(0));
        assertThat(taken.refusal()).isEmpty();
        return taken.next();
    }

    private static Permit permit(long serial) {
        return new Permit("c1", "r1", Scope.SCREEN_KEYBOARD_MOUSE, serial, NOON.minusSeconds(1), NOON.plusSeconds(59));
    }

    private static long at(long seconds) {
        return 7_000_000_000L + seconds * 1_000_000_000L;
    }
}
