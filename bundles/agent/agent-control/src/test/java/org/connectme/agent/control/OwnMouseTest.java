package org.connectme.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.connectme.agent.control.OwnMouse.Place;
import org.junit.jupiter.api.Test;

class OwnMouseTest {

    private static final Place HERE = new Place(10, 10);
    private static final Place THERE = new Place(20, 10);
    private static final long MILLISECOND = 1_000_000;

    private final OwnMouse mouse = new OwnMouse();

    @Test
    void aPointerThatRestsIsFree() {
        assertThat(mouse.has(HERE, 0)).isFalse();
        assertThat(mouse.has(HERE, MILLISECOND)).isFalse();
    }

    @Test
    void aPointerThatControlPutSomewhereIsFree() {
        mouse.has(HERE, 0);
        mouse.put(THERE);
        assertThat(mouse.has(THERE, MILLISECOND)).isFalse();
    }

    @Test
    void aPointerThatMovedByItselfIsTheCustomersForHalfASecond() {
        mouse.put(HERE);
        assertThat(mouse.has(THERE, 0)).isTrue();
        assertThat(mouse.has(THERE, 499 * MILLISECOND)).isTrue();
        assertThat(mouse.has(THERE, 500 * MILLISECOND)).isFalse();
    }

    @Test
    void eachFurtherMoveBeginsTheHalfSecondAnew() {
        mouse.put(HERE);
        assertThat(mouse.has(THERE, 0)).isTrue();
        assertThat(mouse.has(HERE, 400 * MILLISECOND)).isTrue();
        assertThat(mouse.has(HERE, 899 * MILLISECOND)).isTrue();
        assertThat(mouse.has(HERE, 900 * MILLISECOND)).isFalse();
    }
}
