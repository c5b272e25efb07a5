package org.connectme.agent.ui.view;

import com.formdev.flatlaf.FlatClientProperties;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JTextField;
import javax.swing.SwingConstants;
import javax.swing.text.AbstractDocument;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Field;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** The door: the invitation's code. */
final class CodeView extends ScreenView<Shown.Code> {

    private static final long serialVersionUID = 1;
    private static final int LONGEST_TYPED = 100;

    private @Nullable Field field;
    private @Nullable JButton forward;

    CodeView(Consumer<Intent> hands) {
        super(hands);
    }

    @Override
    void update(Shown.@Nullable Code before, Shown.Code now) {
        if (field == null || before == null || !before.label().equals(now.label())) {
            build(now);
        }
        field.fault(now.problem());
        busy(forward, now.forward());
    }

    private void build(Shown.Code now) {
        String typed = field == null ? "" : field.typed();
        field = Field.line(now.label(), "", LONGEST_TYPED).leftToRight().onEnter(this::open);
        JTextField line = (JTextField) field.input();
        ((AbstractDocument) line.getDocument()).setDocumentFilter(new CodeFilter());
        line.setHorizontalAlignment(SwingConstants.CENTER);
        line.setFont(Look.font(Look.TITLE, false).deriveFont(Font.PLAIN));
        line.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, "000 000 000");
        line.setPreferredSize(new Dimension(Look.px(200), Look.px(64)));
        field.fill(typed);
        field.onTyped(() -> field.fault(""));
        forward = forward(now.forward(), this::open);
        replace(new Page(
                new Column(20, new Text(now.title(), Text.Style.TITLE), new Text(now.lead(), Text.Style.LEAD), field),
                forward));
    }

    private void open() {
        if (field != null) {
            want(new Intent.Open(field.typed()));
        }
    }

    @Override
    Component first() {
        return field == null ? this : field.input();
    }
}
