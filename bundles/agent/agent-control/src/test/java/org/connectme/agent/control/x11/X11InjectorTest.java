package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.agent.control.Keys;
import org.connectme.agent.control.Keys.At;
import org.connectme.agent.control.Keys.Platform;
import org.connectme.agent.core.InjectorFailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class X11InjectorTest {

    private TestDisplay display;

    @BeforeEach
    void start() throws Exception {
        display = new TestDisplay();
    }

    @AfterEach
    void stop() {
        display.close();
    }

    @Test
    void everyKeyThatIsMappedArrivesAtItsPlace() throws Exception {
        Map<Integer, String> names = keyNames();
        try (Listener listener = new Listener(display);
                X11Injector injector = display.injector()) {
            List<String> expected = new ArrayList<>();
            for (String code : Keys.codes()) {
                injector.key(code, true);
                injector.key(code, false);
                if (Keys.position(Platform.LINUX, code) instanceof At at) {
                    expected.add("key " + (at.number() + 8) + " down");
                    expected.add("key " + (at.number() + 8) + " up");
                }
            }

            assertThat(listener.heard(expected.size())).isEqualTo(expected);
        }
        // The display's own names of places: row (E to A from above) and column
        Map<String, String> places = Map.ofEntries(
                Map.entry("Backquote", "TLDE"),
                Map.entry("Digit1", "AE01"),
                Map.entry("Digit0", "AE10"),
                Map.entry("Minus", "AE11"),
                Map.entry("Equal", "AE12"),
                Map.entry("KeyQ", "AD01"),
                Map.entry("KeyY", "AD06"),
                Map.entry("KeyP", "AD10"),
                Map.entry("BracketRight", "AD12"),
                Map.entry("KeyA", "AC01"),
                Map.entry("KeyL", "AC09"),
                Map.entry("Quote", "AC11"),
                Map.entry("Backslash", "BKSL"),
                Map.entry("IntlBackslash", "LSGT"),
                Map.entry("KeyZ", "AB01"),
                Map.entry("KeyM", "AB07"),
                Map.entry("Slash", "AB10"),
                Map.entry("Space", "SPCE"),
                Map.entry("ShiftLeft", "LFSH"),
                Map.entry("ShiftRight", "RTSH"),
                Map.entry("ControlLeft", "LCTL"),
                Map.entry("ControlRight", "RCTL"),
                Map.entry("AltLeft", "LALT"),
                Map.entry("AltRight", "RALT"),
                Map.entry("MetaLeft", "LWIN"),
                Map.entry("MetaRight", "RWIN"),
                Map.entry("ContextMenu", "COMP"),
                Map.entry("Escape", "ESC"),
                Map.entry("F1", "FK01"),
                Map.entry("F12", "FK12"),
                Map.entry("F13", "FK13"),
                Map.entry("F24", "FK24"),
                Map.entry("Insert", "INS"),
                Map.entry("Delete", "DELE"),
                Map.entry("Home", "HOME"),
                Map.entry("End", "END"),
                Map.entry("PageUp", "PGUP"),
                Map.entry("PageDown", "PGDN"),
                Map.entry("ArrowUp", "UP"),
                Map.entry("ArrowDown", "DOWN"),
                Map.entry("ArrowLeft", "LEFT"),
                Map.entry("ArrowRight", "RGHT"),
                Map.entry("NumLock", "NMLK"),
                Map.entry("Numpad0", "KP0"),
                Map.entry("Numpad5", "KP5"),
                Map.entry("NumpadEnter", "KPEN"),
                Map.entry("NumpadDecimal", "KPDL"),
                Map.entry("NumpadEqual", "KPEQ"),
                Map.entry("Enter", "RTRN"),
                Map.entry("Tab", "TAB"),
                Map.entry("Backspace", "BKSP"),
                Map.entry("CapsLock", "CAPS"),
                Map.entry("PrintScreen", "PRSC"),
                Map.entry("ScrollLock", "SCLK"),
                Map.entry("Pause", "PAUS"),
                Map.entry("Convert", "HENK"),
                Map.entry("NonConvert", "MUHE"),
                Map.entry("KanaMode", "HKTG"),
                Map.entry("Lang1", "HNGL"),
                Map.entry("Lang2", "HJCV"),
                Map.entry("IntlYen", "AE13"),
                Map.entry("IntlRo", "AB11"),
                Map.entry("AudioVolumeUp", "VOL+"),
                Map.entry("AudioVolumeMute", "MUTE"),
                Map.entry("Power", "POWR"),
                Map.entry("Copy", "COPY"),
                Map.entry("Paste", "PAST"),
                Map.entry("Undo", "UNDO"),
                Map.entry("Again", "AGAI"),
                Map.entry("Help", "HELP"));
        assertThat(places).allSatisfy((code, place) -> {
            At at = (At) Keys.position(Platform.LINUX, code);
            assertThat(names.get(at.number() + 8)).as(code).contains(" " + place + " ");
        });
    }

    /** All names of each keycode, by the display's own description of its keyboard. */
    private Map<Integer, String> keyNames() throws Exception {
        Map<String, Integer> codes = new HashMap<>();
        Map<Integer, String> names = new HashMap<>();
        String map = display.run("xkbcomp", display.environment().get("DISPLAY"), "-");
        map.lines().takeWhile(line -> !line.startsWith("xkb_types")).forEach(line -> {
            Matcher key = Pattern.compile("^\\s*<(\\S+)> = (\\d+);").matcher(line);
            Matcher alias =
                    Pattern.compile("^\\s*alias\\s+<(\\S+)>\\s*= <(\\S+)>;").matcher(line);
            if (key.find()) {
                codes.put(key.group(1), Integer.parseInt(key.group(2)));
                names.merge(Integer.parseInt(key.group(2)), " " + key.group(1) + " ", String::concat);
            } else if (alias.find() && codes.containsKey(alias.group(2))) {
                names.merge(codes.get(alias.group(2)), " " + alias.group(1) + " ", String::concat);
            }
        });
        return names;
    }

    @Test
    void aKeyThatIsDownIsPressedOnceAndReleasedOnce() throws Exception {
        try (Listener listener = new Listener(display);
                X11Injector injector = display.injector()) {
            injector.key("ShiftLeft", true);
            injector.key("ShiftLeft", true);
            injector.key("ShiftLeft", false);
            injector.key("ShiftLeft", false);
            injector.key("KeyA", false);
            injector.key("NoSuchKey", true);
            injector.button(0, true);

            assertThat(listener.heard(3)).containsExactly("key 50 down", "key 50 up", "button 1 down");
        }
    }

    @Test
    void allThatIsDownIsLetGoOfInReverse() throws Exception {
        try (Listener listener = new Listener(display);
                X11Injector injector = display.injector()) {
            injector.key("ControlLeft", true);
            injector.key("KeyC", true);
            injector.button(0, true);
            injector.button(4, true);
            listener.heard(4);
            listener.forget();

            injector.releaseAll();

            assertThat(listener.heard(4)).containsExactly("key 54 up", "key 37 up", "button 1 up", "button 9 up");
            assertNothingIsDown();
        }
    }

    @Test
    void closingLetsGoOfAllAndPutsTheLayoutBack() throws Exception {
        KeyboardMap before = map();
        try (X11Injector injector = display.injector()) {
            injector.text("你好 😀 ж");
            injector.key("AltLeft", true);
            injector.button(2, true);
            assertThat(map()).isNotEqualTo(before);
        }
        assertThat(map()).isEqualTo(before);
        assertNothingIsDown();
    }

    @Test
    void afterClosingNothingIsInjected() throws Exception {
        try (Listener listener = new Listener(display)) {
            X11Injector injector = display.injector();
            injector.close();
            injector.key("KeyA", true);
            injector.text("a");
            injector.button(0, true);
            injector.close();
            try (X11Injector other = display.injector()) {
                other.key("KeyB", true);
            }

            assertThat(listener.heard(2)).containsExactly("key 56 down", "key 56 up");
        }
    }

    @Test
    void keysOfAnAppThatIsKilledAreLetGoOf() throws Exception {
        KeyboardMap before = map();
        Process app = display.start(
                TestDisplay.JAVA.toString(), "-cp", System.getProperty("java.class.path"), Holder.class.getName());
        assertThat(app.getInputStream().read()).isEqualTo('h');
        try (XConnection connection = display.connect()) {
            assertThat(new XTest(connection).down().keycodes()).contains(37, 54);
        }
        assertThat(map()).isNotEqualTo(before);

        app.destroyForcibly();

        try (XConnection connection = display.connect()) {
            XTest test = new XTest(connection);
            TestDisplay.await(() ->
                    test.down().keycodes().isEmpty() && test.down().buttons().isEmpty());
            TestDisplay.await(() -> KeyboardMap.read(connection).equals(before));
        }
    }

    /** An app that holds Ctrl+C, a button, and has lent keys to characters. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            X11Injector injector = (X11Injector)
                    new X11Injectors(System.getenv(), TestDisplay.JAVA, X11Text.REST, System::nanoTime).open();
            injector.text("你好");
            injector.key("ControlLeft", true);
            injector.key("KeyC", true);
            injector.button(0, true);
            System.out.write('h');
            System.out.flush();
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void whatOnlyTheCustomerHoldsStaysDown() throws Exception {
        try (TestKeyboard keyboard = new TestKeyboard(display);
                XConnection connection = display.connect()) {
            keyboard.key(50, true);
            try (X11Injector injector = display.injector()) {
                injector.key("ControlLeft", true);
                injector.releaseAll();
            }
            new XTest(connection).releaseAll(); // as the guard does
            assertThat(isDown(50)).isTrue();
            assertThat(isDown(37)).isFalse();
        }
    }

    /** On any keyboard. */
    private boolean isDown(int keycode) throws IOException {
        try (XConnection connection = display.connect()) {
            ByteBuffer keys = connection.ask(new Request(44, 0));
            return (keys.get(8 + keycode / 8) & 1 << keycode % 8) != 0;
        }
    }

    @Test
    void withoutAGuardTheDisplayKeepsTheKeysOfTheDead() throws Exception {
        try (XConnection connection = display.connect()) {
            new XTest(connection).key(50, true);
            connection.sync();
        }
        try (XConnection connection = display.connect()) {
            assertThat(new XTest(connection).down().keycodes()).containsExactly(50);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,2", "2,3", "3,8", "4,9"})
    void eachButtonArrives(int button, int arrives) throws Exception {
        try (Listener listener = new Listener(display);
                X11Injector injector = display.injector()) {
            injector.button(button, true);
            injector.button(button, false);

            assertThat(listener.heard(2)).containsExactly("button " + arrives + " down", "button " + arrives + " up");
        }
    }

    @Test
    void aButtonIsTheOneThatMeansItNow() throws Exception {
        try (X11Injector injector = display.injector()) {
            injector.button(2, true);
            assertThat(physicallyDown()).containsExactly(3);
            injector.button(2, false);
            // As for a left-handed person: the first button means the third, and the other way round.
            buttonsMean(3, 2, 1);
            injector.button(2, true);
            assertThat(physicallyDown()).containsExactly(1);
            injector.button(2, false);
            buttonsMean(1, 2, 3);
            injector.button(2, true);
            assertThat(physicallyDown()).containsExactly(3);
            injector.button(2, false);
        }
        assertNothingIsDown();
    }

    private List<Integer> physicallyDown() throws IOException {
        try (XConnection connection = display.connect()) {
            return new XTest(connection).down().buttons();
        }
    }

    /** Of the first three. */
    private void buttonsMean(int... meanings) throws IOException {
        try (XConnection connection = display.connect()) {
            ByteBuffer mapping = connection.ask(new Request(117, 0));
            byte[] all = new byte[Byte.toUnsignedInt(mapping.get(1))];
            mapping.get(32, all);
            for (int i = 0; i < meanings.length; i++) {
                all[i] = (byte) meanings[i];
            }
            connection.ask(new Request(116, all.length).bytes(all));
        }
    }

    @Test
    void theWheelTurnsBothWaysAndFineTurnsAddUp() throws Exception {
        try (Listener listener = new Listener(display);
                X11Injector injector = display.injector()) {
            injector.wheel(0, 60);
            injector.wheel(0, 60);
            injector.wheel(0, -120);
            injector.wheel(240, 0);
            injector.wheel(-120, 0);

            assertThat(listener.heard(10).stream().filter(event -> event.endsWith("down")))
                    .containsExactly(
                            "button 5 down", "button 4 down", "button 7 down", "button 7 down", "button 6 down");
        }
    }

    @Test
    void thePointerGoesToThePixel() throws Exception {
        try (X11Injector injector = display.injector()) {
            injector.move(1279, 719);
            assertThat(pointer()).containsExactly(1279, 719);
            injector.move(0, 0);
            assertThat(pointer()).containsExactly(0, 0);
        }
    }

    @Test
    void theCustomersOwnMouseWins() throws Exception {
        AtomicLong now = new AtomicLong();
        try (Listener listener = new Listener(display);
                X11Injector injector = display.injector(X11Text.REST, now::get)) {
            injector.move(100, 100);
            moveByCustomer(300, 300);
            injector.move(110, 110);
            injector.button(0, true);
            injector.wheel(0, 120);
            assertThat(pointer()).containsExactly(300, 300);

            now.set(500_000_000L);
            injector.move(120, 120);
            injector.button(0, true);
            injector.button(0, false);
            assertThat(pointer()).containsExactly(120, 120);
            assertThat(listener.heard(2)).containsExactly("button 1 down", "button 1 up");
        }
    }

    @Test
    void theDesktopOfTwoMonitorsIsOne() throws Exception {
        try (TestDisplay wide = new TestDisplay("+xinerama", "-screen", "0", "2560x720x24")) {
            wide.run("xrandr", "--setmonitor", "left", "1280/300x720/200+0+0", "screen");
            wide.run("xrandr", "--setmonitor", "right", "1280/300x720/200+1280+0", "none");
            try (X11Injector injector = wide.injector()) {
                injector.move(2000, 500);
                assertThat(pointer(wide)).containsExactly(2000, 500);
            }
        }
    }

    /** A warp: the display's word that the pointer is elsewhere, as after a move of the real mouse. */
    private void moveByCustomer(int x, int y) throws IOException {
        try (XConnection connection = display.connect()) {
            connection.send(new Request(41, 0)
                    .u32(0)
                    .u32(connection.root())
                    .skip(8)
                    .u16(x)
                    .u16(y));
            connection.sync();
        }
    }

    private List<Integer> pointer() throws IOException {
        return pointer(display);
    }

    private static List<Integer> pointer(TestDisplay display) throws IOException {
        try (XConnection connection = display.connect()) {
            ByteBuffer reply = connection.ask(new Request(38, 0).u32(connection.root()));
            return List.of((int) reply.getShort(16), (int) reply.getShort(18));
        }
    }

    @ParameterizedTest
    @CsvSource({"us,z,KeyZ", "de,z,KeyY", "fr,a,KeyQ", "fr,w,KeyZ", "ru,с,KeyC", "gr,λ,KeyL", "us,+,Equal"})
    void theKeyOfALetterIsThatOfTheCustomersLayout(String layout, String letter, String code) throws Exception {
        display.layout("-layout", layout);
        try (X11Injector injector = display.injector()) {
            assertThat(injector.position(letter.codePointAt(0))).contains(code);
            assertThat(injector.position("你".codePointAt(0))).isEmpty();
        }
    }

    @Test
    void aChangeOfTheLayoutInBetweenDoesNoHarm() throws Exception {
        try (X11Injector injector = display.injector();
                XConnection connection = display.connect()) {
            injector.text("你");
            display.layout("-layout", "ru");
            KeyboardMap russian = KeyboardMap.read(connection);
            injector.text("你好");

            KeyboardMap bound = KeyboardMap.read(connection);
            injector.close();

            assertThat(bound.stroke("你".codePointAt(0), 0)).isPresent();
            assertThat(bound.stroke("好".codePointAt(0), 0)).isPresent();
            assertThat(KeyboardMap.read(connection)).isEqualTo(russian);
        }
    }

    @Test
    void textEndsInTheMiddleWhenItMayNotGoOn() throws Exception {
        try (Listener listener = new Listener(display);
                X11Injector injector = display.injector()) {
            AtomicInteger asked = new AtomicInteger();
            injector.text("aaaaaaaa", () -> asked.incrementAndGet() < 5);
            injector.key("Enter", true);
            injector.key("Enter", false);

            List<String> heard = listener.heard(2);
            TestDisplay.await(() -> listener.heard().contains("key 36 up"));
            assertThat(heard.size()).isPositive();
            assertThat(listener.heard().stream().filter("key 38 down"::equals).count())
                    .isBetween(1L, 4L);
        }
    }

    @Test
    void aDisplayThatGoesAwayIsNoCatastrophe() throws Exception {
        X11Injector injector = display.injector();
        display.close();

        injector.key("KeyA", true);
        injector.text("a");
        injector.move(1, 1);
        injector.releaseAll();
        injector.close();

        assertThat(injector.position('a')).isEmpty();
    }

    @Test
    void eachFailureToOpenHasItsCode() {
        Map<String, String> nowhere = Map.of("DISPLAY", ":59999");
        assertThatThrownBy(() -> new X11Injectors(nowhere, TestDisplay.JAVA, X11Text.REST, System::nanoTime).open())
                .isInstanceOfSatisfying(
                        InjectorFailed.class,
                        failed -> assertThat(failed.code()).isEqualTo("control.no-display"));
        assertThatThrownBy(
                        () -> new X11Injectors(display.environment(), Path.of("/none"), X11Text.REST, System::nanoTime)
                                .open())
                .isInstanceOfSatisfying(
                        InjectorFailed.class,
                        failed -> assertThat(failed.code()).isEqualTo("control.no-guard"));
    }

    @Test
    void aDisplayWithoutXTestIsRefused() throws Exception {
        try (TestDisplay bare = new TestDisplay("-extension", "XTEST")) {
            assertThatThrownBy(bare::injector)
                    .isInstanceOfSatisfying(
                            InjectorFailed.class,
                            failed -> assertThat(failed.code()).isEqualTo("control.no-xtest"));
        }
    }

    private KeyboardMap map() throws IOException {
        try (XConnection connection = display.connect()) {
            return KeyboardMap.read(connection);
        }
    }

    private void assertNothingIsDown() throws IOException {
        try (XConnection connection = display.connect()) {
            XTest.Down down = new XTest(connection).down();
            assertThat(down.keycodes()).isEmpty();
            assertThat(down.buttons()).isEmpty();
        }
    }
}
