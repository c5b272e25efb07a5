package org.connectme.agent.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Screen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two monitors and both together. */
class ChoicesTest {

    private static final Screen LEFT = new Screen("left", "DP-1", 0, 0, 100, 100, 1);
    private static final Screen RIGHT = new Screen("right", "DP-2", 100, 0, 100, 80, 1);
    private static final Screen ALL = new Screen("all", "", 0, 0, 200, 100, 1);

    private final TestMedia media = new TestMedia();
    private final MediaCall call = media.call();
    private Choices choices;

    @BeforeEach
    void plugIn() {
        media.screens = List.of(LEFT, RIGHT, ALL);
        Parts parts = new Parts();
        parts.media = media;
        choices = new Choices(parts);
    }

    @Test
    void thereIsNoneWhileNothingIsShown() {
        choices.choose("left", call);

        assertThat(choices.in(call)).isEmpty();
        assertThat(call.shared()).isEmpty();
    }

    @Test
    void whoShowsOneMonitorShowsNothingElse() {
        call.share(RIGHT);

        choices.choose("left", call);
        choices.choose("all", call);

        assertThat(choices.in(call)).containsExactly(RIGHT);
        assertThat(call.shared()).contains(RIGHT);
    }

    @Test
    void whoShowsAllLetsTheConsultantPickOneAndGoBack() {
        call.share(ALL);

        choices.choose("left", call);
        assertThat(call.shared()).contains(LEFT);
        assertThat(choices.in(call)).containsExactly(LEFT, RIGHT, ALL);
        choices.choose("all", call);

        assertThat(call.shared()).contains(ALL);
    }

    @Test
    void aWindowIsTheCustomersAloneToChoose() {
        Screen window = new Screen("window-1", "Letter", 10, 10, 50, 50, 1, Screen.Kind.WINDOW);
        media.screens = List.of(LEFT, RIGHT, ALL, window);
        call.share(ALL);

        choices.choose("window-1", call);
        assertThat(choices.in(call)).containsExactly(LEFT, RIGHT, ALL);
        assertThat(call.shared()).contains(ALL);

        call.share(window);
        choices.choose("left", call);
        assertThat(choices.in(call)).containsExactly(window);
        assertThat(call.shared()).contains(window);
    }

    @Test
    void whatWasShownBeforeCountsNoMore() {
        call.share(ALL);
        choices.choose("left", call);
        call.stopSharing();
        assertThat(choices.in(call)).isEmpty();

        call.share(LEFT);
        choices.choose("right", call);

        assertThat(call.shared()).contains(LEFT);
    }
}
