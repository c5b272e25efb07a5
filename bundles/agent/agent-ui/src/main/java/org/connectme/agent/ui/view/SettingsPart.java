package org.connectme.agent.ui.view;

import java.awt.Dimension;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.connectme.agent.core.Device;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** What can be chosen: on a screen of its own before the call, and in a panel beside it. */
final class SettingsPart extends Column {

    private static final long serialVersionUID = 1;

    private final transient Consumer<Intent> hands;
    private final Map<Device.Kind, DeviceChoice> devices = new EnumMap<>(Device.Kind.class);
    private final Text layout = new Text("", Text.Style.BODY);
    private final Text folder = new Text("", Text.Style.BODY).asWritten();
    private final Text problem = new Text("", Text.Style.ERROR);
    private transient Shown.@Nullable Settings shown;

    SettingsPart(Consumer<Intent> hands) {
        super(16);
        this.hands = hands;
    }

    void show(Shown.Settings settings) {
        Shown.Settings before = shown;
        shown = settings;
        if (before == null || !before.title().equals(settings.title())) {
            build(settings);
        }
        settings.devices().forEach(each -> devices.get(each.kind()).show(each));
        layout.say(settings.layout().value());
        folder.say(settings.folder().value());
        problem.say(settings.problem());
        applyComponentOrientation(getComponentOrientation());
        revalidate();
        repaint();
    }

    private void build(Shown.Settings settings) {
        removeAll();
        Column chosen = Column.card(16, new Text(settings.devicesTitle(), Text.Style.HEADING));
        for (Device.Kind kind : Device.Kind.values()) {
            devices.put(kind, new DeviceChoice(hands));
            chosen.add(devices.get(kind));
        }
        add(chosen);
        LanguageChoice language = new LanguageChoice(settings.languageTitle(), settings.language(), hands);
        language.setFont(Look.font(Look.BASE, false));
        language.setPreferredSize(new Dimension(Look.px(120), Look.px(Look.TARGET + 2)));
        add(Column.card(
                16,
                new Column(4, new Text(settings.languageTitle(), Text.Style.STRONG), language),
                new Column(4, new Text(settings.layout().label(), Text.Style.STRONG), layout)));
        Row ways = new Row(8, Row.Spread.START);
        settings.folderChoices().forEach(choice -> ways.add(ScreenView.button(choice, hands)));
        add(Column.card(8, new Text(settings.folder().label(), Text.Style.STRONG), folder, ways, problem));
        Column keys = Column.card(12, new Text(settings.keysTitle(), Text.Style.STRONG));
        for (Shown.Fact key : settings.keys()) {
            keys.add(new Column(
                    2, new Text(key.label(), Text.Style.STRONG).in("accent"), new Text(key.value(), Text.Style.SMALL)));
        }
        add(keys);
        Row others = new Row(8, Row.Spread.START);
        settings.others().forEach(choice -> others.add(ScreenView.button(choice, hands)));
        add(others);
    }
}
