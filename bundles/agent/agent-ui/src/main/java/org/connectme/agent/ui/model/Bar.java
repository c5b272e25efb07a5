package org.connectme.agent.ui.model;

import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.Screen;

/**
 * What stays on top while something of the screen is shown: who sees what, time, charges, STOP.
 *
 * @param controlled mouse and keyboard are lent: then nothing may hide STOP
 * @param alert the frame around the screen is red; else it is quiet
 * @param screen what is shown; empty when a consent stands and nothing is shown yet, or a window that is minimised
 */
public record Bar(
        boolean controlled,
        boolean alert,
        String text,
        String detail,
        Meters meters,
        Choice stop,
        List<Choice> choices,
        Optional<Screen> screen) {

    public Bar {
        choices = List.copyOf(choices);
    }
}
