package org.connectme.agent.ui.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import org.connectme.agent.core.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreensTest {

    @Test
    void theFrameLiesWhereWindowsCountAScaledScreen() {
        Screen scaled = new Screen("1", "Right", 3840, 0, 3840, 2160, 2);

        assertThat(Screens.bounds(scaled)).isEqualTo(new Rectangle(1920, 0, 1920, 1080));
    }

    @Test
    void aWindowIsWatchedInPixelsOfTheDesktopAndNeverTooSmall() {
        assertThat(Screens.scaled(new Rectangle(10, 10, 101, 50), 1.5)).isEqualTo(new Rectangle(15, 15, 152, 75));
    }

    @ParameterizedTest
    @CsvSource({
        "123456789, 123 456 789",
        "'Your code: 123-456-789.', 123 456 789",
        "١٢٣٤٥٦٧٨٩, 123 456 789",
        "1234567890123, 123 456 789",
        "12, 12",
        "1234, 123 4",
        "'', ''"
    })
    void aCodeIsUnderstoodHoweverItIsPasted(String pasted, String grouped) {
        assertThat(CodeFilter.grouped(pasted)).isEqualTo(grouped);
    }
}
