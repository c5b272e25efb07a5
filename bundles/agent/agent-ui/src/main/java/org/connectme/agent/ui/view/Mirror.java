package org.connectme.agent.ui.view;

import java.awt.Component;
import java.awt.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JPanel;
import org.connectme.agent.core.Frame;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Choice;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.Flowing;
import org.connectme.agent.ui.parts.IconLabel;
import org.connectme.agent.ui.parts.Picture;
import org.connectme.agent.ui.parts.Row;

/** The own picture before the call, as in a mirror, with its switches; before that, the button that turns it on. */
final class Mirror extends JPanel implements Flowing {

    private static final long serialVersionUID = 1;

    private final transient Consumer<Intent> hands;
    private final Picture picture = new Picture("", Picture.Fit.FILLING, true, true);
    private final IconLabel dark = new IconLabel(Icon.CAMERA_OFF, 40, () -> Look.color("on-stage-quiet"));
    private final Row switches = new Row(12, Row.Spread.CENTER);
    private final List<JButton> buttons = new ArrayList<>();
    private final transient List<Intent> intents = new ArrayList<>();
    private Component middle = dark;

    Mirror(Consumer<Intent> hands) {
        super(null);
        this.hands = hands;
        setOpaque(false);
        add(switches);
        add(dark);
        add(picture);
    }

    void show(Shown.Mirror mirror) {
        if (!mirror.on()) {
            picture.clear();
        }
        picture.getAccessibleContext().setAccessibleName(mirror.name());
        if (middle != dark) {
            remove(middle);
        }
        middle = mirror.ask().isPresent() ? ask(mirror.ask().get()) : dark;
        dark.setVisible(middle == dark && !mirror.on());
        if (buttons.size() != mirror.switches().size()) {
            build(mirror);
        }
        intents.clear();
        for (int i = 0; i < buttons.size(); i++) {
            Shown.Control control = mirror.switches().get(i);
            intents.add(control.intent());
            Buttons.dress(
                    buttons.get(i),
                    control.icon(),
                    control.off() ? Buttons.Kind.STAGE_OFF : Buttons.Kind.STAGE,
                    control.name(),
                    0);
        }
        revalidate();
        repaint();
    }

    private Component ask(Choice choice) {
        JButton button = Buttons.withIcon(
                ScreenView.kind(choice).equals(Buttons.Kind.PRIMARY) ? Buttons.Kind.PRIMARY : Buttons.Kind.USUAL,
                Icon.CAMERA,
                choice.label(),
                () -> hands.accept(choice.intent()));
        add(button, 0);
        return button;
    }

    private void build(Shown.Mirror mirror) {
        switches.removeAll();
        buttons.clear();
        for (int i = 0; i < mirror.switches().size(); i++) {
            int which = i;
            Shown.Control control = mirror.switches().get(i);
            JButton button = Buttons.round(
                    Buttons.Kind.STAGE, control.icon(), control.name(), () -> hands.accept(intents.get(which)));
            buttons.add(button);
            switches.add(button);
        }
    }

    /** Any thread. */
    void picture(Frame frame) {
        picture.accept(frame);
    }

    @Override
    public int heightFor(int width) {
        return width * 9 / 16;
    }

    @Override
    public int naturalWidth() {
        return Look.px(320);
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(naturalWidth(), heightFor(naturalWidth()));
    }

    @Override
    public void doLayout() {
        picture.setBounds(0, 0, getWidth(), getHeight());
        Dimension own = middle.getPreferredSize();
        int width = Math.min(own.width, getWidth() - 2 * Look.px(4));
        middle.setBounds((getWidth() - width) / 2, (getHeight() - own.height) / 2, width, own.height);
        int height = switches.heightFor(getWidth());
        switches.setBounds(0, getHeight() - height - Look.px(12), getWidth(), height);
    }

    @Override
    public boolean isOptimizedDrawingEnabled() {
        // Switches lie over the picture.
        return false;
    }
}
