package org.connectme.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.connectme.agent.control.Keys.At;
import org.connectme.agent.control.Keys.Kind;
import org.connectme.agent.control.Keys.Nowhere;
import org.connectme.agent.control.Keys.Platform;
import org.connectme.agent.control.Keys.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeysTest {

    /** Chapter by chapter as in W3C "UI Events KeyboardEvent code Values", Recommendation of 22 April 2025. */
    private static final String SPECIFICATION = """
            Backquote Backslash BracketLeft BracketRight Comma Equal IntlBackslash IntlRo IntlYen Minus Period Quote
            Semicolon Slash
            AltLeft AltRight Backspace CapsLock ContextMenu ControlLeft ControlRight Enter MetaLeft MetaRight ShiftLeft
            ShiftRight Space Tab
            Convert KanaMode Lang1 Lang2 Lang3 Lang4 Lang5 NonConvert
            Delete End Help Home Insert PageDown PageUp
            ArrowDown ArrowLeft ArrowRight ArrowUp
            NumLock NumpadAdd NumpadBackspace NumpadClear NumpadClearEntry NumpadComma NumpadDecimal NumpadDivide
            NumpadEnter NumpadEqual NumpadHash NumpadMemoryAdd NumpadMemoryClear NumpadMemoryRecall NumpadMemoryStore
            NumpadMemorySubtract NumpadMultiply NumpadParenLeft NumpadParenRight NumpadStar NumpadSubtract
            Escape Fn FnLock PrintScreen ScrollLock Pause
            BrowserBack BrowserFavorites BrowserForward BrowserHome BrowserRefresh BrowserSearch BrowserStop Eject
            LaunchApp1 LaunchApp2 LaunchMail MediaPlayPause MediaSelect MediaStop MediaTrackNext MediaTrackPrevious Power
            Sleep AudioVolumeDown AudioVolumeMute AudioVolumeUp WakeUp
            Hyper Super Turbo Abort Resume Suspend Again Copy Cut Find Open Paste Props Select Undo Hiragana Katakana
            Unidentified
            """;

    @Test
    void everyCodeOfTheSpecificationIsThereAndNoOther() {
        Set<String> specified = new TreeSet<>(Set.of(SPECIFICATION.trim().split("\\s+")));
        IntStream.rangeClosed('A', 'Z').forEach(letter -> specified.add("Key" + (char) letter));
        IntStream.rangeClosed(0, 9).forEach(digit -> specified.addAll(Set.of("Digit" + digit, "Numpad" + digit)));
        IntStream.rangeClosed(1, 24).forEach(function -> specified.add("F" + function));

        assertThat(new TreeSet<>(Keys.codes())).isEqualTo(specified);
    }

    @ParameterizedTest
    @EnumSource
    void eachKeyHasANumberOfItsOwnOrAReason(Platform platform) {
        Map<At, String> seen = new HashMap<>();
        for (String code : Keys.codes()) {
            Position position = Keys.position(platform, code);
            if (position instanceof At at) {
                assertThat(seen.put(at, code))
                        .as("what else has the number of %s", code)
                        .isNull();
            } else {
                assertThat(((Nowhere) position).why()).as(code).isNotBlank();
            }
        }
        assertThat(seen).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyWithAnotherNameThereIsFoundUnderThatName(Platform platform) {
        String called = "the key there is called ";
        assertThat(Keys.codes()).allSatisfy(code -> {
            if (Keys.position(platform, code) instanceof Nowhere nowhere
                    && nowhere.why().startsWith(called)) {
                assertThat(Keys.position(platform, nowhere.why().substring(called.length())))
                        .isInstanceOf(At.class);
            }
        });
    }

    @Test
    void everyKeyOfAnOrdinaryKeyboardIsOnEverySystem() {
        Stream<String> ordinary = Keys.codes().stream()
                .filter(code -> code.matches("Key[A-Z]|Digit\\d|F[1-9]|F1[0-2]|Arrow.*|(Shift|Control|Alt|Meta).*")
                        || Set.of("Enter", "Tab", "Space", "Backspace", "Escape", "Delete", "Home", "End", "PageUp")
                                .contains(code));

        assertThat(ordinary)
                .allSatisfy(code -> assertThat(Platform.values())
                        .allSatisfy(platform ->
                                assertThat(Keys.position(platform, code)).isInstanceOf(At.class)));
    }

    @Test
    void x11CanSayEveryNumberOfLinux() {
        assertThat(Keys.codes()).allSatisfy(code -> {
            if (Keys.position(Platform.LINUX, code) instanceof At at) {
                assertThat(at.number()).isBetween(1, 247);
                assertThat(at.kind()).isEqualTo(Kind.PLAIN);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "KeyA,LINUX,30,PLAIN", "KeyA,WINDOWS,30,PLAIN", "KeyA,MACOS,0,PLAIN",
        "ControlRight,LINUX,97,PLAIN", "ControlRight,WINDOWS,29,EXTENDED", "ControlRight,MACOS,62,PLAIN",
        "NumpadEnter,LINUX,96,PLAIN", "NumpadEnter,WINDOWS,28,EXTENDED", "NumpadEnter,MACOS,76,PLAIN",
        "Pause,LINUX,119,PLAIN", "Pause,WINDOWS,19,VIRTUAL", "NumLock,WINDOWS,69,PLAIN",
    })
    void numbersAreThoseOfTheSystem(String code, Platform platform, int number, Kind kind) {
        assertThat(Keys.position(platform, code)).isEqualTo(new At(number, kind));
    }

    @Test
    void whatIsNoCodeHasNoPosition() {
        assertThat(Keys.position(Platform.LINUX, "keya")).isNull();
    }
}
