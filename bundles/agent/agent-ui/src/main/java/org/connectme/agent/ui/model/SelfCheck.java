package org.connectme.agent.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.Finding;

/**
 * What a look at everything that a call needs found.
 *
 * @param running something is still being looked at
 */
public record SelfCheck(boolean running, List<Finding> findings) {

    public static final SelfCheck NOTHING = new SelfCheck(false, List.of());

    /** The state of what is still being looked at. */
    public static final String CHECKING = "checking";

    /** The state of what can be looked at only once a code was entered. */
    public static final String LATER = "before";

    /** As they are shown. What else is found comes after these. */
    private static final List<String> ORDER = List.of(
            "system",
            "session",
            "portal",
            "screen",
            "input",
            "layout",
            "camera",
            "microphone",
            "speaker",
            "network",
            "disk",
            "versions");

    public SelfCheck {
        findings = List.copyOf(findings);
    }

    /** With more findings, in their order. Of two that know the same part, the better counts. */
    public SelfCheck with(List<Finding> more, boolean stillRunning) {
        List<Finding> all = new ArrayList<>(findings);
        for (Finding each : more) {
            Optional<Finding> old = all.stream()
                    .filter(known -> known.topic().equals(each.topic()))
                    .findFirst();
            boolean isWorse = old.filter(known -> !known.state().equals(CHECKING))
                    .filter(known -> known.verdict().compareTo(each.verdict()) < 0)
                    .isPresent();
            if (!isWorse) {
                old.ifPresent(all::remove);
                all.add(each);
            }
        }
        all.sort((one, other) -> Integer.compare(place(one), place(other)));
        return new SelfCheck(stillRunning, all);
    }

    private static int place(Finding finding) {
        int place = ORDER.indexOf(finding.topic());
        return place < 0 ? ORDER.size() : place;
    }
}
