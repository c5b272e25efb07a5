package org.connectme.agent.ui.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.view.Appointment;
import org.connectme.agent.core.view.Payment;
import org.connectme.agent.core.view.Presence;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.model.Notice.Kind;

/** Whether everything works, and whether the consultant is there. */
final class WaitingScreen {

    private WaitingScreen() {}

    static Shown show(Now now) {
        Appointment appointment = StepScreens.appointment(now);
        Payment payment = now.parts().payment();
        Presence presence = now.parts().presence();
        String availability = now.parts().availability() == null
                ? null
                : now.parts().availability().consultant();
        boolean here = presence != null
                && presence.consultant().online()
                && presence.consultant().joined();
        boolean online = "ONLINE".equals(availability);
        String away = "BREAK".equals(availability) ? "wait.break" : "wait.away";
        String there = here ? "wait.there" : online ? "wait.online" : away;
        return new Shown.Waiting(
                now.say("wait.title"),
                now.say(there, "name", now.name()),
                here || online,
                starts(now, appointment.startsAt()),
                notices(now, payment),
                mirror(now),
                now.say("wait.devices"),
                devices(now),
                now.local().trial().microphone() ? now.say("wait.level") : "",
                Choice.usual(now.say("wait.sound"), new Intent.PlayTone()),
                now.local().trial().tones() ? now.say("wait.sound.playing") : "",
                new Shown.Fact(
                        now.say("wait.network"),
                        now.say("wait.network."
                                + now.local().trial().network().name().toLowerCase(Locale.ROOT))),
                new Choice(
                        now.say("wait.network.again"),
                        Choice.Kind.USUAL,
                        new Intent.CheckNetwork(),
                        now.local().trial().network() == Trial.Network.CHECKING),
                appointment.notes().stream().map(Appointment.Note::text).toList(),
                now.say("wait.note.field", "name", now.name()),
                new Choice(
                        now.say("wait.note.send"),
                        Choice.Kind.USUAL,
                        new Intent.LeaveNote(""),
                        now.local().is(Local.Task.NOTE)),
                Optional.ofNullable(payment)
                        .map(Payment::held)
                        .map(held ->
                                now.say("wait.hold", "amount", now.formats().money(held)))
                        .orElse(""),
                now.local().problem(),
                Choice.primary(
                        now.say("wait.join"), new Intent.Enter(), now.local().is(Local.Task.ENTER)),
                now.say("wait.join.hint", "name", now.name()),
                StepScreens.otherPlans(now));
    }

    private static Shown.Mirror mirror(Now now) {
        Trial trial = now.local().trial();
        if (!trial.asked()) {
            Choice ask = Choice.primary(now.say("wait.ask"), new Intent.TryDevices(), false);
            return new Shown.Mirror(false, Optional.of(ask), "", now.say("wait.ask.skip"), List.of());
        }
        String own = now.say("wait.own", "name", now.name());
        List<Shown.Control> switches = List.of(
                new Shown.Control(
                        trial.microphone() ? Icon.MIC : Icon.MIC_OFF,
                        !trial.microphone(),
                        now.say(trial.microphone() ? "wait.microphone.off" : "wait.microphone.on"),
                        new Intent.Microphone(!trial.microphone()),
                        0),
                new Shown.Control(
                        trial.camera() ? Icon.CAMERA : Icon.CAMERA_OFF,
                        !trial.camera(),
                        now.say(trial.camera() ? "wait.camera.off" : "wait.camera.on"),
                        new Intent.Camera(!trial.camera()),
                        0));
        return new Shown.Mirror(trial.camera(), Optional.empty(), own, trial.camera() ? own : "", switches);
    }

    private static String starts(Now now, Instant startsAt) {
        if (startsAt == null || !startsAt.isAfter(now.serverNow())) {
            return "";
        }
        return now.say("wait.starts", "time", now.formats().dayAndTime(startsAt));
    }

    private static List<Notice> notices(Now now, Payment payment) {
        List<Notice> notices = new ArrayList<>();
        if (payment != null && payment.renewable()) {
            notices.add(Notice.of(
                    "renew",
                    Kind.ALERT,
                    now.say("wait.renew"),
                    Choice.usual(now.say("wait.renew.card"), new Intent.LookBack(Place.CARD))));
        }
        now.local().trial().faults().forEach((kind, code) -> {
            String text = now.words().maybe("problem." + code).orElseGet(() -> now.say("problem.media"));
            notices.add(Notice.of(
                    code,
                    Kind.ALERT,
                    text,
                    Choice.usual(
                            now.say("wait.again"),
                            kind == Device.Kind.CAMERA ? new Intent.Camera(true) : new Intent.Microphone(true))));
        });
        return notices;
    }

    static List<Shown.Devices> devices(Now now) {
        return List.of(
                devices(now, Device.Kind.MICROPHONE, "device.microphone"),
                devices(now, Device.Kind.CAMERA, "device.camera"),
                devices(now, Device.Kind.SPEAKER, "device.speaker"));
    }

    private static Shown.Devices devices(Now now, Device.Kind kind, String key) {
        return new Shown.Devices(
                kind, now.say(key), now.call().of(kind), now.call().chosen(kind), now.say("device.none"));
    }
}
