package org.connectme.agent.ui.view;

import java.awt.Component;
import java.util.function.Consumer;
import javax.swing.JButton;
import org.connectme.agent.ui.model.Choice;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** The card step: what happens in the browser, and how it stands. */
final class CardView extends ScreenView<Shown.Card> {

    private static final long serialVersionUID = 1;

    private @Nullable JButton forward;

    CardView(Consumer<Intent> hands) {
        super(hands);
    }

    @Override
    void update(Shown.@Nullable Card before, Shown.Card now) {
        Column amount = new Column(4);
        if (!now.held().isEmpty()) {
            amount.add(new Text(now.held(), Text.Style.LEAD));
        }
        amount.add(new Text(now.explained(), Text.Style.QUIET));
        Column content =
                new Column(20, Ways.steps(now.way(), this::want), new Text(now.title(), Text.Style.TITLE), amount);
        if (!now.notices().isEmpty()) {
            content.add(Ways.notices(now.notices(), this::want));
        }
        if (!now.steps().isEmpty()) {
            Column steps = Column.card(12);
            for (int step = 0; step < now.steps().size(); step++) {
                steps.add(new Row(
                                12,
                                Row.Spread.LAST,
                                new Text((step + 1) + ".", Text.Style.STRONG).in("accent"),
                                new Text(now.steps().get(step), Text.Style.BODY))
                        .top());
            }
            content.add(steps);
        }
        content.add(new Text(now.problem(), Text.Style.ERROR));
        Column foot = new Column(8);
        for (Choice other : now.others()) {
            foot.add(button(other));
        }
        forward = forward(now.forward(), () -> want(now.forward().intent()));
        replace(new Page(content, foot, forward));
    }

    @Override
    Component first() {
        return forward == null ? this : forward;
    }
}
