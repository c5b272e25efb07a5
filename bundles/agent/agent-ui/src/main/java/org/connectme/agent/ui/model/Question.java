package org.connectme.agent.ui.model;

import java.util.List;
import java.util.Optional;

/**
 * Something that is asked over everything else. Nothing is chosen beforehand; Escape and closing mean the first choice,
 * which changes nothing.
 *
 * @param key the same as long as it is the same question
 * @param drawing what would be seen or used
 * @param lines sentences, the weightiest first
 * @param left what remains of the time to answer, in words; empty when there is no end
 * @param share of the time to answer that remains, from 1 to 0; 0 when there is no end
 * @param field what may be typed with the answer
 * @param choices the harmless one first
 */
public record Question(
        String key,
        String title,
        Drawing drawing,
        List<String> lines,
        String left,
        double share,
        Optional<Typed> field,
        String problem,
        List<Choice> choices) {

    /** What is drawn beside the words. */
    public enum Drawing {
        NONE,
        SCREEN,
        SCREEN_KEYBOARD_MOUSE,
        RECORDING
    }

    /** @param longest in UTF-16 units */
    public record Typed(String label, int longest) {}

    public Question {
        lines = List.copyOf(lines);
        choices = List.copyOf(choices);
    }

    /** What closing it means. */
    public Choice no() {
        return choices.get(0);
    }
}
