package org.connectme.invitation.letter;

import java.util.stream.Collectors;
import org.connectme.invitation.letter.Letter.Block;
import org.connectme.invitation.letter.Letter.Fact;

/**
 * A letter as XHTML for the printer. Columns are turned round here for languages that read from right to left, because
 * a printer lays tables out from left to right. Everything is escaped here and nowhere else.
 */
final class PaperForm {

    private static final String STYLE = "@page { size: A4; margin: 18mm 20mm 20mm 20mm;"
            + " @bottom-center { content: counter(page) ' / ' counter(pages); font-family: body; font-size: 8pt;"
            + " color: #5f5a52; } }"
            + " body { font-family: body; font-size: 10pt; line-height: 1.4; color: #1d1b18; margin: 0; }"
            + " h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 12pt; }"
            + " h2 { font-size: 12pt; margin: 16pt 0 4pt; page-break-after: avoid; }"
            + " p { margin: 0 0 8pt; }"
            + " table { width: 100%; border-collapse: collapse; margin: 0 0 10pt; }"
            + " td, th { padding: 4pt 0; border-bottom: 0.5pt solid #e4e0d8; vertical-align: top; font-weight: 400; }"
            + " tr { page-break-inside: avoid; }"
            + " th { width: 34%; color: #5f5a52; }"
            + " .amount { font-size: 24pt; line-height: 1.2; }"
            + " .quiet { color: #5f5a52; }"
            + " .small { font-size: 8pt; color: #5f5a52; word-wrap: break-word; }"
            + " .code { font-family: mono; font-size: 7.5pt; word-wrap: break-word; }";

    private final Letter letter;
    private final String start;

    private PaperForm(Letter letter) {
        this.letter = letter;
        this.start = letter.words().isRightToLeft() ? "right" : "left";
    }

    static String of(Letter letter) {
        return new PaperForm(letter).xhtml();
    }

    private String xhtml() {
        String direction = letter.words().isRightToLeft() ? "rtl" : "ltr";
        return "<html lang=\"" + escape(letter.words().locale().toLanguageTag()) + "\" dir=\"" + direction + "\">"
                + "<head><title>" + escape(letter.subject()) + "</title><style>" + STYLE + " body { text-align: "
                + start + "; } td, th { text-align: " + start + "; }</style></head><body dir=\"" + direction + "\"><h1>"
                + escape(letter.heading()) + "</h1>"
                + letter.blocks().stream().map(this::html).collect(Collectors.joining()) + "</body></html>";
    }

    private String html(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            return "<p>" + lines(paragraph.text()) + "</p>";
        } else if (block instanceof Block.Heading heading) {
            return "<h2>" + escape(heading.text()) + "</h2>";
        } else if (block instanceof Block.Quote quote) {
            return "<p>" + lines(quote.text()) + "</p>";
        } else if (block instanceof Block.Amount amount) {
            return "<p class=\"quiet\" style=\"margin:0\">" + escape(amount.label()) + "</p><p class=\"amount\">"
                    + escape(amount.amount()) + "</p>";
        } else if (block instanceof Block.Facts facts) {
            return "<table>" + facts.facts().stream().map(this::row).collect(Collectors.joining()) + "</table>";
        } else if (block instanceof Block.Button button) {
            return "<p>" + escape(button.label()) + "<br/>" + escape(button.url()) + "</p>";
        } else if (block instanceof Block.Code code) {
            return "<p class=\"quiet\" style=\"margin:0\">" + escape(code.label())
                    + "</p><p class=\"code\" dir=\"ltr\">" + escape(code.code()) + "</p>";
        }
        return "<p class=\"small\">" + lines(((Block.Small) block).text()) + "</p>";
    }

    private String row(Fact fact) {
        String label = "<th>" + escape(fact.label()) + "</th>";
        String value = "<td>" + lines(fact.value()) + "</td>";
        return "<tr>" + (letter.words().isRightToLeft() ? value + label : label + value) + "</tr>";
    }

    private static String lines(String text) {
        return escape(text).replace("\n", "<br/>");
    }

    /** Control characters were taken out with all that cannot be seen; these two are no characters for XML either. */
    private static String escape(String text) {
        return HtmlForm.escape(text.replace('\uFFFE', ' ').replace('\uFFFF', ' '));
    }
}
