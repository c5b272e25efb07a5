package org.connectme.invitation.letter;

import java.util.stream.Collectors;
import org.connectme.invitation.letter.Letter.Block;
import org.connectme.invitation.letter.Letter.Fact;

/**
 * A letter as HTML for mail programs: tables and inline styles, which all of them show; the dark scheme is an extra
 * for those that read a style sheet. Nothing is loaded from anywhere. Everything is escaped here and nowhere else.
 */
final class HtmlForm {

    private static final String FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;";
    private static final String INK = "color:#1d1b18;";
    private static final String QUIET = "color:#5f5a52;";

    private static final String DARK = "@media (prefers-color-scheme: dark) {"
            + " .ground { background-color: #151614 !important; }"
            + " .surface { background-color: #1e201d !important; border-color: #32352f !important; }"
            + " .ink { color: #f1efe9 !important; }"
            + " .quiet { color: #aaa69c !important; }"
            + " .line { border-color: #32352f !important; }"
            + " .button { background-color: #5cc9b3 !important; color: #06231d !important; } }";

    private HtmlForm() {}

    static String of(Letter letter) {
        String language = escape(letter.words().locale().toLanguageTag());
        String direction = letter.words().isRightToLeft() ? "rtl" : "ltr";
        return "<!DOCTYPE html>\n<html lang=\"" + language + "\" dir=\"" + direction + "\">\n<head>\n"
                + "<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<title>" + escape(letter.subject()) + "</title>\n<style>" + DARK + "</style>\n</head>\n"
                + "<body class=\"ground\" style=\"margin:0;padding:0;background-color:#fbfaf8;\">\n"
                + "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr>"
                + "<td align=\"center\" style=\"padding:24px 12px;\">\n"
                + "<table class=\"surface\" role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" dir=\""
                + direction + "\" style=\"max-width:560px;background-color:#ffffff;border:1px solid #e4e0d8;"
                + "border-radius:12px;\"><tr><td style=\"padding:32px 28px;" + FONT + "font-size:16px;line-height:1.5;"
                + "text-align:start;\">\n"
                + "<h1 class=\"ink\" style=\"margin:0 0 20px;font-size:24px;line-height:1.2;" + INK + "\">"
                + escape(letter.heading()) + "</h1>\n"
                + letter.blocks().stream().map(HtmlForm::html).collect(Collectors.joining("\n"))
                + "\n</td></tr></table>\n"
                + "<p class=\"quiet\" style=\"margin:16px 0 0;" + FONT + "font-size:14px;" + QUIET + "\">"
                + escape(letter.words().say("footer")) + "</p>\n</td></tr></table>\n</body>\n</html>\n";
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String html(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            return "<p class=\"ink\" style=\"margin:0 0 16px;" + INK + "\">" + lines(paragraph.text()) + "</p>";
        } else if (block instanceof Block.Heading heading) {
            return "<h2 class=\"ink\" style=\"margin:24px 0 12px;font-size:20px;line-height:1.2;" + INK + "\">"
                    + escape(heading.text()) + "</h2>";
        } else if (block instanceof Block.Quote quote) {
            return "<p class=\"ink line\" dir=\"auto\" style=\"margin:0 0 16px;padding:4px 16px;"
                    + "border-inline-start:3px solid #0f6b5c;" + INK + "\">" + lines(quote.text()) + "</p>";
        } else if (block instanceof Block.Amount amount) {
            return "<p class=\"quiet\" style=\"margin:0;" + QUIET + "\">" + escape(amount.label()) + "</p>"
                    + "<p class=\"ink\" style=\"margin:0 0 20px;font-size:40px;line-height:1.2;" + INK + "\">"
                    + escape(amount.amount()) + "</p>";
        } else if (block instanceof Block.Facts facts) {
            return "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 20px;" + FONT
                    + "font-size:16px;line-height:1.5;\">"
                    + facts.facts().stream().map(HtmlForm::row).collect(Collectors.joining())
                    + "</table>";
        } else if (block instanceof Block.Button button) {
            return "<p style=\"margin:8px 0 24px;\"><a class=\"button\" href=\"" + escape(button.url())
                    + "\" style=\"display:inline-block;padding:12px 24px;border-radius:12px;background-color:#0f6b5c;"
                    + "color:#ffffff;text-decoration:none;font-weight:600;\">" + escape(button.label()) + "</a></p>";
        } else if (block instanceof Block.Code code) {
            return "<p class=\"quiet\" style=\"margin:0 0 4px;" + QUIET + "\">" + escape(code.label()) + "</p>"
                    + "<p class=\"ink\" dir=\"ltr\" style=\"margin:0 0 20px;font-family:ui-monospace,Menlo,Consolas,"
                    + "monospace;font-size:20px;overflow-wrap:anywhere;text-align:start;" + INK + "\">"
                    + escape(code.code()) + "</p>";
        }
        return "<p class=\"quiet\" style=\"margin:0 0 12px;font-size:14px;overflow-wrap:anywhere;" + QUIET + "\">"
                + lines(((Block.Small) block).text()) + "</p>";
    }

    private static String row(Fact fact) {
        return "<tr><th class=\"quiet line\" scope=\"row\" style=\"padding:8px 0;padding-inline-end:16px;"
                + "border-bottom:1px solid #e4e0d8;font-weight:400;text-align:start;vertical-align:top;" + QUIET + "\">"
                + escape(fact.label())
                + "</th><td class=\"ink line\" style=\"padding:8px 0;border-bottom:1px solid #e4e0d8;"
                + "text-align:start;vertical-align:top;" + INK + "\">"
                + fact.value().lines().map(HtmlForm::isolated).collect(Collectors.joining("<br>"))
                + "</td></tr>";
    }

    /** Words keep their own direction within a page of the other one; figures alone follow the page. */
    private static String isolated(String line) {
        boolean hasLetters = line.codePoints().anyMatch(Character::isLetter);
        return hasLetters ? "<bdi>" + escape(line) + "</bdi>" : escape(line);
    }

    private static String lines(String text) {
        return escape(text).replace("\n", "<br>");
    }
}
