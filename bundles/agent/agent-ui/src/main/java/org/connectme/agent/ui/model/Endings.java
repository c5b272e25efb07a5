package org.connectme.agent.ui.model;

import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.view.Appointment;
import org.connectme.agent.core.view.Appointment.Cancelled;
import org.connectme.agent.core.view.Side;

/** Screens that only tell something. */
final class Endings {

    private Endings() {}

    static Shown opening(Now now) {
        return new Shown.Plain(Place.OPENING, now.say("app.opening"), List.of(), List.of(), Optional.empty());
    }

    static Shown elsewhere(Now now) {
        return new Shown.Plain(
                Place.ELSEWHERE,
                now.say("taken.title"),
                List.of(now.say("taken.text")),
                List.of(),
                Optional.of(Choice.primary(now.say("taken.back"), new Intent.TakeBack(), false)));
    }

    static Shown outdated(Now now) {
        return new Shown.Plain(
                Place.OUTDATED,
                now.say("outdated.title"),
                List.of(now.say("outdated.text")),
                List.of(),
                Optional.of(Choice.primary(now.say("outdated.download"), new Intent.Help(), false)));
    }

    /** The appointment did not take place: cancelled, or not kept. */
    static Shown over(Now now) {
        Appointment appointment = now.parts().appointment();
        Cancelled cancelled = appointment == null ? null : appointment.cancelled();
        Choice done = Choice.primary(now.say("over.done"), new Intent.Leave(), false);
        if (cancelled == null) {
            return new Shown.Plain(
                    Place.OVER,
                    now.say("over.expired"),
                    List.of(now.say("over.expired.text")),
                    List.of(),
                    Optional.of(done));
        }
        String by = cancelled.by() == Side.CUSTOMER
                ? now.say("over.cancelled.by-you")
                : now.say("over.cancelled.by-consultant", "name", now.name());
        List<Shown.Fact> facts = cancelled.reason().isBlank()
                ? List.of()
                : List.of(new Shown.Fact(now.say("over.reason"), cancelled.reason()));
        return new Shown.Plain(Place.OVER, now.say("over.cancelled"), List.of(by), facts, Optional.of(done));
    }
}
