package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.junit.jupiter.api.Test;

class X11ProbeTest {

    @Test
    void aDisplayThatTakesInputIsFoundAndNothingIsPressed() throws Exception {
        try (TestDisplay display = new TestDisplay()) {
            List<Finding> found = X11Probe.of(display.environment()).look();

            assertThat(found).extracting(Finding::topic).containsExactly("input", "layout");
            assertThat(found.get(0)).isEqualTo(Finding.of("input", "there", Verdict.GOOD));
            try (XConnection connection = XConnection.open(display.environment())) {
                assertThat(new XTest(connection).down().keycodes()).isEmpty();
            }
        }
    }

    @Test
    void withoutADisplayAndOnWaylandItIsSaid() {
        assertThat(X11Probe.of(Map.of()).look()).containsExactly(Finding.of("input", "no-display", Verdict.MISSING));
        assertThat(X11Probe.of(Map.of("DISPLAY", ":98765")).look())
                .containsExactly(Finding.of("input", "no-display", Verdict.MISSING));
        assertThat(X11Probe.of(Map.of("DISPLAY", ":0", "WAYLAND_DISPLAY", "wayland-0"))
                        .look())
                .containsExactly(Finding.of("input", "wayland", Verdict.LIMITED));
    }

    @Test
    void theLayoutIsToldAsTheDesktopNotedIt() {
        assertThat(layout("evdev\0pc105\0de,ru\0nodeadkeys,\0\0")).isEqualTo("de,ru (nodeadkeys,)");
        assertThat(layout("evdev\0pc105\0us\0\0\0")).isEqualTo("us");
        assertThat(X11Probe.layout(new byte[0]).state()).isEqualTo("unknown");
        assertThat(X11Probe.layout("evdev".getBytes(StandardCharsets.US_ASCII)).state())
                .isEqualTo("unknown");
    }

    private static String layout(String rules) {
        return X11Probe.layout(rules.getBytes(StandardCharsets.ISO_8859_1))
                .values()
                .get("layout");
    }
}
