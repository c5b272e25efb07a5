package org.connectme.agent.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.ControlState.Mode;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.view.Consent.Scope;

/** The bar that stays on top while the screen is shown or lent. */
final class Bars {

    private Bars() {}

    static Optional<Bar> show(Now now) {
        ControlState control = now.state().control();
        boolean shared = now.call().shared().isPresent();
        if (control.mode() == Mode.NONE && !shared) {
            return Optional.empty();
        }
        boolean lent = control.scope() == Scope.SCREEN_KEYBOARD_MOUSE;
        List<Choice> choices = new ArrayList<>();
        if (!shared) {
            choices.add(Choice.usual(now.say("call.share"), new Intent.ChooseScreen()));
        }
        boolean isPrivate = now.state().privateMoment();
        choices.add(Choice.usual(
                now.say(isPrivate ? "private.end" : "private.begin"), new Intent.PrivateMoment(!isPrivate)));
        choices.add(Choice.plain(now.say("bar.window"), new Intent.ShowWindow()));
        return Optional.of(new Bar(
                lent,
                !isPrivate,
                text(now, control, shared),
                detail(now, control, lent),
                Meters.of(now.state(), now.meter(), now.nanos(), now.words(), now.formats()),
                Choice.danger(now.say("bar.stop"), new Intent.Stop(), false),
                choices,
                now.call().shared().filter(screen -> !isHidden(now))));
    }

    private static String text(Now now, ControlState control, boolean shared) {
        if (now.state().privateMoment()) {
            return now.say("private.on", "name", now.name());
        }
        if (control.mode() == Mode.CONTROL) {
            return now.say("banner.control", "name", now.name());
        }
        if (control.mode() == Mode.PAUSED) {
            return now.words()
                    .maybe(control.why(), "name", now.name())
                    .orElseGet(() -> now.say("control.paused", "name", now.name()));
        }
        return now.say(shared ? sharing(now) : "bar.nothing-shown", "name", now.name());
    }

    /** What says that the screen is seen, or one window of it. */
    static String sharing(Now now) {
        return now.call().shared().filter(Screen::isWindow).isPresent() ? "banner.sharing-window" : "banner.sharing";
    }

    /** A window that is minimised: around its place there is nothing to see. */
    private static boolean isHidden(Now now) {
        return now.call().problems().stream().anyMatch(trouble -> trouble.code().equals("media.window-hidden"));
    }

    private static String detail(Now now, ControlState control, boolean lent) {
        String key = now.say(lent ? "bar.keys" : "bar.keys.view");
        if (control.mode() == Mode.NONE) {
            return key;
        }
        long left = Math.max(0, control.untilNanos() - now.nanos()) / 1_000_000;
        return now.say("bar.left", "time", now.formats().clock(left)) + " " + key;
    }
}
