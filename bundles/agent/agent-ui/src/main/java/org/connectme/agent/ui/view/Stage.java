package org.connectme.agent.ui.view;

import java.awt.Dimension;
import java.awt.Graphics;
import javax.swing.JPanel;
import org.connectme.agent.core.Frame;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Flowing;
import org.connectme.agent.ui.parts.IconLabel;
import org.connectme.agent.ui.parts.Picture;
import org.connectme.agent.ui.parts.Text;

/** The other's picture large, the own small; a shared screen takes the large place and moves the picture aside. */
final class Stage extends JPanel {

    private static final long serialVersionUID = 1;

    private final Picture remote = new Picture("", Picture.Fit.FILLING, false, false);
    private final Picture aside = new Picture("", Picture.Fit.FILLING, false, true);
    private final Picture screen = new Picture("", Picture.Fit.WHOLE, false, false);
    private final Picture own = new Picture("", Picture.Fit.FILLING, true, true);
    private final Text ownOff = Text.centered("", Text.Style.SMALL).in("on-stage-quiet");
    private final Text instead = Text.centered("", Text.Style.ON_STAGE);
    private final JPanel sign = new JPanel();
    private final Column notices;
    private boolean camera;
    private volatile boolean shown;

    /** @param notices what is told over the pictures */
    Stage(Column notices) {
        super(null);
        this.notices = notices;
        sign.setOpaque(false);
        add(notices);
        add(aside);
        add(own);
        add(ownOff);
        add(sign);
        add(instead);
        add(screen);
        add(remote);
    }

    void show(Shown.Call call) {
        camera = call.otherCamera();
        shown = call.otherScreen();
        if (!camera) {
            remote.clear();
            aside.clear();
        }
        if (!shown) {
            screen.clear();
        }
        if (!call.ownCamera()) {
            own.clear();
        }
        name(remote, call.otherName());
        name(aside, call.otherName());
        name(screen, call.screenName());
        name(own, call.ownName());
        remote.setVisible(camera && !shown);
        aside.setVisible(camera && shown);
        screen.setVisible(shown);
        own.setVisible(call.ownCamera());
        ownOff.setVisible(!call.ownCamera());
        ownOff.say(call.ownOff());
        instead.say(call.instead());
        instead.setVisible(!call.instead().isEmpty());
        sign.setVisible(!call.instead().isEmpty());
        sign(call.insteadIcon());
        revalidate();
    }

    private void sign(Icon icon) {
        sign.removeAll();
        sign.add(new IconLabel(icon, 40, () -> Look.color("on-stage-quiet")));
    }

    private static void name(Picture picture, String name) {
        picture.getAccessibleContext().setAccessibleName(name);
    }

    /** Where the other's camera is painted now. Any thread may hand pictures over. */
    void remote(Frame frame) {
        (shown ? aside : remote).accept(frame);
    }

    void screen(Frame frame) {
        screen.accept(frame);
    }

    void own(Frame frame) {
        own.accept(frame);
    }

    @Override
    public void doLayout() {
        int edge = Look.px(12);
        int width = getWidth();
        int small = Math.max(Look.px(84), Math.min(Look.px(200), width * 22 / 100));
        int smallHeight = small * 3 / 4;
        boolean leftToRight = getComponentOrientation().isLeftToRight();
        int end = leftToRight ? width - edge - small : edge;
        int start = leftToRight ? edge : width - edge - small;
        own.setBounds(end, edge, small, smallHeight);
        int textHeight = Flowing.heightOf(ownOff, small);
        ownOff.setBounds(end, edge + (smallHeight - textHeight) / 2, small, textHeight);
        aside.setBounds(start, edge, small, smallHeight);
        remote.setBounds(0, 0, width, getHeight());
        screen.setBounds(0, 0, width, getHeight());
        int wide = Math.min(width - 2 * edge, Look.px(640));
        int noticeHeight = notices.heightFor(wide);
        notices.setBounds((width - wide) / 2, getHeight() - edge - noticeHeight, wide, noticeHeight);
        Dimension icon = sign.getPreferredSize();
        int insteadHeight = Flowing.heightOf(instead, wide);
        int free = getHeight() - (noticeHeight > 0 ? noticeHeight + edge : 0);
        int top = Math.max(edge, (free - icon.height - insteadHeight - edge) / 2);
        sign.setBounds((width - icon.width) / 2, top, icon.width, icon.height);
        instead.setBounds((width - wide) / 2, top + icon.height + Look.px(8), wide, insteadHeight);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        graphics.setColor(Look.color("stage"));
        graphics.fillRect(0, 0, getWidth(), getHeight());
    }
}
