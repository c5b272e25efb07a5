package org.connectme.agent.ui.view;

import java.awt.Component;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JButton;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.model.Choice;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Notice;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;

/** Pieces that several screens have. */
final class Ways {

    private Ways() {}

    /** The way back, and how far one is. */
    static Row steps(Shown.Steps steps, Consumer<Intent> hands) {
        Text text = new Text(steps.step(), Text.Style.SMALL_QUIET);
        if (steps.back().isEmpty()) {
            return new Row(8, Row.Spread.END, text);
        }
        Choice back = steps.back().get();
        JButton button =
                Buttons.withIcon(Buttons.Kind.PLAIN, Icon.BACK, back.label(), () -> hands.accept(back.intent()));
        return new Row(8, Row.Spread.FIRST, new Row(0, Row.Spread.START, button), text);
    }

    static Column facts(List<Shown.Fact> facts) {
        Column column = new Column(16);
        for (Shown.Fact fact : facts) {
            column.add(fact(fact));
        }
        return column;
    }

    static Column fact(Shown.Fact fact) {
        return new Column(
                2, new Text(fact.label(), Text.Style.SMALL_QUIET), new Text(fact.value(), Text.Style.BODY).asWritten());
    }

    static Column notices(List<Notice> notices, Consumer<Intent> hands) {
        Column column = new Column(8);
        for (Notice notice : notices) {
            column.add(new Banner(notice, hands));
        }
        return column;
    }

    static Row row(Row.Spread spread, List<? extends Component> parts) {
        return new Row(12, spread, parts.toArray(Component[]::new));
    }
}
