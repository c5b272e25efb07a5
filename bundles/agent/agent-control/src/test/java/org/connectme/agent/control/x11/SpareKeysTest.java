package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.connectme.agent.control.x11.KeyboardMap.Row;
import org.connectme.agent.control.x11.SpareKeys.Key;
import org.junit.jupiter.api.Test;

class SpareKeysTest {

    /** From 8 on: a letter, nothing, a letter, nothing, nothing. */
    private final List<Row> rows = new ArrayList<>(List.of(Row.of('a'), Row.EMPTY, Row.of('b'), Row.EMPTY, Row.EMPTY));

    private final SpareKeys spare = new SpareKeys();

    private Key lend(int keysym, long nanos) {
        spare.look(new KeyboardMap(8, rows));
        Key key = spare.lend(keysym, nanos);
        rows.set(key.keycode() - 8, Row.of(keysym));
        return key;
    }

    @Test
    void onlyEmptyKeysAreLent() {
        assertThat(List.of(
                        lend('x', 1).keycode(),
                        lend('y', 2).keycode(),
                        lend('z', 3).keycode()))
                .containsExactlyInAnyOrder(9, 11, 12);
        assertThat(spare.capacity()).isEqualTo(3);
    }

    @Test
    void aKeysymThatHasAKeyKeepsIt() {
        Key first = lend('x', 1);

        assertThat(first.fresh()).isTrue();
        assertThat(lend('x', 2)).isEqualTo(new Key(first.keycode(), false, false, 0));
    }

    @Test
    void theLongestUnusedIsTakenFirstAndTellsWhenItWasUsed() {
        Key x = lend('x', 1);
        Key y = lend('y', 2);
        lend('z', 3);
        lend('x', 4);

        assertThat(lend('q', 5)).isEqualTo(new Key(y.keycode(), true, true, 2));
        assertThat(lend('r', 6).usedNanos()).isEqualTo(3);
        assertThat(lend('s', 7)).isEqualTo(new Key(x.keycode(), true, true, 4));
    }

    @Test
    void whatSomebodyElseChangedIsForgotten() {
        Key x = lend('x', 1);
        rows.set(x.keycode() - 8, Row.of('ü'));

        assertThat(lend('x', 2).keycode()).isNotEqualTo(x.keycode());
        assertThat(spare.capacity()).isEqualTo(2);
    }
}
