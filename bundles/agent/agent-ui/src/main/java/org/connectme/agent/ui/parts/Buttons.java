package org.connectme.agent.ui.parts;

import com.formdev.flatlaf.FlatClientProperties;
import java.awt.Color;
import java.awt.Dimension;
import java.util.function.Supplier;
import javax.swing.JButton;
import javax.swing.KeyStroke;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.look.Look;

/** The buttons there are. Each can be reached by keyboard and has a name that is read out. */
public final class Buttons {

    /** How much a button wants to be pressed. */
    public enum Kind {
        USUAL(
                "background:$cm.surface; foreground:$cm.ink; borderColor:$cm.edge; hoverBorderColor:$cm.edge;"
                        + "focusedBackground:$cm.surface; hoverBackground:mix($cm.ink,$cm.surface,5%)",
                "ink"),
        PRIMARY(
                "background:$cm.accent; foreground:$cm.on-accent; borderWidth:0; focusedBackground:$cm.accent;"
                        + "hoverBackground:mix($cm.ink,$cm.accent,12%); disabledBackground:$cm.line",
                "on-accent"),
        DANGER(
                "background:$cm.danger; foreground:$cm.on-danger; borderWidth:0; focusedBackground:$cm.danger;"
                        + "hoverBackground:mix(#000000,$cm.danger,14%)",
                "on-danger"),
        PLAIN(
                "background:#00000000; foreground:$cm.accent; borderWidth:0; focusedBackground:#00000000;"
                        + "hoverBackground:$cm.accent-soft",
                "accent"),
        /** On the dark stage of a call. */
        STAGE(
                "background:mix(#ffffff,$cm.stage,14%); foreground:$cm.on-stage; borderWidth:0;"
                        + "focusedBackground:mix(#ffffff,$cm.stage,14%); hoverBackground:mix(#ffffff,$cm.stage,24%);"
                        + "focusColor:$cm.on-stage",
                "on-stage"),
        /** On the stage, for what is switched off. */
        STAGE_OFF(
                "background:$cm.on-stage; foreground:$cm.stage; borderWidth:0; focusedBackground:$cm.on-stage;"
                        + "hoverBackground:$cm.on-stage-quiet; focusColor:$cm.on-stage",
                "stage");

        private final String style;
        private final String ink;

        Kind(String style, String ink) {
            this.style = style;
            this.ink = ink;
        }
    }

    private static final int ROUND = 48;

    private Buttons() {}

    public static JButton of(Kind kind, String text, Runnable pressed) {
        return made(kind, text, Look.TARGET, pressed);
    }

    /** The one that leads on. */
    public static JButton forward(Kind kind, String text, Runnable pressed) {
        return made(kind, text, 52, pressed);
    }

    public static JButton withIcon(Kind kind, Icon icon, String text, Runnable pressed) {
        JButton button = of(kind, text, pressed);
        button.setIcon(icon.at(20, ink(kind)));
        button.setIconTextGap(Look.px(8));
        return button;
    }

    /** A round one with an icon only; its name is read out and shown when the pointer rests. */
    public static JButton round(Kind kind, Icon icon, String name, Runnable pressed) {
        JButton button = made(kind, "", ROUND, pressed);
        button.putClientProperty(FlatClientProperties.STYLE, kind.style + "; arc:999; margin:0,0,0,0; minimumWidth:0");
        button.setPreferredSize(new Dimension(Look.px(ROUND) + 4, Look.px(ROUND) + 4));
        dress(button, icon, kind, name, 0);
        return button;
    }

    /** Changes what a round one shows. @param count of what is new; 0 shows none */
    public static void dress(JButton button, Icon icon, Kind kind, String name, int count) {
        button.putClientProperty(FlatClientProperties.STYLE, kind.style + "; arc:999; margin:0,0,0,0; minimumWidth:0");
        javax.swing.Icon plain = icon.at(22, ink(kind));
        button.setIcon(count == 0 ? plain : new Counted(plain, count));
        button.setToolTipText(name);
        button.getAccessibleContext().setAccessibleName(name);
    }

    private static Supplier<Color> ink(Kind kind) {
        return () -> Look.color(kind.ink);
    }

    private static JButton made(Kind kind, String text, int height, Runnable pressed) {
        JButton button = new JButton(text) {
            private static final long serialVersionUID = 1;

            @Override
            public Dimension getPreferredSize() {
                Dimension own = super.getPreferredSize();
                return isPreferredSizeSet() ? own : new Dimension(own.width, Math.max(own.height, Look.px(height)));
            }
        };
        button.putClientProperty(
                FlatClientProperties.STYLE,
                kind.style + "; arc:24; minimumWidth:44; margin:" + (kind == Kind.PLAIN ? "8,8,8,8" : "8,16,8,16"));
        button.setFont(Look.font(Look.BASE, true));
        button.setOpaque(false);
        button.addActionListener(event -> pressed.run());
        // Enter presses what has the focus, as everywhere else on the web.
        button.getInputMap().put(KeyStroke.getKeyStroke("ENTER"), "pressed");
        button.getInputMap().put(KeyStroke.getKeyStroke("released ENTER"), "released");
        return button;
    }
}
