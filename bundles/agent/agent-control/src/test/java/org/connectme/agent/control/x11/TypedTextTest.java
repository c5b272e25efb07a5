package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is typed arrives in a real program's text field, whatever the customer's layout is. */
class TypedTextTest {

    private static final Map<String, String> SCRIPTS = new TreeMap<>(Map.ofEntries(
            Map.entry("English", "The quick brown fox, jumps! {over} [the] <lazy> \"dog\" ~`@#$%^&*()_+|\\ 0123456789"),
            Map.entry("German", "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich: 5 €, ÄÖÜẞ"),
            Map.entry("French", "Dès Noël où un zéphyr haï me vêt de glaçons würmiens, œuf « Œ »"),
            Map.entry("Spanish", "¿Qué? ¡El pingüino Wenceslao y el ñandú! Ñ ª º"),
            Map.entry("Romanian", "Bună țară și ăîâșț ÂĂȘȚ"),
            Map.entry("Polish", "Zażółć gęślą jaźń ŁÓDŹ"),
            Map.entry("Czech", "Příliš žluťoučký kůň úpěl ďábelské ódy"),
            Map.entry("Turkish", "Pijamalı hasta yağız şoföre çabucak güvendi İĞ"),
            Map.entry("Russian", "Съешь ещё этих булок"),
            Map.entry("Ukrainian", "їжак, єнот і ґанок"),
            Map.entry("Greek", "Ξεσκεπάζω την ψυχή μου"),
            Map.entry("Hebrew", "שלום עולם, מה שלומך ₪"),
            Map.entry("Arabic", "نص حكيم له سر قاطع وذو شأن عظيم ع ١٢٣"),
            Map.entry("Thai", "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า ฿"),
            Map.entry("Devanagari", "ऋषियों को सताने वाले दुष्ट राक्षसों ₹"),
            Map.entry("Chinese", "你好，世界。視野無限廣"),
            Map.entry("Japanese", "いろはにほへと チリヌルヲ 日本語"),
            Map.entry("Korean", "다람쥐 헌 쳇바퀴에 타고파"),
            Map.entry("Signs", "∑√π ≤ ≠ → “quoted” – … ™ 𝔘𝄞"),
            Map.entry("Emoji", "😀 👍🏽 👩‍👩‍👧 🇪🇺 ❤️")));

    private static final List<String> LAYOUTS =
            List.of("us", "de", "fr", "es", "ro", "pl", "cz", "tr", "ru", "ua", "gr", "il", "ara", "th", "in", "us,ru");

    /** Enough as long as no key has to be lent twice, and the program has read all before control ends. */
    private static final Duration NONE = Duration.ZERO;

    private static TestDisplay display;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        display = new TestDisplay();
    }

    @AfterAll
    static void stop() {
        display.close();
    }

    /** Each script on one of the layouts in turn, which seldom is its own. */
    static List<Arguments> texts() {
        List<String> scripts = List.copyOf(SCRIPTS.keySet());
        return IntStream.range(0, scripts.size())
                .mapToObj(i -> Arguments.of(LAYOUTS.get(i % LAYOUTS.size()), scripts.get(i)))
                .toList();
    }

    @ParameterizedTest(name = "{1} on the layout {0}")
    @MethodSource("texts")
    void everyScriptArrivesAsTypedWhateverTheLayout(String layout, String script) throws Exception {
        display.layout("-layout", layout);

        String read = typeIntoField(SCRIPTS.get(script));

        assertThat(read).isEqualTo(SCRIPTS.get(script));
    }

    @Test
    void keysAreLentAnewOnceProgramsHaveReadWhatTheyMeant() throws Exception {
        display.layout("-layout", "us");
        Path typed = folder.resolve("typed");
        Process terminal = display.start("xterm", "-u8", "-e", "sh", "-c", "cat > " + typed);
        display.focusFirstWindow();
        List<String> lines =
                List.of("абвгдеёжзийкл", "мнопрстуфхцчш", "щъыьэюяαβγδεζη", "θικλμνξοπρστυφ", "абвгαβγχψω");
        try (X11Injector injector = display.injector(NONE)) {
            StringBuilder all = new StringBuilder();
            for (String line : lines) {
                injector.text(line + "\n");
                all.append(line).append('\n');
                TestDisplay.await(() -> Files.exists(typed) && linesOf(typed) == linesOf(all.toString()));
                assertThat(typed).hasContent(all.toString());
            }
        }
        terminal.destroy();
        TestDisplay.await(() -> !terminal.isAlive());
    }

    private static long linesOf(Path file) throws IOException {
        return linesOf(Files.readString(file));
    }

    private static long linesOf(String text) {
        return text.chars().filter(character -> character == '\n').count();
    }

    @Test
    void aKeyIsNotLentAnewBeforeItRested() throws Exception {
        display.layout("-layout", "us");
        try (X11Injector injector = display.injector(Duration.ofMillis(400))) {
            long begun = System.nanoTime();
            injector.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя");

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        }
    }

    @Test
    void capitalsAreThoseOfTheTextWhateverCapsLockSays() throws Exception {
        display.layout("-layout", "de");
        try (X11Injector injector = display.injector()) {
            injector.key("CapsLock", true);
            injector.key("CapsLock", false);
        }

        assertThat(typeIntoField("Größe И и")).isEqualTo("Größe И и");

        try (X11Injector injector = display.injector()) {
            injector.key("CapsLock", true);
            injector.key("CapsLock", false);
        }
    }

    @Test
    void aTerminalReadsItToo() throws Exception {
        display.layout("-layout", "de");
        Path typed = folder.resolve("typed");
        Process terminal = display.start("xterm", "-u8", "-e", "sh", "-c", "head -n 2 > " + typed);
        display.focusFirstWindow();
        try (X11Injector injector = display.injector()) {
            injector.text("echo 'Größe 你' > /dev/null\n\tж😀\n");
            TestDisplay.await(() -> !terminal.isAlive());
        }

        assertThat(typed).hasContent("echo 'Größe 你' > /dev/null\n\tж😀\n");
    }

    private String typeIntoField(String text) throws Exception {
        Process field = display.start("zenity", "--entry", "--text=field");
        display.focusFirstWindow();
        try (X11Injector injector = display.injector()) {
            int[] characters = text.codePoints().toArray();
            for (int from = 0; from < characters.length; from += 64) {
                injector.text(new String(characters, from, Math.min(64, characters.length - from)));
            }
            injector.key("Enter", true);
            injector.key("Enter", false);
            return new String(field.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
