package org.connectme.agent.ui.view;

import java.awt.BorderLayout;
import java.awt.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JPanel;
import org.connectme.agent.core.Frame;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Notice;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Surface;
import org.jspecify.annotations.Nullable;

/** The call: the other's picture, what it costs, and the red button. */
final class CallView extends ScreenView<Shown.Call> {

    private static final long serialVersionUID = 1;

    /** From this width on a panel stands beside the picture; below, over it. */
    private static final int WIDE = 820;

    private static final int PANEL = 352;

    private final transient MeterStrip meters = new MeterStrip();
    private final Column notices = new Column(8);
    private final Stage stage = new Stage(notices);
    private final ChatPanel chat;
    private final MorePanel more;
    private final AsidePanel aside;
    private final JPanel panel = Surface.of("surface");
    private final JPanel middle;
    private final List<JButton> controls = new ArrayList<>();
    private final transient List<Intent> intents = new ArrayList<>();
    private @Nullable JButton end;

    CallView(Consumer<Intent> hands) {
        super(hands);
        chat = new ChatPanel(hands);
        more = new MorePanel(hands);
        aside = new AsidePanel(hands);
        panel.setVisible(false);
        middle = new Middle();
        middle.add(panel);
        middle.add(stage);
    }

    @Override
    void update(Shown.@Nullable Call before, Shown.Call now) {
        if (before == null) {
            build(now);
        }
        meters.show(now.meters());
        stage.show(now);
        getAccessibleContext().setAccessibleName(now.label());
        if (before == null || !before.notices().equals(now.notices())) {
            notices(before, now);
        }
        dress(now);
        showPanel(now);
        revalidate();
    }

    private void notices(Shown.@Nullable Call before, Shown.Call now) {
        if (before != null && isSame(before.notices(), now.notices())) {
            for (int i = 0; i < now.notices().size(); i++) {
                ((Banner) notices.getComponent(i)).retell(now.notices().get(i).text());
            }
            stage.revalidate();
            return;
        }
        notices.removeAll();
        now.notices().forEach(each -> notices.add(new Banner(each, this::want)));
        notices.applyComponentOrientation(getComponentOrientation());
        stage.revalidate();
        stage.repaint();
    }

    /** But for what they say. */
    private static boolean isSame(List<Notice> before, List<Notice> now) {
        if (before.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!before.get(i).key().equals(now.get(i).key())
                    || before.get(i).kind() != now.get(i).kind()
                    || !before.get(i).choices().equals(now.get(i).choices())) {
                return false;
            }
        }
        return true;
    }

    private void build(Shown.Call now) {
        Row row = new Row(6, Row.Spread.CENTER);
        for (int i = 0; i < now.controls().size(); i++) {
            int which = i;
            Shown.Control control = now.controls().get(i);
            JButton button =
                    Buttons.round(Buttons.Kind.STAGE, control.icon(), control.name(), () -> want(intents.get(which)));
            controls.add(button);
            row.add(button);
        }
        end = Buttons.round(
                Buttons.Kind.DANGER,
                now.end().icon(),
                now.end().name(),
                () -> want(now.end().intent()));
        row.add(end);
        JPanel foot = Surface.of("stage");
        foot.setBorder(BorderFactory.createEmptyBorder(Look.px(10), Look.px(4), Look.px(10), Look.px(4)));
        foot.add(row);
        JPanel top = Surface.of("surface");
        top.setBorder(BorderFactory.createEmptyBorder(Look.px(8), Look.px(16), Look.px(8), Look.px(16)));
        top.add(meters.component());
        JPanel all = new JPanel(new BorderLayout());
        all.add(top, BorderLayout.NORTH);
        all.add(middle, BorderLayout.CENTER);
        all.add(foot, BorderLayout.SOUTH);
        replace(all);
    }

    private void dress(Shown.Call now) {
        intents.clear();
        for (int i = 0; i < now.controls().size(); i++) {
            Shown.Control control = now.controls().get(i);
            intents.add(control.intent());
            Buttons.dress(
                    controls.get(i),
                    control.icon(),
                    control.off() ? Buttons.Kind.STAGE_OFF : Buttons.Kind.STAGE,
                    control.name(),
                    control.count());
        }
        if (end != null) {
            end.getAccessibleContext().setAccessibleName(now.end().name());
            end.setToolTipText(now.end().name());
        }
    }

    private @Nullable Component beside(Shown.Call now) {
        now.chat().ifPresent(chat::show);
        now.more().ifPresent(more::show);
        now.settings().ifPresent(aside::show);
        now.check().ifPresent(aside::show);
        if (now.chat().isPresent()) {
            return chat;
        }
        if (now.more().isPresent()) {
            return more;
        }
        return now.settings().isPresent() || now.check().isPresent() ? aside : null;
    }

    private void showPanel(Shown.Call now) {
        Component wanted = beside(now);
        Component there = panel.getComponentCount() == 0 ? null : panel.getComponent(0);
        if (wanted == there) {
            return;
        }
        panel.removeAll();
        if (wanted != null) {
            panel.add(wanted);
            panel.applyComponentOrientation(getComponentOrientation());
        }
        panel.setVisible(wanted != null);
        middle.revalidate();
        middle.repaint();
        if (wanted == chat) {
            chat.focus();
        }
    }

    /** Pictures of the other side's camera and screen and of the own camera. Any thread. */
    void remote(Frame frame) {
        stage.remote(frame);
    }

    void screen(Frame frame) {
        stage.screen(frame);
    }

    void own(Frame frame) {
        stage.own(frame);
    }

    @Override
    Component first() {
        return controls.isEmpty() ? this : controls.get(0);
    }

    /** The stage, and a panel beside it or, where there is no room, over its lower part. */
    private final class Middle extends JPanel {

        private static final long serialVersionUID = 1;

        private Middle() {
            super(null);
        }

        @Override
        public void doLayout() {
            boolean wide = getWidth() >= Look.px(WIDE);
            boolean open = panel.isVisible();
            int beside = wide && open ? Look.px(PANEL) : 0;
            boolean leftToRight = getComponentOrientation().isLeftToRight();
            stage.setBounds(leftToRight ? 0 : beside, 0, getWidth() - beside, getHeight());
            if (beside > 0) {
                panel.setBounds(leftToRight ? getWidth() - beside : 0, 0, beside, getHeight());
            } else {
                int height = getHeight() * 85 / 100;
                panel.setBounds(0, getHeight() - height, getWidth(), height);
            }
        }

        @Override
        public boolean isOptimizedDrawingEnabled() {
            // The panel may lie over the stage.
            return false;
        }
    }
}
