package org.connectme.agent.ui.view;

import java.awt.BorderLayout;
import java.util.function.Consumer;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Page;

/** Settings, or the self-check, beside a call that goes on. */
final class AsidePanel extends JPanel {

    private static final long serialVersionUID = 1;

    private final transient Consumer<Intent> hands;
    private final SettingsPart settings;
    private final CheckPart check;
    private String title = "";

    AsidePanel(Consumer<Intent> hands) {
        super(new BorderLayout());
        this.hands = hands;
        settings = new SettingsPart(hands);
        check = new CheckPart(hands);
        setOpaque(false);
    }

    void show(Shown.Settings now) {
        settings.show(now);
        head(now.title(), now.close(), Local.Panel.SETTINGS, settings);
    }

    void show(Shown.Check now) {
        check.show(now);
        head(now.title(), now.close(), Local.Panel.CHECK, check);
    }

    private void head(String newTitle, String close, Local.Panel panel, Column part) {
        if (newTitle.equals(title)) {
            return;
        }
        title = newTitle;
        removeAll();
        add(ChatPanel.head(newTitle, close, panel, hands), BorderLayout.NORTH);
        JScrollPane scroll = Page.scrolling(new Column(0, part).padded(8, 0));
        add(scroll, BorderLayout.CENTER);
        applyComponentOrientation(getComponentOrientation());
        revalidate();
        repaint();
    }
}
