package org.connectme.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranslationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The right one of two monitors, lower than the left one. */
    private static final Screen SHARED = new Screen("2", "right", 1920, 120, 1000, 500, 1.5);

    private final Recorder recorder = new Recorder();
    private long now = 5_000_000_000L;
    private final Translation translation = new Translation(() -> now);

    @Test
    void aKeyGoesToItsPlace() {
        take("{'t':'key','code':'KeyA','down':true}");
        take("{'t':'key','code':'KeyA','down':false}");

        assertThat(recorder.done).containsExactly("KeyA down", "KeyA up");
    }

    @Test
    void textIsTextWithoutTheShiftThatWroteIt() {
        take("{'t':'key','code':'ShiftLeft','down':true}");
        take("{'t':'text','text':'Äß'}");
        take("{'t':'key','code':'ShiftLeft','down':false}");

        assertThat(recorder.done).containsExactly("text Äß");
    }

    @Test
    void altGrThatWroteACharacterIsNotPressed() {
        take("{'t':'key','code':'AltRight','down':true}");
        take("{'t':'text','text':'€'}");
        take("{'t':'key','code':'AltRight','down':false}");

        assertThat(recorder.done).containsExactly("text €");
    }

    @Test
    void shiftIsPressedOnceSomethingElseThanTextNeedsIt() {
        take("{'t':'key','code':'ShiftLeft','down':true}");
        take("{'t':'key','code':'ArrowRight','down':true}");
        take("{'t':'key','code':'ArrowRight','down':false}");
        take("{'t':'key','code':'ShiftLeft','down':false}");

        assertThat(recorder.done).containsExactly("ShiftLeft down", "ArrowRight down", "ArrowRight up", "ShiftLeft up");
    }

    @Test
    void shiftAloneIsATap() {
        take("{'t':'key','code':'ShiftRight','down':true}");
        take("{'t':'key','code':'ShiftRight','down':false}");

        assertThat(recorder.done).containsExactly("ShiftRight down", "ShiftRight up");
    }

    @Test
    void aClickWithShiftHasShift() {
        take("{'t':'key','code':'ShiftLeft','down':true}");
        take("{'t':'button','button':0,'down':true,'x':0,'y':0}");

        assertThat(recorder.done).containsExactly("move 1920 120", "ShiftLeft down", "button 0 down");
    }

    @Test
    void shiftInTheMiddleOfADragIsPressedAtOnce() {
        take("{'t':'button','button':0,'down':true,'x':0,'y':0}");
        take("{'t':'key','code':'ShiftLeft','down':true}");

        assertThat(recorder.done).endsWith("button 0 down", "ShiftLeft down");
    }

    @Test
    void textLiftsTheModifiersThatAreDown() {
        take("{'t':'key','code':'ControlLeft','down':true}");
        take("{'t':'text','text':'a'}");
        take("{'t':'key','code':'KeyV','down':true}");

        assertThat(recorder.done)
                .containsExactly("ControlLeft down", "ControlLeft up", "text a", "ControlLeft down", "KeyV down");
    }

    @ParameterizedTest
    @CsvSource({"z,KeyY", "Z,KeyY", "c,KeyC", "q,KeyQ", "'',KeyZ", "ф,KeyZ", "zz,KeyZ"})
    void aShortcutGoesByItsLetterInTheCustomersLayoutElseByItsPlace(String label, String code) {
        recorder.layout.putAll(Map.of((int) 'z', "KeyY", (int) 'c', "KeyC"));
        take("{'t':'key','code':'ControlLeft','down':true}");
        take("{'t':'key','code':'KeyZ','key':'" + label + "','down':true}");
        take("{'t':'key','code':'KeyZ','key':'" + label + "','down':false}");

        assertThat(recorder.done).containsExactly("ControlLeft down", code + " down", code + " up");
    }

    @Test
    void aKeyWithoutAModifierGoesByItsPlace() {
        recorder.layout.put((int) 'z', "KeyY");
        take("{'t':'key','code':'KeyZ','key':'z','down':true}");

        assertThat(recorder.done).containsExactly("KeyZ down");
    }

    @Test
    void aRepeatIsARepeat() {
        take("{'t':'key','code':'Delete','down':true}");
        take("{'t':'key','code':'Delete','down':true}");
        take("{'t':'key','code':'Delete','down':false}");

        assertThat(recorder.done).containsExactly("Delete down", "Delete down", "Delete up");
    }

    @Test
    void whatIsNoLongerHeldIsLetGoOf() {
        take("{'t':'key','code':'ControlLeft','down':true}");
        take("{'t':'key','code':'KeyC','down':true}");
        take("{'t':'key','code':'ShiftLeft','down':true}");
        take("{'t':'button','button':0,'down':true,'x':0,'y':0}");
        recorder.done.clear();

        take("{'t':'held','keys':['ControlLeft','KeyX'],'buttons':[1]}");

        assertThat(recorder.done).containsExactly("KeyC up", "ShiftLeft up", "button 0 up");
        assertThat(recorder.down).containsExactly("ControlLeft");
    }

    @Test
    void silenceForTwoSecondsLetsGoOfAll() {
        take("{'t':'key','code':'ControlLeft','down':true}");
        now += Translation.SILENCE_NANOS;
        translation.tick(recorder);
        assertThat(recorder.down).containsExactly("ControlLeft");

        now++;
        translation.tick(recorder);

        assertThat(recorder.done).endsWith("release all");
        translation.tick(recorder);
        assertThat(recorder.done).containsExactly("ControlLeft down", "release all");
    }

    @Test
    void wordOfWhatIsHeldKeepsItDown() {
        take("{'t':'key','code':'ControlLeft','down':true}");
        now += Translation.SILENCE_NANOS;
        take("{'t':'held','keys':['ControlLeft'],'buttons':[]}");
        now += Translation.SILENCE_NANOS;
        translation.tick(recorder);

        assertThat(recorder.down).containsExactly("ControlLeft");
    }

    @Test
    void releaseLetsGoOfAllAndForgets() {
        take("{'t':'key','code':'KeyA','down':true}");
        take("{'t':'release'}");
        take("{'t':'key','code':'KeyA','down':false}");

        assertThat(recorder.done).containsExactly("KeyA down", "release all");
    }

    @Test
    void placesAreThoseOfTheSharedScreen() {
        take("{'t':'move','n':1,'x':0,'y':0}");
        take("{'t':'move','n':2,'x':0.5,'y':0.5}");
        take("{'t':'move','n':3,'x':1,'y':1}");
        take("{'t':'move','n':4,'x':-7,'y':1e300}");

        assertThat(recorder.done).containsExactly("move 1920 120", "move 2420 370", "move 2919 619", "move 1920 619");
    }

    @Test
    void anOlderMoveThatArrivesLaterIsDropped() {
        take("{'t':'move','n':7,'x':0,'y':0}");
        take("{'t':'move','n':6,'x':1,'y':1}");
        take("{'t':'move','n':7,'x':1,'y':1}");

        assertThat(recorder.done).containsExactly("move 1920 120");
    }

    @Test
    void fineTurnsOfTheWheelAddUpBothWays() {
        for (int i = 0; i < 4; i++) {
            take("{'t':'wheel','dx':-0.5,'dy':30.25,'x':0,'y':0}");
        }

        assertThat(recorder.turned).containsExactly(-2, 121);
    }

    @Test
    void aTurnWithoutEndIsCutShort() {
        take("{'t':'wheel','dx':0,'dy':1e300,'x':0,'y':0}");

        assertThat(recorder.turned).containsExactly(0, 12_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "{'t':'key'}",
                "{'t':'key','code':'KeyA'}",
                "{'t':'key','code':'Keya','down':true}",
                "{'t':'key','code':{},'down':true}",
                "{'t':'key','code':'KeyA','down':'true'}",
                "{'t':'text'}",
                "{'t':'text','text':''}",
                "{'t':'text','text':'\\u0000\\u001b\\b'}",
                "{'t':'text','text':'\\ud83d'}",
                "{'t':'text','text':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}",
                "{'t':'button','button':5,'down':true,'x':0,'y':0}",
                "{'t':'button','button':-1,'down':true,'x':0,'y':0}",
                "{'t':'button','button':0.5,'down':true,'x':0,'y':0}",
                "{'t':'button','button':0,'down':false,'x':'a','y':0}",
                "{'t':'move','x':0,'y':0}",
                "{'t':'move','n':1,'x':'0','y':0}",
                "{'t':'move','n':1e400,'x':0,'y':0}",
                "{'t':'wheel','dy':'x','x':0,'y':0}",
                "{'t':'held'}",
                "{'t':'point','n':1,'x':0,'y':0}",
            })
    void whatMakesNoSenseDoesNothing(String message) {
        take(message);

        assertThat(recorder.done).isEmpty();
    }

    @Test
    void lineEndsAndTabsAreTyped() {
        take("{'t':'text','text':'a\\r\\nb\\rc\\td\\u0007'}");

        assertThat(recorder.done).containsExactly("text a\nb\nc\td");
    }

    /** Whatever comes in whatever order: after word that nothing is held, nothing is down. */
    @Test
    void nothingStaysDownWhateverComes() {
        List<String> codes = List.of("ShiftLeft", "AltRight", "ControlLeft", "MetaLeft", "KeyA", "Enter");
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Set<String> held = new HashSet<>();
            for (int i = 0; i < 60; i++) {
                String code = codes.get(random.nextInt(codes.size()));
                boolean down = random.nextBoolean();
                switch (random.nextInt(5)) {
                    case 0 -> take("{'t':'text','text':'x'}");
                    case 1 -> take("{'t':'button','button':0,'down':" + down + ",'x':0,'y':0}");
                    default -> {
                        take("{'t':'key','code':'" + code + "','down':" + down + "}");
                        if (down) {
                            held.add(code);
                        } else {
                            held.remove(code);
                        }
                        assertThat(held).as("seed %d", seed).containsAll(recorder.downKeys());
                    }
                }
            }
            take("{'t':'held','keys':[],'buttons':[]}");
            assertThat(recorder.down).as("seed %d", seed).isEmpty();
        }
    }

    private void take(String message) {
        try {
            Channel channel = message.contains("'move'") ? Channel.MOVES : Channel.COMMANDS;
            translation.take(channel, JSON.readTree(message.replace('\'', '"')), recorder, SHARED);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** An injector that writes down what it is asked to do. */
    private static final class Recorder implements Injector {

        final List<String> done = new ArrayList<>();
        final Set<String> down = new HashSet<>();
        final Map<Integer, String> layout = new HashMap<>();
        final int[] turned = new int[2];

        Set<String> downKeys() {
            Set<String> keys = new HashSet<>(down);
            keys.removeIf(what -> what.startsWith("button"));
            return keys;
        }

        @Override
        public void key(String code, boolean isDown) {
            change(code, isDown);
        }

        @Override
        public void button(int button, boolean isDown) {
            change("button " + button, isDown);
        }

        private void change(String what, boolean isDown) {
            done.add(what + (isDown ? " down" : " up"));
            if (isDown) {
                down.add(what);
            } else {
                down.remove(what);
            }
        }

        @Override
        public Optional<String> position(int codePoint) {
            return Optional.ofNullable(layout.get(codePoint));
        }

        @Override
        public void text(String text) {
            assertThat(down).doesNotContain("ShiftLeft", "AltRight", "ControlLeft", "MetaLeft");
            done.add("text " + text);
        }

        @Override
        public void move(int x, int y) {
            done.add("move " + x + " " + y);
        }

        @Override
        public void wheel(int dx, int dy) {
            turned[0] += dx;
            turned[1] += dy;
        }

        @Override
        public void releaseAll() {
            done.add("release all");
            down.clear();
        }

        @Override
        public void close() {
            releaseAll();
        }
    }
}
