package org.connectme.agent.ui.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TokensTest {

    private final Tokens tokens = Tokens.load();

    @Test
    void theColoursAreThoseOfThePages() {
        assertThat(tokens.colors(Scheme.LIGHT)).containsEntry("accent", new Color(0x0f6b5c));
        assertThat(tokens.colors(Scheme.DARK)).containsEntry("accent", new Color(0x5cc9b3));
    }

    @Test
    void whatIsNotSaidForDarkIsAsInLight() {
        assertThat(tokens.colors(Scheme.DARK)).containsEntry("stage", new Color(0x12130f));
        assertThat(tokens.colors(Scheme.DARK).keySet())
                .isEqualTo(tokens.colors(Scheme.LIGHT).keySet());
    }

    @Test
    void aColourMayBeSeenThrough() {
        Tokens own = Tokens.parse(":root { --cm-veil: rgb(18 19 15 / 50%); --cm-size: 1rem; }");

        assertThat(own.colors(Scheme.LIGHT)).isEqualTo(Map.of("veil", new Color(18, 19, 15, 128)));
    }

    @ParameterizedTest
    @CsvSource({
        "ink, ground",
        "quiet, ground",
        "on-accent, accent",
        "live, live-soft",
        "still, still-soft",
        "alert, alert-soft",
        "info, info-soft"
    })
    void whatIsReadStandsOutFromItsGround(String ink, String ground) {
        for (Scheme scheme : Scheme.values()) {
            Map<String, Color> colors = tokens.colors(scheme);
            assertThat(contrast(colors.get(ink), colors.get(ground)))
                    .as(scheme.name())
                    .isGreaterThan(4.5);
        }
    }

    private static double contrast(Color first, Color second) {
        double one = luminance(first);
        double other = luminance(second);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, 'prefer-dark', DARK",
        "Linux, 'default', LIGHT",
        "Linux, '', LIGHT",
        "Windows 11, 'AppsUseLightTheme    REG_DWORD    0x0', DARK",
        "Windows 11, 'AppsUseLightTheme    REG_DWORD    0x1', LIGHT",
        "Mac OS X, Dark, DARK",
        "Mac OS X, 'The domain/default pair does not exist', LIGHT"
    })
    void eachSystemSaysItInItsOwnWords(String system, String answer, Scheme expected) {
        assertThat(SystemScheme.said(system, answer)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void eachIconLiesInItsField(Icon icon) {
        var bounds = icon.shape().getBounds2D();

        assertThat(bounds.getMinX()).isGreaterThanOrEqualTo(1);
        assertThat(bounds.getMinY()).isGreaterThanOrEqualTo(1);
        assertThat(bounds.getMaxX()).isLessThanOrEqualTo(23.5);
        assertThat(bounds.getMaxY()).isLessThanOrEqualTo(23.5);
        assertThat(bounds.getWidth() + bounds.getHeight()).isGreaterThan(12);
    }
}
