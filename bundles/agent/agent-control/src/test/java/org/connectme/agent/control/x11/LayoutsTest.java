package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.connectme.agent.control.Translations;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.ControlInput;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.Screen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consultant and customer have different layouts: what the page says is done in a real program's text field. */
class LayoutsTest {

    private static final Screen SCREEN = new Screen("all", "", 0, 0, 1280, 720, 1);

    private static TestDisplay display;

    private final ControlInput input = new Translations().begin();

    @BeforeAll
    static void start() throws Exception {
        display = new TestDisplay();
    }

    @AfterAll
    static void stop() {
        display.close();
    }

    /** "Select all" is where A is for the consultant, "cut" where X is, "paste" where V is. */
    @ParameterizedTest(name = "{0} helps {1}")
    @CsvSource({
        "AZERTY, us, KeyQ",
        "AZERTY, de, KeyQ",
        "AZERTY, 'ru,us', KeyQ",
        "QWERTY, fr, KeyA",
        "QWERTZ, fr, KeyA",
        "QWERTZ, us, KeyA",
        "QWERTY, 'ru,us', KeyA"
    })
    void shortcutsAndTextMeanWhatTheyMeanToTheConsultant(String consultants, String customers, String placeOfA)
            throws Exception {
        display.layout("-layout", customers);
        Process field = display.start("zenity", "--entry", "--text=field");
        display.focusFirstWindow();
        try (Injector injector = display.injector(Duration.ZERO)) {
            say(injector, "{'t':'text','text':'gone'}");
            shortcut(injector, placeOfA, "a");
            // as dead keys, AltGr and an input method give it
            say(injector, "{'t':'text','text':'ê@ñжя你'}");
            shortcut(injector, placeOfA, "a");
            shortcut(injector, "KeyX", "x");
            shortcut(injector, "KeyV", "v");
            shortcut(injector, "KeyV", "v");
            press(injector, "Enter", "");

            assertThat(new String(field.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing())
                    .isEqualTo("ê@ñжя你ê@ñжя你");
        }
    }

    private void shortcut(Injector injector, String code, String key) throws Exception {
        say(injector, "{'t':'key','code':'ControlLeft','down':true}");
        press(injector, code, ",'key':'" + key + "'");
        say(injector, "{'t':'key','code':'ControlLeft','down':false}");
    }

    private void press(Injector injector, String code, String key) throws Exception {
        say(injector, "{'t':'key','code':'" + code + "','down':true" + key + "}");
        say(injector, "{'t':'key','code':'" + code + "','down':false" + key + "}");
    }

    private void say(Injector injector, String message) throws Exception {
        JsonNode read = new ObjectMapper().readTree(message.replace('\'', '"'));
        input.take(Channel.COMMANDS, read, injector, SCREEN);
    }
}
