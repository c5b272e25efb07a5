package org.connectme.agent.ui.view;

import java.awt.Component;
import java.awt.Dimension;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JScrollPane;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.model.Shown.Terms.Tick;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;
import org.connectme.agent.ui.parts.TickBox;
import org.jspecify.annotations.Nullable;

/** The price in plain words and the terms, each agreed to on its own. Nothing is ticked beforehand. */
final class TermsView extends ScreenView<Shown.Terms> {

    private static final long serialVersionUID = 1;
    private static final int PANE = 220;

    private final Map<Tick, JCheckBox> ticks = new EnumMap<>(Tick.class);
    private final Text problem = new Text("", Text.Style.ERROR);
    private @Nullable JButton forward;

    TermsView(Consumer<Intent> hands) {
        super(hands);
    }

    @Override
    void update(Shown.@Nullable Terms before, Shown.Terms now) {
        if (before == null || !isSameOffer(before, now)) {
            build(now);
        }
        problem.say(now.problem());
        busy(forward, now.forward());
    }

    /** What was ticked counts for exactly this offer. */
    private static boolean isSameOffer(Shown.Terms before, Shown.Terms now) {
        return before.title().equals(now.title())
                && before.price().equals(now.price())
                && before.hold().equals(now.hold())
                && before.documents().equals(now.documents())
                && before.ticks().equals(now.ticks())
                && before.seller().equals(now.seller());
    }

    private void build(Shown.Terms now) {
        Column plan = Column.card(12, new Text(now.price().get(0), Text.Style.HEADING));
        now.price().stream().skip(1).forEach(line -> plan.add(new Text(line, Text.Style.BODY)));
        now.example()
                .ifPresent(example -> plan.add(new Column(0, new Text(example, Text.Style.BODY))
                        .on("accent-soft", null)
                        .padded(12, 16)));
        now.hold().ifPresent(hold -> plan.add(new Text(hold, Text.Style.BODY)));
        Column summary = new Column(8, new Text(now.summaryTitle(), Text.Style.HEADING));
        for (int line = 0; line < now.summary().size(); line++) {
            summary.add(new Row(
                            8,
                            Row.Spread.LAST,
                            new Text((line + 1) + ".", Text.Style.QUIET),
                            new Text(now.summary().get(line), Text.Style.BODY))
                    .top());
        }
        Column documents = new Column(8);
        now.documents().forEach(document -> documents.add(document(document)));
        Column content = new Column(
                20,
                Ways.steps(now.steps(), this::want),
                new Text(now.title(), Text.Style.TITLE),
                plan,
                summary,
                documents,
                Ways.fact(now.seller()),
                agreements(now),
                problem);
        forward = forward(now.forward(), () -> want(answer(now)));
        replace(new Page(content, forward));
    }

    private Intent answer(Shown.Terms now) {
        return now.forward().intent() instanceof Intent.Agree
                ? new Intent.Agree(ticked())
                : now.forward().intent();
    }

    private Set<Tick> ticked() {
        Set<Tick> ticked = EnumSet.noneOf(Tick.class);
        ticks.forEach((tick, box) -> {
            if (box.isSelected()) {
                ticked.add(tick);
            }
        });
        return ticked;
    }

    private Component agreements(Shown.Terms now) {
        ticks.clear();
        if (now.ticks().isEmpty()) {
            return new Text(now.agreed(), Text.Style.BODY);
        }
        Column column = new Column(4);
        now.ticks().forEach((tick, text) -> {
            TickBox box = new TickBox(text);
            ticks.put(tick, box.box());
            column.add(box);
        });
        return column;
    }

    /** A text that opens below its title. */
    private Component document(Shown.Fact document) {
        Text text = new Text(document.value(), Text.Style.SMALL).asWritten();
        JScrollPane pane = Page.scrolling(new Column(0, text).padded(8, 0));
        pane.setPreferredSize(new Dimension(Look.px(100), Look.px(PANE)));
        pane.setFocusable(true);
        pane.getAccessibleContext().setAccessibleName(document.label());
        pane.setVisible(false);
        Column column = new Column(0).on("surface", "line").padded(2, 2);
        JButton title = Buttons.of(Buttons.Kind.PLAIN, "+  " + document.label(), () -> {});
        title.getAccessibleContext().setAccessibleName(document.label());
        title.setHorizontalAlignment(JButton.LEADING);
        title.addActionListener(event -> {
            pane.setVisible(!pane.isVisible());
            title.setText((pane.isVisible() ? "–  " : "+  ") + document.label());
            revalidate();
        });
        column.add(title);
        column.add(pane);
        return column;
    }

    @Override
    Component first() {
        return forward == null ? this : forward;
    }
}
