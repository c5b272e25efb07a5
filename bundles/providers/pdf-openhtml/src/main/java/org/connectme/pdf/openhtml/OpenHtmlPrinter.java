package org.connectme.pdf.openhtml;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.TextDirection;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.connectme.pdf.spi.PdfPrinter;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Openhtmltopdf over PDFBox, with ICU for the direction of text and the joining of Arabic letters. Thread-safe. */
@Component
public final class OpenHtmlPrinter implements PdfPrinter {

    private static final Logger logger = LoggerFactory.getLogger(OpenHtmlPrinter.class);
    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";

    private final byte[] normal = font("DejaVuSans.ttf");
    private final byte[] bold = font("DejaVuSans-Bold.ttf");
    private final byte[] mono = font("DejaVuSansMono.ttf");
    private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    /** The library's own log goes to standard error; what matters comes as a diagnostic. */
    public OpenHtmlPrinter() {
        XRLog.setLoggingEnabled(false);
        try {
            FontMappers.set(new OwnFonts(normal));
        } catch (IOException e) {
            throw new UncheckedIOException("The fonts in the bundle cannot be read.", e);
        }
    }

    @Override
    public byte[] print(String xhtml, boolean rightToLeft) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .useFastMode()
                // To be kept for years: everything it needs is in the file, and no font of this machine is looked at.
                .usePdfAConformance(PdfAConformance.PDFA_3_U)
                .useColorProfile(colours)
                .useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory())
                .useUnicodeBidiReorderer(new ICUBidiReorderer())
                .defaultTextDirection(rightToLeft ? TextDirection.RTL : TextDirection.LTR)
                .useFont(() -> new ByteArrayInputStream(normal), "body", 400, FontStyle.NORMAL, true)
                .useFont(() -> new ByteArrayInputStream(bold), "body", 700, FontStyle.NORMAL, true)
                .useFont(() -> new ByteArrayInputStream(mono), "mono", 400, FontStyle.NORMAL, true)
                .useUriResolver((base, uri) -> null)
                .withDiagnosticConsumer(diagnostic -> logger.debug("{}", diagnostic.getFormattedMessage()))
                .withProducer("ConnectMe")
                .withW3cDocument(parsed(xhtml), "")
                .toStream(pdf);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException("The page could not be printed.", e);
        }
        return pdf.toByteArray();
    }

    private static Document parsed(String xhtml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(null);
            return parser.parse(new InputSource(new StringReader(xhtml)));
        } catch (SAXException e) {
            throw new IllegalArgumentException("The page is not well-formed.", e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("This Java platform has no XML parser.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("A string was read.", e);
        }
    }

    private static byte[] font(String name) {
        try (InputStream font = OpenHtmlPrinter.class.getResourceAsStream(FONTS + name)) {
            if (font == null) {
                throw new IllegalStateException("The font " + name + " is missing in the bundle.");
            }
            return font.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The font " + name + " cannot be read.", e);
        }
    }
}
