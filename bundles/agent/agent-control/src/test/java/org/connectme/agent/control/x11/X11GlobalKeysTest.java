package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.connectme.agent.core.GlobalKeys;
import org.connectme.agent.core.InjectorFailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class X11GlobalKeysTest {

    private static final int CONTROL = 37;
    private static final int ALT = 64;
    private static final int HOME = 110;
    private static final int END = 115;
    private static final int CAPS_LOCK = 66;

    private final AtomicInteger stops = new AtomicInteger();
    private final AtomicInteger moments = new AtomicInteger();
    private TestDisplay display;
    private GlobalKeys keys;

    @BeforeEach
    void start() throws Exception {
        display = new TestDisplay();
        keys = new X11GlobalKeys(display.environment());
    }

    @AfterEach
    void stop() {
        display.close();
    }

    @Test
    void eachKeyIsHeardWhateverHasTheFocus() throws Exception {
        try (GlobalKeys.Grab stop = keys.grab(GlobalKeys.Key.STOP, stops::incrementAndGet);
                GlobalKeys.Grab moment = keys.grab(GlobalKeys.Key.PRIVATE_MOMENT, moments::incrementAndGet);
                TestKeyboard keyboard = new TestKeyboard(display)) {
            keyboard.tap(CONTROL, ALT, END);
            TestDisplay.await(() -> stops.get() == 1);
            keyboard.tap(CAPS_LOCK);
            keyboard.tap(CONTROL, ALT, HOME);
            TestDisplay.await(() -> moments.get() == 1);
            keyboard.tap(CONTROL, END);
            keyboard.tap(ALT, END);
            keyboard.tap(END);
            keyboard.tap(CONTROL, ALT, END);
            TestDisplay.await(() -> stops.get() == 2);

            assertThat(moments).hasValue(1);
        }
    }

    @Test
    void injectedInputDoesNotPressIt() throws Exception {
        try (GlobalKeys.Grab moment = keys.grab(GlobalKeys.Key.PRIVATE_MOMENT, moments::incrementAndGet);
                TestKeyboard keyboard = new TestKeyboard(display);
                X11Injector injector = display.injector()) {
            injector.key("ControlLeft", true);
            injector.key("AltLeft", true);
            injector.key("Home", true);
            injector.releaseAll();
            keyboard.tap(CONTROL, ALT, HOME);

            TestDisplay.await(() -> moments.get() > 0);
            keyboard.tap(CONTROL, ALT, HOME);
            TestDisplay.await(() -> moments.get() > 1);
            assertThat(moments).hasValue(2);
        }
    }

    @Test
    void aKeyThatAnotherProgramHasIsRefused() throws Exception {
        try (GlobalKeys.Grab first = keys.grab(GlobalKeys.Key.STOP, stops::incrementAndGet)) {
            assertThatThrownBy(() -> keys.grab(GlobalKeys.Key.STOP, stops::incrementAndGet))
                    .isInstanceOfSatisfying(
                            InjectorFailed.class,
                            failed -> assertThat(failed.code()).isEqualTo("control.no-key"));
        }
    }

    @Test
    void aKeyIsFreeAgainAfterClosing() throws Exception {
        keys.grab(GlobalKeys.Key.STOP, stops::incrementAndGet).close();

        TestDisplay.await(() -> {
            try {
                keys.grab(GlobalKeys.Key.STOP, stops::incrementAndGet).close();
                return true;
            } catch (InjectorFailed e) {
                return false; // the display has not noticed yet
            }
        });
    }

    @Test
    void waylandIsNotServed() {
        assertThat(new X11GlobalKeys(Map.of("DISPLAY", ":0")).serves()).isTrue();
        assertThat(new X11GlobalKeys(Map.of("DISPLAY", ":0", "WAYLAND_DISPLAY", "wayland-0")).serves())
                .isFalse();
        assertThat(new X11GlobalKeys(Map.of("DISPLAY", ":0", "XDG_SESSION_TYPE", "wayland")).serves())
                .isFalse();
        assertThat(new X11GlobalKeys(Map.of()).serves()).isFalse();
    }
}
