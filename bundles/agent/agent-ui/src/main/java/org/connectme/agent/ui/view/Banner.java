package org.connectme.agent.ui.view;

import java.util.function.Consumer;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Choice;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Notice;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.IconLabel;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;

/** A sentence about how things stand, with what can be done about it. */
final class Banner extends Column {

    private static final long serialVersionUID = 1;

    private final Text text;

    Banner(Notice notice, Consumer<Intent> hands) {
        super(8);
        String token = notice.kind().token();
        on(token + "-soft", null).marked(token).padded(12, 16);
        text = new Text(notice.text(), Text.Style.SMALL);
        add(new Row(12, Row.Spread.LAST, new IconLabel(notice.icon(), 20, () -> Look.color(token)), text));
        if (!notice.choices().isEmpty()) {
            Row actions = new Row(8, Row.Spread.END);
            for (Choice choice : notice.choices()) {
                actions.add(ScreenView.button(choice, hands));
            }
            add(actions);
        }
    }

    /** Counting seconds: a button that has the focus keeps it. */
    void retell(String sentence) {
        text.say(sentence);
    }
}
