package org.connectme.agent.ui.view;

import java.awt.Component;
import java.util.function.Consumer;
import javax.swing.JButton;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.Portrait;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** Who invites, to what, when, and what it costs. */
final class InvitationView extends ScreenView<Shown.Invitation> {

    private static final long serialVersionUID = 1;

    private @Nullable JButton forward;

    InvitationView(Consumer<Intent> hands) {
        super(hands);
    }

    @Override
    void update(Shown.@Nullable Invitation before, Shown.Invitation now) {
        Row who = new Row(16, Row.Spread.LAST, new Portrait(now.initials()), new Text(now.title(), Text.Style.TITLE));
        Column greeting = new Column(8, new Text(now.hello(), Text.Style.BODY));
        if (!now.greeting().isBlank()) {
            greeting.add(new Text(now.greeting(), Text.Style.BODY).asWritten());
        }
        Row others = Ways.row(
                Row.Spread.START, now.others().stream().map(this::button).toList());
        forward = forward(now.forward(), () -> want(now.forward().intent()));
        replace(new Page(
                new Column(
                        20,
                        Ways.steps(now.steps(), this::want),
                        who,
                        greeting,
                        Column.card(0, Ways.facts(now.facts())),
                        others),
                forward));
    }

    @Override
    Component first() {
        return forward == null ? this : forward;
    }
}
