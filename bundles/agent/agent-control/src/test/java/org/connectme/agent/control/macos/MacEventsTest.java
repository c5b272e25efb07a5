package org.connectme.agent.control.macos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.connectme.agent.control.macos.MacEvents.Key;
import org.connectme.agent.control.macos.MacEvents.Mouse;
import org.connectme.agent.control.macos.MacEvents.Scroll;
import org.connectme.agent.control.macos.MacEvents.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacEventsTest {

    private static final long SECOND = 1_000_000_000L;

    private final MacEvents events = new MacEvents();

    @Test
    void eachKeySaysWhichModifiersAreDown() {
        assertThat(events.key("MetaLeft", true)).containsExactly(new Key(0x37, true, 0x100000));
        assertThat(events.key("ShiftRight", true)).containsExactly(new Key(0x3c, true, 0x120000));
        assertThat(events.key("KeyC", true)).containsExactly(new Key(8, true, 0x120000));
        assertThat(events.key("KeyC", false)).containsExactly(new Key(8, false, 0x120000));
        assertThat(events.key("MetaLeft", false)).containsExactly(new Key(0x37, false, 0x20000));
        assertThat(events.key("ShiftRight", false)).containsExactly(new Key(0x3c, false, 0));
    }

    @Test
    void aKeyThatIsNotThereOrNotDownSaysNothing() {
        assertThat(events.key("PrintScreen", true)).isEmpty();
        assertThat(events.key("KeyA", false)).isEmpty();
    }

    @Test
    void longTextComesInPiecesThatCutNoCharacter() {
        String text = "a" + "😀".repeat(25);

        List<Text> down = events.text(text).stream()
                .map(Text.class::cast)
                .filter(Text::down)
                .toList();

        assertThat(down.stream().map(Text::characters).collect(Collectors.joining()))
                .isEqualTo(text);
        assertThat(down).allSatisfy(piece -> {
            assertThat(piece.characters().length()).isLessThanOrEqualTo(MacEvents.LONGEST_TEXT);
            assertThat(Character.isHighSurrogate(
                            piece.characters().charAt(piece.characters().length() - 1)))
                    .isFalse();
        });
    }

    @Test
    void lineEndsAndTabsAreKeys() {
        assertThat(events.text("ж\n\t"))
                .containsExactly(
                        new Text("ж", true),
                        new Text("ж", false),
                        new Key(0x24, true, 0),
                        new Key(0x24, false, 0),
                        new Key(0x30, true, 0),
                        new Key(0x30, false, 0));
    }

    @ParameterizedTest
    @CsvSource({"0,1,2,6,0", "1,25,26,27,2", "2,3,4,7,1", "3,25,26,27,3", "4,25,26,27,4"})
    void eachButtonPressesDragsAndReleases(int button, int down, int up, int dragged, int number) {
        assertThat(events.move(5, 6)).containsExactly(new Mouse(5, 5, 6, 0, 0, 0));
        assertThat(events.button(button, true, 0)).containsExactly(new Mouse(down, 5, 6, number, 1, 0));
        assertThat(events.move(7, 8)).containsExactly(new Mouse(dragged, 7, 8, number, 0, 0));
        assertThat(events.button(button, false, 1)).containsExactly(new Mouse(up, 7, 8, number, 1, 0));
        assertThat(events.button(button, false, 2)).isEmpty();
        assertThat(events.button(5, true, 2)).isEmpty();
    }

    @Test
    void clicksInARowAreCounted() {
        events.move(100, 100);
        assertThat(click(0)).isEqualTo(1);
        events.move(103, 98);
        assertThat(click(SECOND / 10)).isEqualTo(2);
        assertThat(click(SECOND / 5)).isEqualTo(3);
        assertThat(click(SECOND)).isEqualTo(1);
        events.move(200, 100);
        assertThat(click(SECOND + SECOND / 10)).isEqualTo(1);
    }

    private int click(long nanos) {
        Mouse down = (Mouse) events.button(0, true, nanos).get(0);
        events.button(0, false, nanos + 1);
        return down.clicks();
    }

    @Test
    void aNotchIsFortyPixelsAndFineTurnsAddUp() {
        assertThat(events.wheel(0, 120)).containsExactly(new Scroll(-40, 0, 0));
        assertThat(events.wheel(2, 0)).isEmpty();
        assertThat(events.wheel(1, 0)).containsExactly(new Scroll(0, -1, 0));
    }

    @Test
    void allThatIsDownIsLetGoOf() {
        events.key("ControlLeft", true);
        events.key("KeyA", true);
        events.button(0, true, 0);

        assertThat(events.releaseAll(1))
                .containsExactly(new Key(0, false, 0x40000), new Key(0x3b, false, 0), new Mouse(2, 0, 0, 0, 1, 0));
        assertThat(events.releaseAll(2)).isEmpty();
    }
}
