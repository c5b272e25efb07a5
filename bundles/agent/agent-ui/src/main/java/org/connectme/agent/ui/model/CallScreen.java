package org.connectme.agent.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.ChatLine;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Money;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.words.Formats;

/** The call: the other's picture, what it costs, and the red button. */
final class CallScreen {

    private CallScreen() {}

    static Shown show(Now now) {
        CallFacts call = now.call();
        String name = now.name();
        boolean seen = call.other().camera() || call.other().screen();
        String instead = seen ? "" : now.say(call.flowing() ? "stage.camera-off" : "stage.waiting", "name", name);
        int unread = now.local().unread(linesOfOther(now));
        return new Shown.Call(
                now.say("call.label", "name", name),
                Meters.of(now.state(), now.meter(), now.nanos(), now.words(), now.formats()),
                call.other().camera(),
                call.other().screen(),
                call.own().camera(),
                now.say("stage.other", "name", name),
                now.say("stage.screen", "name", name),
                now.say("stage.own"),
                now.say("stage.own-off"),
                instead,
                call.flowing() ? Icon.CAMERA_OFF : Icon.PERSON,
                Notices.of(now),
                controls(now, unread),
                new Shown.Control(Icon.HANG_UP, false, now.say("call.end"), new Intent.ProposeEnd(), 0),
                now.local().panel().filter(Local.Panel.CHAT::equals).map(panel -> chat(now)),
                now.local().panel().filter(Local.Panel.MORE::equals).map(panel -> more(now)),
                now.local().panel().filter(Local.Panel.SETTINGS::equals).map(panel -> AsideScreens.settings(now)),
                now.local().panel().filter(Local.Panel.CHECK::equals).map(panel -> AsideScreens.check(now)));
    }

    static int linesOfOther(Now now) {
        return (int) now.state().chat().stream().filter(line -> !line.mine()).count();
    }

    private static List<Shown.Control> controls(Now now, int unread) {
        CallFacts call = now.call();
        boolean microphone = call.own().microphone();
        boolean camera = call.own().camera();
        boolean shares = call.shared().isPresent();
        String chat = unread == 0
                ? now.say("call.chat")
                : now.say("call.chat.new", "count", now.formats().number(unread, 1));
        return List.of(
                new Shown.Control(
                        microphone ? Icon.MIC : Icon.MIC_OFF,
                        !microphone,
                        now.say(microphone ? "call.microphone.mute" : "call.microphone.unmute"),
                        new Intent.Microphone(!microphone),
                        0),
                new Shown.Control(
                        camera ? Icon.CAMERA : Icon.CAMERA_OFF,
                        !camera,
                        now.say(camera ? "call.camera.off" : "call.camera.on"),
                        new Intent.Camera(!camera),
                        0),
                new Shown.Control(
                        shares ? Icon.SCREEN_OFF : Icon.SCREEN,
                        shares,
                        now.say(shares ? "call.share.stop" : "call.share"),
                        shares ? new Intent.StopSharing() : new Intent.ChooseScreen(),
                        0),
                new Shown.Control(Icon.CHAT, false, chat, new Intent.Toggle(Local.Panel.CHAT), unread),
                new Shown.Control(Icon.MORE, false, now.say("call.more"), new Intent.Toggle(Local.Panel.MORE), 0));
    }

    private static Shown.Chat chat(Now now) {
        List<Shown.Line> lines = new ArrayList<>();
        for (ChatLine line : now.state().chat()) {
            lines.add(new Shown.Line(
                    line.id(),
                    line.mine(),
                    line.mine() ? now.say("chat.me") : now.name(),
                    line.text(),
                    now.formats().time(line.at())));
        }
        return new Shown.Chat(
                now.say("chat.title"),
                now.say("call.close"),
                now.say("chat.empty"),
                lines,
                now.say("chat.field"),
                now.say("chat.send"));
    }

    private static Shown.More more(Now now) {
        Meter meter = now.meter();
        Money ceiling = meter == null ? null : meter.ceiling();
        Money limit = meter == null ? null : meter.limit();
        List<String> lines = new ArrayList<>();
        List<Choice> choices = new ArrayList<>();
        if (ceiling == null) {
            lines.add(now.say("more.limit.free"));
        } else {
            lines.add(
                    limit == null
                            ? now.say(
                                    "more.limit.none", "ceiling", now.formats().money(ceiling))
                            : now.say("more.limit.set", "limit", now.formats().money(limit)));
            long billable = meter.billableMillisAfter(now.state().sinceViewMillis(now.nanos()));
            lines.add(now.say("more.charged", "time", now.formats().clock(billable)));
            choices.add(new Choice(
                    now.say("more.limit.save"),
                    Choice.Kind.USUAL,
                    new Intent.SetLimit(""),
                    now.local().is(Local.Task.LIMIT)));
            if (limit != null) {
                choices.add(Choice.plain(now.say("more.limit.remove"), new Intent.RemoveLimit()));
            }
        }
        return new Shown.More(
                now.say("more.title"),
                now.say("call.close"),
                now.say("more.limit"),
                lines,
                Optional.ofNullable(ceiling).map(money -> now.say("more.limit.field", "currency", money.currency())),
                limit == null ? "" : Formats.plainAmount(limit),
                now.local().faults().getOrDefault("limit", ""),
                choices,
                List.of(
                        Choice.usual(now.say("settings.title"), new Intent.Toggle(Local.Panel.SETTINGS)),
                        Choice.plain(now.say("check.title"), new Intent.Toggle(Local.Panel.CHECK)),
                        Choice.plain(now.say("app.help"), new Intent.Help())));
    }
}
