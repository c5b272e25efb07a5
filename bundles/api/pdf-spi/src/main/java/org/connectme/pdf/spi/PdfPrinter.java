package org.connectme.pdf.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Prints a page as PDF. Any thread; takes some hundred milliseconds; loads nothing from anywhere. */
@ConsumerType
public interface PdfPrinter {

    /**
     * @param xhtml       a well-formed page with all its styles in it (CSS 2.1 and {@code @page}). Text is in the family
     *     {@code body}, weights 400 and 700, or {@code mono}; it may be in any script that those have, Arabic among them,
     *     and mix directions. Tables lay their columns out from left to right in either direction.
     * @param rightToLeft the page's own direction
     * @return the PDF with its fonts in it
     * @throws IllegalArgumentException if this is not well-formed
     */
    byte[] print(String xhtml, boolean rightToLeft);
}
