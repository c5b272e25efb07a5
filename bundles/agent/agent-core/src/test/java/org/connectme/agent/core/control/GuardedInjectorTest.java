package org.connectme.agent.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedInjectorTest {

    private final Desktop desktop = new Desktop();
    private final AtomicBoolean allowed = new AtomicBoolean(true);
    private final GuardedInjector guarded = new GuardedInjector(desktop, allowed::get, () -> Optional.of(desktop));

    @Test
    void inputPassesWhileItMay() {
        guarded.move(10, 20);
        guarded.button(0, true);
        guarded.wheel(0, 120);
        guarded.key("KeyA", true);
        guarded.text("ü😀");

        assertThat(desktop.did())
                .containsExactly("move 10,20", "button 0 down", "wheel 0,120", "key KeyA down", "text ü", "text 😀");
    }

    @Test
    void nothingPassesOnceItMayNotButLettingGo() {
        allowed.set(false);

        guarded.move(10, 20);
        guarded.button(0, true);
        guarded.wheel(0, 120);
        guarded.key("KeyA", true);
        guarded.text("a");
        assertThat(desktop.did()).isEmpty();

        guarded.key("KeyA", false);
        guarded.button(0, false);
        guarded.releaseAll();
        assertThat(desktop.did()).containsExactly("key KeyA up", "button 0 up", "release");
    }

    @Test
    void ownWindowsCannotBePressedNorTurned() {
        desktop.ownWindow = true;
        guarded.move(10, 20);

        guarded.button(0, true);
        guarded.wheel(0, 120);

        assertThat(desktop.did()).containsExactly("move 10,20");
    }

    /** The customer moved the pointer onto a dialog a moment ago: the press would land there. */
    @Test
    void aPressGoesNowhereWhileThePointerIsOnAnOwnWindow() {
        guarded.move(10, 20);
        desktop.pointerOnOwn = true;

        guarded.button(0, true);

        assertThat(desktop.did()).containsExactly("move 10,20");
    }

    @Test
    void ownWindowsWithFocusGetNoKeys() {
        desktop.focused = true;

        guarded.key("Enter", true);
        guarded.text("yes");

        assertThat(desktop.did()).isEmpty();
    }

    @Test
    void stopInTheMiddleOfATextEndsItThere() {
        AtomicInteger asked = new AtomicInteger();
        GuardedInjector stopped =
                new GuardedInjector(desktop, () -> asked.incrementAndGet() <= 3, () -> Optional.of(desktop));

        stopped.text("abcdef");

        assertThat(desktop.did()).containsExactly("text a", "text b", "text c");
    }
}
