package org.connectme.agent.ui.view;

import java.awt.BorderLayout;
import java.util.function.Consumer;
import javax.swing.JPanel;
import org.connectme.agent.ui.model.Choice;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Field;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** What is needed seldom in a call: the own limit, and the ways to what is needed still more seldom. */
final class MorePanel extends JPanel {

    private static final long serialVersionUID = 1;
    private static final int LONGEST_AMOUNT = 20;

    private final transient Consumer<Intent> hands;
    private final Column limit = new Column(8);
    private transient Shown.@Nullable More shown;
    private @Nullable Field field;

    MorePanel(Consumer<Intent> hands) {
        super(new BorderLayout());
        this.hands = hands;
        setOpaque(false);
    }

    void show(Shown.More more) {
        if (more.equals(shown)) {
            return;
        }
        Shown.More before = shown;
        shown = more;
        if (before == null || !isSame(before, more)) {
            build(more);
        }
        for (int line = 0; line < more.limit().size(); line++) {
            ((Text) limit.getComponent(line + 1)).say(more.limit().get(line));
        }
        if (field != null) {
            field.fault(more.problem());
        }
        applyComponentOrientation(getComponentOrientation());
        revalidate();
        repaint();
    }

    /** But for what only says something else. */
    private static boolean isSame(Shown.More before, Shown.More now) {
        return before.title().equals(now.title())
                && before.limit().size() == now.limit().size()
                && before.field().equals(now.field())
                && before.typed().equals(now.typed())
                && before.choices().equals(now.choices());
    }

    private void build(Shown.More more) {
        String typed = field == null ? more.typed() : field.typed();
        removeAll();
        limit.removeAll();
        limit.add(new Text(more.limitTitle(), Text.Style.STRONG));
        more.limit().forEach(line -> limit.add(new Text(line, Text.Style.SMALL)));
        field = more.field()
                .map(label ->
                        Field.line(label, "", LONGEST_AMOUNT).leftToRight().onEnter(this::set))
                .orElse(null);
        if (field != null) {
            field.fill(typed);
            limit.add(field);
        }
        Row actions = new Row(8, Row.Spread.START);
        for (Choice choice : more.choices()) {
            boolean sets = choice.intent() instanceof Intent.SetLimit;
            actions.add(ScreenView.busy(
                    Buttons.of(
                            ScreenView.kind(choice),
                            choice.label(),
                            sets ? this::set : () -> hands.accept(choice.intent())),
                    choice));
        }
        limit.add(actions);
        Column content = new Column(24, limit).padded(8, 0);
        Column others = new Column(8);
        for (Choice choice : more.others()) {
            others.add(new Row(0, Row.Spread.START, ScreenView.button(choice, hands)));
        }
        content.add(others);
        add(ChatPanel.head(more.title(), more.close(), Local.Panel.MORE, hands), BorderLayout.NORTH);
        add(Page.scrolling(content), BorderLayout.CENTER);
    }

    private void set() {
        if (field != null) {
            hands.accept(new Intent.SetLimit(field.typed()));
        }
    }
}
