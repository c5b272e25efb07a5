package org.connectme.agent.ui.view;

import java.awt.Component;
import java.util.function.Consumer;
import javax.swing.JButton;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** Settings before the call. */
final class SettingsView extends ScreenView<Shown.Settings> {

    private static final long serialVersionUID = 1;

    private final SettingsPart part;
    private @Nullable JButton back;

    SettingsView(Consumer<Intent> hands) {
        super(hands);
        part = new SettingsPart(hands);
    }

    @Override
    void update(Shown.@Nullable Settings before, Shown.Settings now) {
        part.show(now);
        if (before == null || !before.title().equals(now.title())) {
            back = Buttons.withIcon(
                    Buttons.Kind.PLAIN, Icon.BACK, now.close(), () -> want(new Intent.Toggle(Local.Panel.SETTINGS)));
            replace(new Page(
                    new Column(16, new Row(0, Row.Spread.START, back), new Text(now.title(), Text.Style.TITLE), part)));
        }
    }

    @Override
    Component first() {
        return back == null ? this : back;
    }
}
