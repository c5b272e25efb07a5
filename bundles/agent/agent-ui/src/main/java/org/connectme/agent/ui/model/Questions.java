package org.connectme.agent.ui.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Consent.Scope;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Presence;
import org.connectme.agent.core.view.Side;
import org.connectme.agent.ui.model.Question.Drawing;

/** What is asked over everything else: one question at a time, the consultant's requests first. */
public final class Questions {

    /** No answer for as long as this is a no. */
    private static final long SILENCE_MILLIS = 60_000;

    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_NAME = 30;

    private Questions() {}

    static Optional<Question> ask(Now now) {
        Place place = Presenter.place(now.state(), now.local());
        if (place == Place.CALL) {
            return consent(now)
                    .or(() -> Exchanges.offered(now))
                    .or(() -> end(now))
                    .or(() -> own(now, place));
        }
        return own(now, place);
    }

    private static Optional<Question> consent(Now now) {
        return Notices.consents(now).stream()
                .filter(consent -> consent.state() == Consent.State.ASKED)
                .filter(consent -> consent.scope() != Scope.UNKNOWN)
                .filter(consent -> !now.local().isRefused(consent.request()))
                .filter(consent -> left(now, consent) > 0)
                .findFirst()
                .map(consent -> consent(now, consent));
    }

    private static long left(Now now, Consent consent) {
        Instant askedAt = consent.askedAt();
        return askedAt == null ? SILENCE_MILLIS : SILENCE_MILLIS - now.sinceMillis(askedAt);
    }

    private static Question consent(Now now, Consent consent) {
        List<String> lines = new ArrayList<>();
        lines.add(now.say("consent." + consent.scope(), "name", now.name()));
        if (!consent.reason().isBlank()) {
            lines.add(now.say("consent.reason", "reason", consent.reason()));
        }
        lines.add(now.say("consent.minutes", "minutes", now.formats().minutes(consent.minutes())));
        boolean window = now.call().shared().filter(Screen::isWindow).isPresent();
        List<Choice> choices = new ArrayList<>();
        choices.add(Choice.usual(now.say("consent.no"), new Intent.Answer(consent.request(), null)));
        if (consent.scope() == Scope.SCREEN_KEYBOARD_MOUSE) {
            lines.add(now.say(window ? "consent.window" : "consent.stop-anytime", "name", now.name()));
            choices.add(Choice.usual(
                    now.say("consent.screen-only"), new Intent.Answer(consent.request(), Scope.SCREEN_ONLY)));
            if (!window) {
                choices.add(Choice.usual(
                        now.say("consent.screen-keyboard-mouse"),
                        new Intent.Answer(consent.request(), Scope.SCREEN_KEYBOARD_MOUSE)));
            }
        } else {
            choices.add(Choice.usual(now.say("consent.yes"), new Intent.Answer(consent.request(), consent.scope())));
        }
        long left = left(now, consent);
        long seconds = (left + 999) / 1000;
        // Other choices are another question: a press is meant for what stood there.
        return new Question(
                "consent-" + consent.request() + (window ? "-window" : ""),
                now.say("consent.title", "name", now.name()),
                drawing(consent.scope()),
                lines,
                now.say("consent.left", "left", now.formats().seconds(seconds)),
                Math.min(1.0, left / (double) SILENCE_MILLIS),
                Optional.empty(),
                now.local().problem(),
                choices);
    }

    private static Drawing drawing(Scope scope) {
        return switch (scope) {
            case SCREEN_ONLY -> Drawing.SCREEN;
            case SCREEN_KEYBOARD_MOUSE -> Drawing.SCREEN_KEYBOARD_MOUSE;
            case RECORDING -> Drawing.RECORDING;
            default -> Drawing.NONE;
        };
    }

    /** Asked once, with the amount; the meter stands from the press on, where it is this side's first. */
    private static Optional<Question> end(Now now) {
        Presence presence = now.parts().presence();
        boolean proposed = presence != null
                && presence.endProposed() != null
                && presence.endProposed().by() == Side.CUSTOMER;
        if (!proposed && !now.local().isEnding()) {
            return Optional.empty();
        }
        Now.Due due = now.due();
        boolean again = proposed && now.meter() != null && now.meter().state() == Meter.State.RUNNING;
        String text = due.isNothing()
                ? now.say("end.text.free")
                : now.say(again ? "end.text.again" : "end.text", "amount", due.amount(), "time", due.time());
        String confirm = due.isNothing() ? now.say("end.confirm.free") : now.say("end.confirm", "amount", due.amount());
        return Optional.of(new Question(
                "end",
                now.say("end.title"),
                Drawing.NONE,
                List.of(text),
                "",
                0,
                Optional.empty(),
                now.local().problem(),
                List.of(
                        Choice.usual(now.say("end.keep"), new Intent.DismissEnd()),
                        Choice.danger(
                                confirm, new Intent.ConfirmEnd(), now.local().is(Local.Task.END)))));
    }

    private static Optional<Question> own(Now now, Place place) {
        Local.Own own = now.local().question().orElse(null);
        if (own == null) {
            return Optional.empty();
        }
        boolean inCall = place == Place.CALL;
        boolean mayLeave = Place.STEPS.contains(place) || place == Place.WAITING;
        return switch (own) {
            case SCREEN -> inCall ? Optional.of(screen(now)) : Optional.empty();
            case CANCEL -> mayLeave ? Optional.of(cancel(now)) : Optional.empty();
            case ANOTHER_TIME -> mayLeave ? Optional.of(anotherTime(now)) : Optional.empty();
        };
    }

    /**
     * What can be chosen, windows last and each where it was: the topmost one changes all the time.
     *
     * @param lends whether keyboard and mouse go with it: a mere window is shown, and not lent
     */
    public static List<Screen> choices(List<Screen> screens, boolean lends) {
        return Stream.concat(
                        screens.stream().filter(screen -> !screen.isWindow()),
                        screens.stream()
                                .filter(screen -> !lends && screen.isWindow())
                                .sorted(Comparator.comparing(Screen::id)))
                .toList();
    }

    private static Question screen(Now now) {
        boolean lends = now.state().control().scope() == Scope.SCREEN_KEYBOARD_MOUSE;
        List<Screen> screens = choices(now.call().screens(), lends);
        boolean several = screens.stream().filter(screen -> !screen.isWindow()).count() > 1;
        List<Choice> choices = new ArrayList<>();
        choices.add(Choice.usual(now.say("screen.none"), new Intent.NeverMind()));
        for (Screen screen : screens) {
            String size = now.say(
                    screen.isWindow()
                            ? "screen.window"
                            : screen.name().isEmpty() && several ? "screen.all" : "screen.size",
                    "name",
                    brief(screen.name()),
                    "width",
                    now.formats().number(screen.width(), 1),
                    "height",
                    now.formats().number(screen.height(), 1));
            choices.add(Choice.usual(size, new Intent.Share(screen)));
        }
        // Other choices are another question: a press is meant for what stood there.
        return new Question(
                "screen " + screens.stream().map(Screen::id).collect(Collectors.joining(" ")),
                now.say("screen.title"),
                Drawing.SCREEN,
                explained(now, screens),
                "",
                0,
                Optional.empty(),
                now.local().problem(),
                choices);
    }

    /** A window's title can be as long as its program likes. */
    private static String brief(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1))
                                .strip() + "…";
    }

    private static List<String> explained(Now now, List<Screen> screens) {
        if (screens.isEmpty()) {
            return List.of(now.say("screen.nothing"));
        }
        String text = now.say("screen.text", "name", now.name());
        return screens.stream().anyMatch(Screen::isWindow)
                ? List.of(text, now.say("screen.window.text", "name", now.name()))
                : List.of(text);
    }

    private static Question cancel(Now now) {
        return new Question(
                "cancel",
                now.say("cancel.title"),
                Drawing.NONE,
                List.of(now.say("cancel.text")),
                "",
                0,
                Optional.of(new Question.Typed(now.say("cancel.field"), LONGEST_TEXT)),
                now.local().problem(),
                List.of(
                        Choice.usual(now.say("cancel.keep"), new Intent.NeverMind()),
                        Choice.danger(
                                now.say("cancel.confirm"),
                                new Intent.Cancel(""),
                                now.local().is(Local.Task.QUESTION))));
    }

    private static Question anotherTime(Now now) {
        return new Question(
                "another-time",
                now.say("another.title"),
                Drawing.NONE,
                List.of(now.say("another.text", "name", now.name())),
                "",
                0,
                Optional.of(new Question.Typed(now.say("another.field"), LONGEST_TEXT)),
                now.local().problem(),
                List.of(
                        Choice.usual(now.say("step.back"), new Intent.NeverMind()),
                        Choice.primary(
                                now.say("another.send"),
                                new Intent.AnotherTime(""),
                                now.local().is(Local.Task.QUESTION))));
    }
}
