package org.connectme.agent.ui.view;

import java.awt.Component;
import java.util.function.Consumer;
import javax.swing.JButton;
import org.connectme.agent.ui.model.Choice;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** A heading, a few sentences, and at most one thing to do. */
final class PlainView extends ScreenView<Shown.Plain> {

    private static final long serialVersionUID = 1;

    private @Nullable JButton forward;

    PlainView(Consumer<Intent> hands) {
        super(hands);
    }

    @Override
    void update(Shown.@Nullable Plain before, Shown.Plain now) {
        Column content = new Column(20, new Text(now.title(), Text.Style.TITLE));
        now.lines().forEach(line -> content.add(new Text(line, Text.Style.LEAD)));
        if (!now.facts().isEmpty()) {
            content.add(Column.card(0, Ways.facts(now.facts())));
        }
        forward = now.forward().map(this::leading).orElse(null);
        replace(forward == null ? new Page(content) : new Page(content, forward));
    }

    private JButton leading(Choice choice) {
        return forward(choice, () -> want(choice.intent()));
    }

    @Override
    Component first() {
        return forward == null ? this : forward;
    }
}
