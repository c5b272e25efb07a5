package org.connectme.agent.ui.view;

import java.awt.BorderLayout;
import java.awt.ComponentOrientation;
import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.WindowConstants;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Choice;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Question;
import org.connectme.agent.ui.parts.Buttons;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Field;
import org.connectme.agent.ui.parts.Level;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.ReadingOrder;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question over everything else. Escape and closing mean no. For a moment after it appeared no button does
 * anything but the one that says no: what was being typed or clicked was meant for something else.
 */
final class QuestionDialog {

    private static final int WIDTH = 448;
    private static final long GUARD_NANOS = 600_000_000L;

    private final Consumer<Intent> hands;
    private final LongSupplier nanos;
    private final OnScreen onScreen;
    private final JDialog dialog;
    private final Text left = new Text("", Text.Style.SMALL_QUIET);
    private final Level ring = new Level("");
    private final Text problem = new Text("", Text.Style.ERROR);
    private final List<Text> lines = new ArrayList<>();
    private final List<JButton> buttons = new ArrayList<>();
    private final @Nullable Field field;
    private final String key;
    private Question question;
    private long shownNanos;

    QuestionDialog(
            Question question,
            @Nullable Window near,
            ComponentOrientation orientation,
            Consumer<Intent> hands,
            LongSupplier nanos,
            OnScreen onScreen) {
        this.question = question;
        this.key = question.key();
        this.hands = hands;
        this.nanos = nanos;
        this.onScreen = onScreen;
        this.field = question.field()
                .map(typed -> Field.area(typed.label(), "", 3, typed.longest()))
                .orElse(null);
        // Without an owner, so that it is seen also while the window is put away.
        dialog = new JDialog((Window) null, question.title(), JDialog.ModalityType.MODELESS);
        dialog.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        dialog.setAlwaysOnTop(true);
        dialog.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                sayNo();
            }
        });
        dialog.getRootPane()
                .registerKeyboardAction(
                        event -> sayNo(),
                        KeyStroke.getKeyStroke("ESCAPE"),
                        JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
        Column content = content();
        JPanel all = new JPanel(new BorderLayout());
        JScrollPane scroll = Page.scrolling(content.padded(20, 4));
        all.add(scroll);
        dialog.setContentPane(all);
        dialog.setFocusTraversalPolicy(new ReadingOrder());
        dialog.applyComponentOrientation(orientation);
        retell(question);
        place(content, near);
    }

    private Column content() {
        Column content = new Column(16, new Text(question.title(), Text.Style.HEADING));
        if (question.drawing() != Question.Drawing.NONE) {
            content.add(new Drawn(question.drawing()));
        }
        question.lines().forEach(line -> lines.add(new Text(line, Text.Style.BODY)));
        lines.forEach(content::add);
        if (field != null) {
            content.add(field);
        }
        if (question.share() > 0) {
            content.add(new Column(8, ring, left));
        }
        content.add(problem);
        // Long sentences stand below each other, so that none is cut.
        Column column = new Column(8);
        Row row = new Row(12, Row.Spread.END);
        for (int i = 0; i < question.choices().size(); i++) {
            int which = i;
            Choice choice = question.choices().get(i);
            JButton button = Buttons.of(ScreenView.kind(choice), choice.label(), () -> pressed(which));
            buttons.add(button);
            row.add(button);
        }
        boolean many = buttons.size() > 2 || row.naturalWidth() > Look.px(WIDTH - 2 * 20);
        if (many) {
            buttons.forEach(column::add);
        }
        content.add(many ? column : row);
        return content;
    }

    private void place(Column content, @Nullable Window near) {
        dialog.pack();
        int width = Look.px(WIDTH);
        int frame = dialog.getHeight() - dialog.getContentPane().getHeight();
        GraphicsConfiguration where =
                near == null ? dialog.getGraphicsConfiguration() : near.getGraphicsConfiguration();
        Rectangle room = where.getBounds();
        width = Math.min(width, room.width);
        int height = content.heightFor(width - 2 * Look.px(16)) + Look.px(4) + Math.max(0, frame);
        dialog.setSize(new Dimension(width, Math.min(height, room.height)));
        dialog.validate();
        // Where a line wrapped otherwise once it was laid out, there is room for that too.
        int missing = content.getParent().getPreferredSize().height
                - content.getParent().getParent().getHeight();
        if (missing > 0) {
            dialog.setSize(width, Math.min(dialog.getHeight() + missing, room.height));
            dialog.validate();
        }
        dialog.setLocationRelativeTo(near != null && near.isShowing() ? near : null);
    }

    String key() {
        return key;
    }

    Window window() {
        return dialog;
    }

    /** The same question as time passes. */
    void retell(Question now) {
        question = now;
        for (int i = 0; i < lines.size() && i < now.lines().size(); i++) {
            lines.get(i).say(now.lines().get(i));
        }
        left.say(now.left());
        ring.show(now.share());
        ring.getAccessibleContext().setAccessibleName(now.left());
        problem.say(now.problem());
        for (int i = 0; i < buttons.size() && i < now.choices().size(); i++) {
            ScreenView.busy(buttons.get(i), now.choices().get(i));
        }
    }

    void open() {
        shownNanos = nanos.getAsLong();
        onScreen.show(dialog);
        dialog.toFront();
        (field == null ? buttons.get(0) : field.input()).requestFocusInWindow();
    }

    void close() {
        onScreen.end(dialog);
    }

    private void sayNo() {
        hands.accept(question.no().intent());
    }

    private void pressed(int which) {
        if (which == 0) {
            sayNo();
            return;
        }
        if (nanos.getAsLong() - shownNanos < GUARD_NANOS) {
            return;
        }
        Intent intent = question.choices().get(which).intent();
        hands.accept(field == null ? intent : said(intent, field.typed().strip()));
    }

    private static Intent said(Intent intent, String text) {
        if (intent instanceof Intent.Cancel) {
            return new Intent.Cancel(text);
        }
        return intent instanceof Intent.AnotherTime ? new Intent.AnotherTime(text) : intent;
    }
}
