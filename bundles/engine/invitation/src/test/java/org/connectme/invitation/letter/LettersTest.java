package org.connectme.invitation.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.account.Accounts.Profile;
import org.connectme.core.event.ConsultationEvent.AnotherTimeAsked;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.Event;
import org.connectme.core.event.PaymentEvent.Captured;
import org.connectme.core.event.PaymentEvent.HoldDeclined;
import org.connectme.core.event.PaymentEvent.HoldRequested;
import org.connectme.core.event.PaymentEvent.ReceiptIssued;
import org.connectme.core.event.RecordingEvent.RecordingExpiring;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Timeline;
import org.connectme.invitation.MemoryJournal;
import org.connectme.invitation.Story;
import org.connectme.mail.spi.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LettersTest {

    private static final String HOSTILE =
            "<script>alert(1)</script>\"'&\r\nBcc: all@example.org\r\n\r\n\u2028\u202Eevil";
    private static final String TOKEN = "T".repeat(43);
    private static final ConsultationId ID = Story.id();

    static Stream<Arguments> everyLetterInEveryLanguage() {
        return Stream.of(MailKind.values())
                .flatMap(kind -> Stream.of("en", "de", "ar", "de-AT").map(language -> Arguments.of(kind, language)));
    }

    @ParameterizedTest
    @MethodSource("everyLetterInEveryLanguage")
    void whatPeopleTypedIsNeverMarkupAndNeverAHeader(MailKind kind, String language) {
        Mail mail = compose(kind, Story.scheduled(language, HOSTILE, HOSTILE, HOSTILE, HOSTILE), HOSTILE);

        assertThat(mail.html()).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(Stream.of(mail.subject(), mail.toName(), mail.to(), mail.replyTo(), mail.id()))
                .allSatisfy(header -> assertThat(header).doesNotContainPattern("[\\p{Cntrl}\u2028\u202E]"));
        mail.calendar()
                .ifPresent(calendar -> assertThat(calendar.text().lines()).noneMatch(line -> line.startsWith("Bcc")));
        assertThat(mail.text()).doesNotContain("\u202E").isNotBlank();
        assertThat(mail.text()).doesNotContainPattern("[{}]|null");
    }

    @Test
    void aSubjectIsCutAndNoCharacterIsSplit() {
        Mail mail = compose(MailKind.INVITATION, Story.scheduled("en", "🙂".repeat(300), "C", "S", "G"), "");

        assertThat(mail.subject().length()).isLessThanOrEqualTo(150);
        assertThat(mail.subject()).endsWith("🙂");
    }

    @Test
    void theInvitationSaysAllThatIsNeeded() {
        Mail mail = compose(MailKind.INVITATION, Story.scheduled(), "");

        assertThat(mail.subject()).isEqualTo("Your consultation with Ana Weber");
        assertThat(mail.text())
                .contains("Hello Cem Yılmaz,")
                .contains("> See you then")
                .contains("About: Printer")
                .contains("Wednesday, March 4, 2026")
                .contains("10:00")
                .contains("Central European")
                .contains("4:00")
                .contains("Eastern Standard Time")
                .contains("30 minutes")
                .contains(
                        "€2.40 per minute; billed by the second; 1 min free at the start; at most €50.00; VAT 19% included")
                .contains("€60.00 before the call")
                .contains("https://advice.example/join#" + TOKEN)
                .contains("123 456 789")
                .contains("at https://advice.example")
                .contains("at https://advice.example/download");
    }

    @Test
    void theSameZoneIsNamedOnce() {
        ConsultationScheduled s = Story.scheduled();
        Consultant berliner = new Consultant(
                Story.ANA.id(),
                Story.ANA.email(),
                Story.ANA.availability(),
                new Profile("Ana", "", "Europe/Paris", Story.SELLER, "", "", ""));

        String text = new Letters("https://advice.example")
                .compose(MailKind.INVITATION, 1, history(s), Optional.of(berliner), TOKEN, "123456789")
                .orElseThrow()
                .text();

        assertThat(text).containsPattern("(?m)^When: .*2026").doesNotContainPattern("(?m)^  .*2026");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|ltr|€25.60|Your consultation with",
                "de|ltr|25,60 €|Ihre Beratung mit",
                "ar|rtl|٢٥٫٦٠|استشارتك مع",
                "fr|ltr|€25.60|Your consultation with",
            })
    void eachLanguageHasItsWordsItsDirectionAndItsNumbers(
            String language, String direction, String amount, String heading) {
        Mail mail = compose(MailKind.SUMMARY, Story.scheduled(language, "Ana", "Cem", "S", ""), "");

        assertThat(mail.html())
                .contains("dir=\"" + direction + "\"")
                .contains(heading)
                .satisfies(html -> assertThat(html.replace('\u00a0', ' ')).contains(amount));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min", "61, 1 min 1 s", "3600, 1 h 0 min 0 s", "5025, 1 h 23 min 45 s"})
    void aDurationIsWrittenAsPeopleSayIt(long seconds, String text) {
        assertThat(new Figures(Words.in("en")).duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"JPY|2560|¥2,560", "EUR|2560|€25.60", "KWD|25600|KWD25.600"})
    void anAmountHasTheDecimalsOfItsCurrency(String currency, long minorUnits, String text) {
        assertThat(new Figures(Words.in("en"))
                        .money(Money.of(minorUnits, currency))
                        .replace("\u00a0", ""))
                .isEqualTo(text);
    }

    @Test
    void everyDictionaryHasTheSameKeysAndPlaces() {
        Words english = Words.in("en");
        for (String language : Words.LANGUAGES) {
            Words other = Words.in(language);
            assertThat(other.keys()).as(language).isEqualTo(english.keys());
            assertThat(english.keys())
                    .allSatisfy(key -> assertThat(places(other, key))
                            .as("%s in %s", key, language)
                            .isEqualTo(places(english, key)));
        }
    }

    @Test
    void aCancellationSaysWhoCancelledAndThatNothingIsCharged() {
        String byCustomer =
                compose(MailKind.CANCELLED, Story.scheduled(), "ill").text();

        assertThat(byCustomer)
                .contains("You cancelled")
                .contains("Nothing is charged")
                .doesNotContain("/join#");
    }

    @Test
    void theConsultantReadsWhichRecordingGoesWhenAndWhereItIs() {
        Mail mail = compose(MailKind.RECORDING_EXPIRES, Story.scheduled(), "");

        assertThat(mail.to()).isEqualTo(Story.ANA.email());
        assertThat(mail.subject()).contains("Cem Yılmaz");
        assertThat(mail.text())
                .contains("April 3, 2026")
                .contains("Printer")
                .contains("https://advice.example/console#/recordings/rec-1")
                .doesNotContain("/join#");
    }

    @Test
    void whoHasNoAddressGetsNoMail() {
        assertThat(new Letters("https://advice.example")
                        .compose(
                                MailKind.ANOTHER_TIME,
                                2,
                                history(Story.scheduled(), new AnotherTimeAsked("x")),
                                Optional.empty(),
                                TOKEN,
                                "123456789"))
                .isEmpty();
    }

    private static List<String> places(Words words, String key) {
        return words.places(key);
    }

    private static Mail compose(MailKind kind, ConsultationScheduled scheduled, String typed) {
        History history = switch (kind) {
            case INVITATION -> history(scheduled);
            case RESCHEDULED ->
                history(
                        scheduled,
                        new ConsultationRescheduled(
                                Story.START, 45, "Asia/Kathmandu", Story.START.plus(Duration.ofDays(1))));
            case CANCELLED -> history(scheduled, new ConsultationCancelled(Side.CUSTOMER, typed));
            case CARD_FAILED, CARD_FAILED_TOLD ->
                history(
                        scheduled,
                        new HoldRequested("later", "sandbox", Money.of(2560, "EUR"), "card", true),
                        new HoldDeclined("later", "insufficient-funds"));
            case ANOTHER_TIME -> history(scheduled, new AnotherTimeAsked(typed));
            case RECORDING_EXPIRES ->
                history(scheduled, new RecordingExpiring("rec-1", Story.START.plus(Duration.ofDays(30))));
            case PAYMENT_PENDING -> history(scheduled, Story.held(), Story.hungUp(), Story.due(2560));
            case SUMMARY ->
                history(
                        scheduled,
                        Story.held(),
                        Story.hungUp(),
                        Story.due(2560),
                        new Captured("c", Money.of(2560, "EUR"), "r"),
                        new ReceiptIssued(17));
        };
        return new Letters("https://advice.example")
                .compose(kind, history.length(), history, Optional.of(Story.ANA), TOKEN, "123456789")
                .orElseThrow();
    }

    private static History history(Event... events) {
        return new MemoryJournal(new Standing()).happened(ID, events);
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
