package org.connectme.agent.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

    private static final Finding GOOD = Finding.of("screen", "there", Verdict.GOOD);
    private static final Finding MISSING = Finding.of("screen", "wayland", Verdict.MISSING);

    @Test
    void ofTwoThatKnowTheSamePartTheBetterCounts() {
        assertThat(SelfCheck.NOTHING.with(List.of(MISSING, GOOD), false).findings())
                .containsExactly(GOOD);
        assertThat(SelfCheck.NOTHING.with(List.of(GOOD, MISSING), false).findings())
                .containsExactly(GOOD);
    }

    @Test
    void whatWasStillBeingLookedAtGivesWayToTheAnswerHoweverBadThatIs() {
        Finding pending = Finding.of("network", SelfCheck.CHECKING, Verdict.GOOD);
        Finding blocked = Finding.of("network", "blocked", Verdict.MISSING);

        SelfCheck found = SelfCheck.NOTHING.with(List.of(pending), true).with(List.of(blocked), false);

        assertThat(found.findings()).containsExactly(blocked);
        assertThat(found.running()).isFalse();
    }

    @Test
    void theOrderIsThePersonsAndWhatIsUnknownComesLast() {
        Finding other = Finding.of("printer", "there", Verdict.GOOD);
        Finding system = Finding.of("system", "is", Verdict.GOOD);

        assertThat(SelfCheck.NOTHING.with(List.of(other, GOOD, system), false).findings())
                .containsExactly(system, GOOD, other);
    }
}
