package org.connectme.agent.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import org.connectme.agent.ui.parts.Picture.Fit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {

    @ParameterizedTest
    @CsvSource({
        "640, 360, 640, 640, WHOLE, 0, 140, 640, 360",
        "640, 360, 640, 640, FILLING, -249, 0, 1138, 640",
        "1920, 1080, 960, 540, WHOLE, 0, 0, 960, 540",
        "100, 200, 400, 100, WHOLE, 175, 0, 50, 100"
    })
    void aPictureKeepsItsShape(
            int width,
            int height,
            int roomWidth,
            int roomHeight,
            Fit fit,
            int x,
            int y,
            int shownWidth,
            int shownHeight) {
        assertThat(Picture.place(width, height, roomWidth, roomHeight, fit))
                .isEqualTo(new Rectangle(x, y, shownWidth, shownHeight));
    }
}
