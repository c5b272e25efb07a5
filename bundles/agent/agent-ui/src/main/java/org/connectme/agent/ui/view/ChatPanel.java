package org.connectme.agent.ui.view;

import java.awt.BorderLayout;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.JScrollBar;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.look.Look;
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

/** What is said in writing. */
final class ChatPanel extends JPanel {

    private static final long serialVersionUID = 1;
    private static final int LONGEST = 4000;

    private final transient Consumer<Intent> hands;
    private final Column lines = new Column(12).padded(8, 0);
    private final JScrollPane scroll = Page.scrolling(lines);
    private transient Shown.@Nullable Chat shown;
    private @Nullable Field field;

    ChatPanel(Consumer<Intent> hands) {
        super(new BorderLayout());
        this.hands = hands;
        setOpaque(false);
    }

    void show(Shown.Chat chat) {
        if (chat.equals(shown)) {
            return;
        }
        if (shown == null || !shown.title().equals(chat.title())) {
            build(chat);
        }
        shown = chat;
        lines.removeAll();
        if (chat.lines().isEmpty()) {
            lines.add(new Text(chat.empty(), Text.Style.QUIET));
        }
        for (Shown.Line line : chat.lines()) {
            Text who = new Text(line.from() + " · " + line.at(), Text.Style.SMALL_QUIET);
            Column said = new Column(2, who, new Text(line.text(), Text.Style.BODY).asWritten());
            lines.add(said.on(line.mine() ? "accent-soft" : "ground", null).padded(8, 12));
        }
        applyComponentOrientation(getComponentOrientation());
        revalidate();
        repaint();
        // The newest line is in sight once the new height is known.
        SwingUtilities.invokeLater(() -> {
            JScrollBar bar = scroll.getVerticalScrollBar();
            bar.setValue(bar.getMaximum());
        });
    }

    private void build(Shown.Chat chat) {
        removeAll();
        field = Field.line(chat.label(), "", LONGEST).onEnter(this::say);
        JButton send = Buttons.withIcon(Buttons.Kind.PRIMARY, Icon.SEND, chat.send(), this::say);
        add(head(chat.title(), chat.close(), Local.Panel.CHAT, hands), BorderLayout.NORTH);
        add(scroll, BorderLayout.CENTER);
        Column foot = new Column(8, field, new Row(0, Row.Spread.END, send)).padded(8, 16);
        add(foot, BorderLayout.SOUTH);
    }

    static Row head(String title, String close, Local.Panel panel, Consumer<Intent> hands) {
        JButton cross = Buttons.of(Buttons.Kind.PLAIN, "", () -> hands.accept(new Intent.Toggle(panel)));
        cross.setIcon(Icon.CROSS.at(20, () -> Look.color("quiet")));
        cross.getAccessibleContext().setAccessibleName(close);
        cross.setToolTipText(close);
        Row head = new Row(8, Row.Spread.FIRST, new Text(title, Text.Style.HEADING), cross);
        head.setBorder(BorderFactory.createEmptyBorder(Look.px(8), Look.px(16), 0, Look.px(8)));
        return head;
    }

    private void say() {
        if (field != null && !field.typed().isBlank()) {
            hands.accept(new Intent.Say(field.typed().strip()));
            field.fill("");
        }
    }

    void focus() {
        if (field != null) {
            field.input().requestFocusInWindow();
        }
    }
}
