package org.connectme.invitation.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.connectme.core.Bill;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.PaymentEvent.Refunded;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Timeline;
import org.connectme.invitation.MemoryJournal;
import org.connectme.invitation.Story;
import org.connectme.pdf.openhtml.OpenHtmlPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed, read back from the PDF. */
class PapersTest {

    private static final String HOSTILE = "<script>&\"' \uFFFE\uFFFF\u0000\u202Eevil";

    private final OpenHtmlPrinter printer = new OpenHtmlPrinter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|EUR|€25.60|Receipt",
                "en|JPY|¥2,560|Receipt",
                "en|KWD|KWD2.560|Receipt",
                "de|EUR|25,60€|Beleg",
                "de|JPY|2.560¥|Beleg",
                "de|KWD|2,560KWD|Beleg",
                "ar|EUR|٢٥٫٦٠|إيصال",
                "ar|JPY|٢٬٥٦٠|إيصال",
                "ar|KWD|٢٫٥٦٠|إيصال",
            })
    void aReceiptHasItsWordsAndItsAmountInEveryLanguageAndCurrency(
            String language, String currency, String amount, String heading) throws IOException {
        String text = text(PaperWork.receipt(
                paid(Story.scheduled(language, "Ana Weber", "Cem", "Printer", ""), currency), Optional.of(Story.ANA)));

        assertThat(squeezed(text)).contains(amount).contains(heading).contains("4242", "AnaWeber");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "ar", "fr"})
    void theDisputePaperSaysWhatWasAgreedTakenAndByWhichHash(String language) throws IOException {
        History history = paid(Story.scheduled("de", "Ana Weber", "Cem Yılmaz", "Drucker", ""), "EUR");
        String text = squeezed(text(PaperWork.dispute(history, Optional.of(Story.ANA), language)));

        assertThat(text)
                .contains(
                        "AnaWeber",
                        "cem@example.org",
                        "Drucker",
                        "ch-77",
                        "4242",
                        history.id().toString())
                .contains(history.head().substring(0, 20))
                .contains("AmountDue", "Captured");
    }

    @Test
    void onPaperThePauseOfTheCustomerIsNotTheReaders() throws IOException {
        History history = paid(Story.scheduled(), "EUR");

        assertThat(text(PaperWork.dispute(history, Optional.empty(), "en"))).contains("the customer was offline");
        assertThat(text(PaperWork.receipt(history, Optional.empty()))).contains("you were offline");
    }

    @Test
    void whatPeopleTypedIsTextAndNothingElse() throws IOException {
        History history = paid(Story.scheduled("en", HOSTILE, HOSTILE, HOSTILE, HOSTILE), "EUR");

        assertThat(text(PaperWork.receipt(history, Optional.of(Story.ANA)))).contains("<script>&\"'", "evil");
        assertThat(text(PaperWork.dispute(history, Optional.of(Story.ANA), "de")))
                .contains("<script>&\"'");
    }

    @Test
    void whatIsNotAReceiptIsNotCalledOne() throws IOException {
        History history = new MemoryJournal(new Standing())
                .happened(ConsultationId.random(), Story.scheduled(), Story.held(), Story.hungUp(), Story.due(0));

        assertThat(text(PaperWork.receipt(history, Optional.of(Story.ANA))))
                .contains("Summary")
                .doesNotContain("Receipt")
                .contains("Nothing was charged");
    }

    private String text(PaperWork work) throws IOException {
        try (PDDocument document = Loader.loadPDF(printer.print(work.xhtml(), work.rightToLeft()))) {
            return Normalizer.normalize(new PDFTextStripper().getText(document), Normalizer.Form.NFKC);
        }
    }

    /** Without blanks and marks of direction, which depend on where a line was broken. */
    private static String squeezed(String text) {
        return text.replaceAll("[\\s\\u200E\\u200F\\u061C]", "");
    }

    private static History paid(ConsultationScheduled scheduled, String currency) {
        Bill due = Story.due(2560).bill();
        Bill bill = new Bill(
                due.ratingVersion(),
                due.durationMillis(),
                due.billableMillis(),
                due.chargeableSeconds(),
                Money.of(due.net().minorUnits(), currency),
                Money.of(due.tax().minorUnits(), currency),
                Money.of(due.gross().minorUnits(), currency),
                due.pauses());
        var plan = scheduled.offer().plan();
        var offer = new Offer(
                new RatePlan(
                        plan.id(),
                        plan.version(),
                        plan.name(),
                        Currency.getInstance(currency),
                        plan.pricePerMinute(),
                        plan.stepSeconds(),
                        plan.freeSeconds(),
                        plan.minimum(),
                        plan.cap(),
                        plan.tax(),
                        plan.hold()),
                scheduled.offer().seller(),
                "en",
                "The terms.",
                "The privacy.",
                "");
        return new MemoryJournal(new Standing())
                .happened(
                        ConsultationId.random(),
                        scheduled,
                        new OfferChanged(offer),
                        new TermsAgreed(offer.planHash(), offer.termsHash(), false, 1),
                        Story.held(),
                        new MeterStarted(),
                        Story.hungUp(),
                        new AmountDue(bill),
                        new Captured("c", bill.gross(), "ch-77"),
                        new ReceiptIssued(17),
                        new Refunded("r", Money.of(0, currency)));
    }

    /** Time stands. */
    private static final class Standing implements Timeline {

        @Override
        public Instant now() {
            return Story.NOW;
        }

        @Override
        public Optional<Outage> lastOutage() {
            return Optional.empty();
        }
    }
}
