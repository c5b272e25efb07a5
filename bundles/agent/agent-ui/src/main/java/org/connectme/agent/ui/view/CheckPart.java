package org.connectme.agent.ui.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JButton;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.IconLabel;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** What works here, line by line: on a screen of its own before the call, and in a panel beside it. */
final class CheckPart extends Column {

    private static final long serialVersionUID = 1;

    private final transient Consumer<Intent> hands;
    private final Text lead = new Text("", Text.Style.BODY);
    private final Column lines = new Column(16);
    private final Text said = new Text("", Text.Style.SMALL_QUIET);
    private final List<JButton> buttons = new ArrayList<>();
    private transient Shown.@Nullable Check shown;

    CheckPart(Consumer<Intent> hands) {
        super(16);
        this.hands = hands;
    }

    void show(Shown.Check check) {
        Shown.Check before = shown;
        shown = check;
        if (before == null || !before.title().equals(check.title())) {
            build(check);
        }
        lead.say(check.lead());
        said.say(check.said());
        if (before == null || !before.lines().equals(check.lines())) {
            lines.removeAll();
            check.lines().forEach(line -> lines.add(line(line)));
            lines.setVisible(!check.lines().isEmpty());
        }
        for (int i = 0; i < buttons.size(); i++) {
            ScreenView.busy(buttons.get(i), check.choices().get(i));
        }
        applyComponentOrientation(getComponentOrientation());
        revalidate();
        repaint();
    }

    private void build(Shown.Check check) {
        removeAll();
        buttons.clear();
        Row ways = new Row(8, Row.Spread.START);
        for (int i = 0; i < check.choices().size(); i++) {
            int which = i;
            JButton button = Buttons.of(
                    ScreenView.kind(check.choices().get(i)),
                    check.choices().get(i).label(),
                    () -> press(which));
            buttons.add(button);
            ways.add(button);
        }
        add(lead);
        add(lines);
        add(ways);
        add(said);
        lines.on("surface", "line").padded(20, 20);
    }

    /** As it is by now: what is copied grows while it is looked at. */
    private void press(int which) {
        if (shown != null) {
            hands.accept(shown.choices().get(which).intent());
        }
    }

    /** The verdict stands in words too: colour and icon are never the only sign. */
    private static Row line(Shown.Checked line) {
        Column text = new Column(
                2,
                new Row(
                        8,
                        Row.Spread.FIRST,
                        new Text(line.title(), Text.Style.STRONG),
                        new Text(line.verdict(), Text.Style.SMALL).in(line.token())),
                new Text(line.text(), Text.Style.SMALL));
        if (!line.advice().isEmpty()) {
            text.add(new Text(line.advice(), Text.Style.SMALL_QUIET));
        }
        return new Row(12, Row.Spread.LAST, new IconLabel(line.icon(), 20, () -> Look.color(line.token())), text).top();
    }
}
