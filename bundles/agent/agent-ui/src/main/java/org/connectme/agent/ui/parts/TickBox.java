package org.connectme.agent.ui.parts;

import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.BorderFactory;
import javax.swing.JCheckBox;
import javax.swing.JPanel;
import org.connectme.agent.ui.look.Look;

/** A box to tick with a sentence that wraps; pressing the sentence ticks it too. */
public final class TickBox extends JPanel implements Flowing {

    private static final long serialVersionUID = 1;

    private final JCheckBox box = new JCheckBox();
    private final Row row;

    public TickBox(String sentence) {
        super(null);
        setOpaque(false);
        box.setOpaque(false);
        box.setFont(Look.font(Look.LARGE, false));
        box.getAccessibleContext().setAccessibleName(sentence);
        box.setBorder(BorderFactory.createEmptyBorder(Look.px(10), 0, Look.px(10), 0));
        Text text = new Text(sentence, Text.Style.BODY);
        text.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseReleased(MouseEvent event) {
                if (text.contains(event.getPoint())) {
                    box.doClick();
                }
            }
        });
        row = new Row(12, Row.Spread.LAST, box, text);
        add(row);
    }

    public JCheckBox box() {
        return box;
    }

    @Override
    public int heightFor(int width) {
        return Math.max(Look.px(Look.TARGET), row.heightFor(width));
    }

    @Override
    public int naturalWidth() {
        return row.naturalWidth();
    }

    @Override
    public void doLayout() {
        int height = row.heightFor(getWidth());
        row.setBounds(0, (getHeight() - height) / 2, getWidth(), height);
    }
}
