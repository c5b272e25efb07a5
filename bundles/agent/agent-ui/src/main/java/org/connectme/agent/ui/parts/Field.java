package org.connectme.agent.ui.parts;

import com.formdev.flatlaf.FlatClientProperties;
import java.awt.Component;
import java.awt.ComponentOrientation;
import java.awt.Dimension;
import java.awt.KeyboardFocusManager;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.AbstractDocument;
import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.DocumentFilter;
import javax.swing.text.JTextComponent;
import org.connectme.agent.ui.look.Look;

/** A label, what is typed, a hint, and what is wrong with it. */
public final class Field extends Column {

    private static final long serialVersionUID = 1;

    private final JTextComponent input;
    private final Text error = new Text("", Text.Style.ERROR);

    private Field(String label, String hint, JTextComponent input, Component shown, int longest) {
        super(4);
        this.input = input;
        input.setFont(Look.font(Look.BASE, false));
        input.getAccessibleContext().setAccessibleName(label);
        input.getAccessibleContext().setAccessibleDescription(hint);
        ((AbstractDocument) input.getDocument()).setDocumentFilter(new Longest(longest));
        add(new Text(label, Text.Style.STRONG));
        add(shown);
        add(new Text(hint, Text.Style.SMALL_QUIET));
        add(error);
    }

    /** @param longest in UTF-16 units */
    public static Field line(String label, String hint, int longest) {
        JTextField line = new JTextField() {
            private static final long serialVersionUID = 1;

            @Override
            public Dimension getPreferredSize() {
                return new Dimension(Look.px(120), Look.px(Look.TARGET + 2));
            }
        };
        return new Field(label, hint, line, line, longest);
    }

    /** Several lines. */
    public static Field area(String label, String hint, int rows, int longest) {
        JTextArea area = new JTextArea(rows, 1);
        area.setLineWrap(true);
        area.setWrapStyleWord(true);
        // Tab goes on, as in every other field.
        area.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
        area.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
        JScrollPane scroll = new JScrollPane(area);
        scroll.putClientProperty(FlatClientProperties.STYLE, "border: 1,1,1,1,$cm.edge,1,6");
        area.setFont(Look.font(Look.BASE, false));
        return new Field(label, hint, area, scroll, longest);
    }

    /** Always from left to right, whatever the language: addresses, numbers. */
    public Field leftToRight() {
        input.putClientProperty("cm.leftToRight", true);
        return this;
    }

    @Override
    public void applyComponentOrientation(ComponentOrientation orientation) {
        super.applyComponentOrientation(orientation);
        if (Boolean.TRUE.equals(input.getClientProperty("cm.leftToRight"))) {
            input.setComponentOrientation(ComponentOrientation.LEFT_TO_RIGHT);
        }
    }

    public JTextComponent input() {
        return input;
    }

    public String typed() {
        return input.getText();
    }

    public void fill(String text) {
        input.setText(text);
    }

    /** @param wrong empty when nothing is */
    public void fault(String wrong) {
        error.say(wrong);
        input.putClientProperty(
                FlatClientProperties.OUTLINE, wrong.isEmpty() ? null : FlatClientProperties.OUTLINE_ERROR);
        revalidate();
    }

    public Field onTyped(Runnable typed) {
        input.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent event) {
                typed.run();
            }

            @Override
            public void removeUpdate(DocumentEvent event) {
                typed.run();
            }

            @Override
            public void changedUpdate(DocumentEvent event) {
                typed.run();
            }
        });
        return this;
    }

    /** Enter in the field. */
    public Field onEnter(Runnable entered) {
        if (input instanceof JTextField line) {
            line.addActionListener(event -> entered.run());
        }
        return this;
    }

    private static final class Longest extends DocumentFilter {

        private final int longest;

        private Longest(int longest) {
            this.longest = longest;
        }

        @Override
        public void insertString(FilterBypass bypass, int at, String text, AttributeSet how)
                throws BadLocationException {
            replace(bypass, at, 0, text, how);
        }

        @Override
        public void replace(FilterBypass bypass, int at, int length, String text, AttributeSet how)
                throws BadLocationException {
            int room = longest - bypass.getDocument().getLength() + length;
            String given = text == null ? "" : text;
            bypass.replace(at, length, given.length() > room ? given.substring(0, Math.max(0, room)) : given, how);
        }
    }
}
