package org.connectme.pdf.openhtml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.text.Normalizer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

class OpenHtmlPrinterTest {

    private final OpenHtmlPrinter printer = new OpenHtmlPrinter();

    @Test
    void latinAndTheSignsOfCurrenciesComeOutAsTheyAre() throws IOException {
        String text = "Zoë schuldet 1.234,50 € · £12 · ¥1,200 · ₹12.00 · ₪5 · ₺6 · ₽7 · ₦8 · ₫9 · ₩10 · zł · Kč";
        assertThat(printed("<p>" + text + "</p>", false)).contains(text);
    }

    @Test
    void arabicIsJoinedAndReadsFromRightToLeft() throws IOException {
        byte[] pdf = printer.print(page("<p>استشارتك مع Ada Müller</p><p>١٢٫٣٤ د.ك.</p>", true), true);

        // Joined letters are drawn as presentation forms; readers of text turn them back into letters.
        assertThat(drawn(pdf)).containsPattern("[\uFE70-\uFEFC]").doesNotContainPattern("[\u0627-\u064A]");
        assertThat(Normalizer.normalize(text(pdf), Normalizer.Form.NFKC)).contains("استشارتك", "Ada Müller", "١٢٫٣٤");
    }

    @Test
    void fontsAreInTheFile() throws IOException {
        try (PDDocument document = Loader.loadPDF(printer.print(page("<p>a</p><code>b</code>", false), false))) {
            PDResources resources = document.getPage(0).getResources();
            assertThat(resources.getFontNames()).isNotEmpty();
            for (var name : resources.getFontNames()) {
                assertThat(resources.getFont(name).isEmbedded()).isTrue();
            }
        }
    }

    @Test
    void aPageThatIsNotWellFormedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> printer.print("<html><p></html>", false));
    }

    @Test
    void nothingIsLoadedFromAnywhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printer.print(
                        "<!DOCTYPE html SYSTEM \"file:///etc/passwd\"><html><body></body></html>", false));
        assertThat(printer.print(page("<img src=\"file:///etc/passwd\" alt=\"\"/>", false), false))
                .isNotEmpty();
    }

    private String printed(String body, boolean rightToLeft) throws IOException {
        return text(printer.print(page(body, rightToLeft), rightToLeft));
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    /** The characters as they are drawn, before anything is turned back. */
    private static String drawn(byte[] pdf) throws IOException {
        StringBuilder drawn = new StringBuilder();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition position) {
                    drawn.append(position.getUnicode());
                }
            }.getText(document);
        }
        return drawn.toString();
    }

    private static String page(String body, boolean rightToLeft) {
        return "<html dir=\"" + (rightToLeft ? "rtl" : "ltr") + "\"><head><title>t</title>"
                + "<style>body{font-family:body} code{font-family:mono}</style></head><body>" + body
                + "</body></html>";
    }
}
