package org.connectme.itests.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.itests.agent.Person.BOUND;

import java.time.Duration;
import java.util.List;
import org.connectme.itests.agent.hand.InputHeard;
import org.connectme.itests.agent.hand.InputHeard.Event;
import org.connectme.itests.agent.hand.InputHeard.Kind;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;

/** How mouse and keyboard are asked for, lent, used and taken back. */
final class Lending {

    static final int LEFT = 1;

    private static final Duration READING = Duration.ofSeconds(1);
    private static final Duration WHILE = Duration.ofSeconds(1);
    private static final int MANY = 20;
    private static final long AT_ONCE_MILLIS = 100;

    private Lending() {}

    static void grants(Person person, Participant consultant) {
        grants(person, consultant, "Screen, keyboard & mouse");
        consultant.awaitText("lends you keyboard and mouse", BOUND);
        person.reads("controls your screen");
        Visit.screen(consultant).waitFor();
        consultant.awaitText("Click into the picture|Your keys go there", BOUND);
    }

    /** Asked for keyboard and mouse, the person presses this. */
    static void grants(Person person, Participant consultant, String what) {
        House.asksFor(consultant, "To use keyboard and mouse");
        person.reads("Reason: To mend it");
        person.awaits("No has the focus", seen -> seen.name().equals("No") && seen.isFocused());
        awaitsThatAPressCounts();
        person.presses(what);
    }

    /** A question that just appeared takes no yes for a moment: less than a person needs to read it. */
    static void awaitsThatAPressCounts() {
        long shown = System.nanoTime();
        Until.isTrue("it was read", BOUND, () -> System.nanoTime() - shown > READING.toNanos());
    }

    static void types(Participant consultant) {
        consultant.page().keyboard().press("x");
        // In the middle of the page, where the screen is as long as it is shown.
        consultant.page().mouse().move(400 + System.nanoTime() % 300, 400);
    }

    /** Within half a second, ten of the page's keys. */
    static boolean arrivesNothing(InputHeard input) {
        input.forget();
        try {
            Until.staysTrueFor(
                    "nothing arrives",
                    Duration.ofMillis(500),
                    () -> input.heard().isEmpty());
            return true;
        } catch (AssertionError arrived) {
            return false;
        }
    }

    /** Enough to be sure that it goes on arriving. */
    static boolean hasTyped(InputHeard input) {
        return input.heard().stream()
                        .filter(event -> event.kind() == Kind.KEY_DOWN)
                        .count()
                > MANY;
    }

    static void typesOn(Participant consultant) {
        long end = System.nanoTime() + WHILE.toNanos();
        while (System.nanoTime() < end) {
            consultant.page().keyboard().press("x");
        }
    }

    /**
     * Nothing that the consultant did comes later than a tenth of a second after the person's own press.
     *
     * @param press the newest of these was it
     */
    static void assertNothingAfter(InputHeard input, Kind press, int detail) {
        List<Event> all = input.heard();
        long pressed = all.stream()
                .filter(event -> event.kind() == press && event.detail() == detail)
                .reduce((one, other) -> other)
                .orElseThrow()
                .millis();
        Kind letGo = press == Kind.KEY_DOWN ? Kind.KEY_UP : Kind.BUTTON_UP;
        List<Event> late = all.stream()
                .filter(event -> event.millis() > pressed + AT_ONCE_MILLIS)
                .filter(event -> event.kind() != letGo || event.detail() != detail)
                .toList();
        assertThat(late)
                .as("more than 100 ms after STOP at " + pressed + ", of " + all.size())
                .isEmpty();
    }
}
