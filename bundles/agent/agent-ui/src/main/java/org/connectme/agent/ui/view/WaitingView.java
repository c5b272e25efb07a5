package org.connectme.agent.ui.view;

import java.awt.Component;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.JButton;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Frame;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Field;
import org.connectme.agent.ui.parts.IconLabel;
import org.connectme.agent.ui.parts.Level;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** Whether the consultant is there, and whether everything works. */
final class WaitingView extends ScreenView<Shown.Waiting> {

    private static final long serialVersionUID = 1;
    private static final int LONGEST_NOTE = 1000;

    private final Text title = new Text("", Text.Style.TITLE);
    private final Text there = new Text("", Text.Style.BODY);
    private final Text starts = new Text("", Text.Style.QUIET);
    private final Column notices = new Column(8);
    private final Text devicesTitle = new Text("", Text.Style.HEADING);
    private final Map<Device.Kind, DeviceChoice> devices = new EnumMap<>(Device.Kind.class);
    private final Mirror mirror;
    private final Text mirrorText = new Text("", Text.Style.SMALL_QUIET);
    private final Text networkTitle = new Text("", Text.Style.SMALL_QUIET);
    private final Text network = new Text("", Text.Style.BODY);
    private final Text levelLabel = new Text("", Text.Style.SMALL_QUIET);
    private final Column notes = new Column(8);
    private final Text hold = new Text("", Text.Style.QUIET);
    private final Text problem = new Text("", Text.Style.ERROR);
    private final Text hint = new Text("", Text.Style.SMALL_QUIET);
    private final Text toneHint = new Text("", Text.Style.SMALL_QUIET);
    private boolean isThere;
    private @Nullable Level level;
    private @Nullable Column levelPart;
    private @Nullable JButton again;
    private @Nullable JButton tone;
    private @Nullable Field note;
    private @Nullable JButton send;
    private @Nullable JButton forward;
    private Row others = new Row(8, Row.Spread.START);

    WaitingView(Consumer<Intent> hands) {
        super(hands);
        mirror = new Mirror(hands);
        for (Device.Kind kind : Device.Kind.values()) {
            devices.put(kind, new DeviceChoice(hands));
        }
    }

    @Override
    void update(Shown.@Nullable Waiting before, Shown.Waiting now) {
        isThere = now.isThere();
        if (before == null || !before.title().equals(now.title())) {
            build(now);
        }
        title.say(now.title());
        there.say(now.there());
        starts.say(now.starts());
        devicesTitle.say(now.devicesTitle());
        mirror.show(now.mirror());
        mirrorText.say(now.mirror().text());
        networkTitle.say(now.network().label());
        network.say(now.network().value());
        toneHint.say(now.toneHint());
        levelLabel.say(now.level());
        if (levelPart != null) {
            levelPart.setVisible(!now.level().isEmpty());
        }
        hold.say(now.hold());
        problem.say(now.problem());
        hint.say(now.hint());
        now.devices().forEach(each -> devices.get(each.kind()).show(each));
        if (before == null || !before.notices().equals(now.notices())) {
            notices.removeAll();
            now.notices().forEach(each -> notices.add(new Banner(each, this::want)));
        }
        if (before == null || !before.notes().equals(now.notes())) {
            notes(now.notes());
        }
        busy(tone, now.tone());
        busy(again, now.networkAgain());
        busy(send, now.noteSend());
        busy(forward, now.forward());
        applyComponentOrientation(getComponentOrientation());
        revalidate();
        repaint();
    }

    private void notes(List<String> texts) {
        notes.removeAll();
        for (String text : texts) {
            notes.add(new Column(0, new Text(text, Text.Style.SMALL).asWritten())
                    .on("accent-soft", null)
                    .padded(8, 12));
        }
        if (note != null) {
            note.fill("");
        }
    }

    private void build(Shown.Waiting now) {
        String typed = note == null ? "" : note.typed();
        level = new Level(now.devicesTitle());
        levelPart = new Column(8, levelLabel, level);
        tone = Buttons.withIcon(
                Buttons.Kind.USUAL,
                Icon.SPEAKER,
                now.tone().label(),
                () -> want(now.tone().intent()));
        again = button(now.networkAgain());
        note = Field.area(now.noteLabel(), "", 2, LONGEST_NOTE);
        note.fill(typed);
        send = Buttons.of(Buttons.Kind.USUAL, now.noteSend().label(), this::leaveNote);
        forward = forward(now.forward(), () -> want(now.forward().intent()));
        others = Ways.row(
                Row.Spread.START, now.others().stream().map(this::button).toList());
        Column checks = Column.card(16, devicesTitle);
        devices.values().forEach(checks::add);
        checks.add(levelPart);
        checks.add(new Column(8, new Row(8, Row.Spread.START, tone), toneHint));
        Column line = Column.card(8, new Column(2, networkTitle, network), new Row(8, Row.Spread.START, again));
        IconLabel person = new IconLabel(Icon.PERSON, 20, () -> Look.color(isThere ? "live" : "quiet"));
        replace(new Page(
                new Column(
                        20,
                        title,
                        new Column(4, new Row(8, Row.Spread.LAST, person, there), starts),
                        new Column(8, mirror, mirrorText),
                        notices,
                        checks,
                        line,
                        new Column(8, notes, note, new Row(0, Row.Spread.END, send)),
                        hold,
                        others,
                        problem),
                forward,
                hint));
    }

    private void leaveNote() {
        if (note != null && !note.typed().isBlank()) {
            want(new Intent.LeaveNote(note.typed().strip()));
        }
    }

    /** How loud the microphone is, from 0 to 1. */
    void level(double loudness) {
        if (level != null) {
            level.show(loudness);
        }
    }

    /** The own picture. Any thread. */
    void picture(Frame frame) {
        mirror.picture(frame);
    }

    @Override
    Component first() {
        return forward == null ? this : forward;
    }
}
