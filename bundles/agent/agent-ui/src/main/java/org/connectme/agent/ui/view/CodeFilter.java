package org.connectme.agent.ui.view;

import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.Document;
import javax.swing.text.DocumentFilter;
import org.connectme.agent.ui.words.Formats;

/** Nine digits in groups of three, however they are typed or pasted: "123-456-789", with words around, in Arabic digits. */
final class CodeFilter extends DocumentFilter {

    private static final int DIGITS = 9;

    @Override
    public void insertString(FilterBypass bypass, int at, String text, AttributeSet how) throws BadLocationException {
        replace(bypass, at, 0, text, how);
    }

    @Override
    public void remove(FilterBypass bypass, int at, int length) throws BadLocationException {
        Document document = bypass.getDocument();
        // Deleting the space of a group means the digit before it.
        boolean onlySpace = length == 1 && at > 0 && document.getText(at, 1).equals(" ");
        replace(bypass, onlySpace ? at - 1 : at, onlySpace ? 2 : length, "", null);
    }

    @Override
    public void replace(FilterBypass bypass, int at, int length, String text, AttributeSet how)
            throws BadLocationException {
        Document document = bypass.getDocument();
        String old = document.getText(0, document.getLength());
        String all = old.substring(0, at) + (text == null ? "" : text) + old.substring(at + length);
        bypass.replace(0, document.getLength(), grouped(all), how);
    }

    static String grouped(String typed) {
        String digits = Formats.latinDigits(typed).replaceAll("[^0-9]", "");
        String first = digits.substring(0, Math.min(DIGITS, digits.length()));
        return first.replaceAll("(\\d{3})(?=\\d)", "$1 ");
    }

    /** The digits alone. */
    static String digits(String grouped) {
        return grouped.replace(" ", "");
    }
}
