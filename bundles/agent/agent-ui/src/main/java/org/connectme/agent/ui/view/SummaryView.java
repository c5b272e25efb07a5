package org.connectme.agent.ui.view;

import java.awt.Component;
import java.util.function.Consumer;
import javax.swing.JButton;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Rule;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** What it came to, and why. */
final class SummaryView extends ScreenView<Shown.Summary> {

    private static final long serialVersionUID = 1;

    private @Nullable JButton forward;

    SummaryView(Consumer<Intent> hands) {
        super(hands);
    }

    @Override
    void update(Shown.@Nullable Summary before, Shown.Summary now) {
        Column content = new Column(20, new Text(now.title(), Text.Style.TITLE));
        now.lines().forEach(line -> content.add(new Text(line, Text.Style.BODY)));
        Column amount = new Column(4);
        if (!now.figure().isEmpty()) {
            amount.add(new Text(now.figure(), Text.Style.FIGURE));
        }
        amount.add(new Text(now.explained(), Text.Style.QUIET));
        content.add(amount);
        if (!now.bill().isEmpty()) {
            content.add(bill(now));
        }
        now.timeline().ifPresent(timeline -> content.add(timeline(timeline)));
        content.add(Ways.facts(now.facts()));
        content.add(new Column(
                2,
                new Text(now.seal().label(), Text.Style.SMALL_QUIET),
                new Text(now.seal().value(), Text.Style.SEAL)));
        content.add(
                Ways.row(Row.Spread.START, now.ways().stream().map(this::button).toList()));
        content.add(new Text(now.said(), Text.Style.BODY));
        content.add(new Text(now.problem(), Text.Style.ERROR));
        forward = forward(now.forward(), () -> want(now.forward().intent()));
        replace(new Page(content, forward));
    }

    private static Column bill(Shown.Summary now) {
        Column card = Column.card(8);
        for (int line = 0; line < now.bill().size(); line++) {
            Shown.Fact fact = now.bill().get(line);
            boolean total = line == now.total();
            if (line > 0) {
                card.add(new Rule());
            }
            Text value = new Text(fact.value(), total ? Text.Style.STRONG : Text.Style.BODY).atEnd();
            Text label = new Text(fact.label(), total ? Text.Style.STRONG : Text.Style.QUIET);
            card.add(new Row(16, Row.Spread.SHARED, label, value).top());
        }
        return card;
    }

    private static Column timeline(Shown.Timeline timeline) {
        Column column = new Column(
                8,
                new Text(timeline.title(), Text.Style.HEADING),
                new TimelineBar(timeline.title(), timeline.pauses()));
        if (timeline.pauses().isEmpty()) {
            column.add(new Text(timeline.none(), Text.Style.SMALL_QUIET));
        }
        timeline.pauses().forEach(pause -> column.add(new Text(pause.text(), Text.Style.SMALL)));
        return column;
    }

    @Override
    Component first() {
        return forward == null ? this : forward;
    }
}
