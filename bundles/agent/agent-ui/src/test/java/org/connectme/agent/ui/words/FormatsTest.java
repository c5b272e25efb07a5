package org.connectme.agent.ui.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.connectme.agent.core.view.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected here is what browsers write (format.ts), but for marks that cannot be seen. */
class FormatsTest {

    private static final Instant AT = Instant.parse("2026-11-24T14:05:09Z");

    private static Formats in(String tag) {
        Language language = Language.of(tag).orElseThrow();
        // A system that speaks another language says nothing about this one's form.
        Locale system = tag.contains("-") || tag.equals("en") ? Locale.forLanguageTag(tag) : Locale.FRENCH;
        return new Formats(Words.in(language), language.locale(system), ZoneId.of("Europe/Berlin"));
    }

    private static String visible(String text) {
        return text.replaceAll("[\\u200e\\u200f\\u061c]", "").replaceAll("[\\u00a0\\u202f]", " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | EUR | 123456 | €1,234.56",
                "en | JPY | 1234 | ¥1,234",
                "en | KWD | 1234567 | KWD 1,234.567",
                "en | CHF | 1250 | CHF 12.50",
                "en | IQD | 1500 | IQD 1.500",
                "en-GB | GBP | 1250 | £12.50",
                "de | EUR | 123456 | 1.234,56 €",
                "de | KWD | 1234567 | 1.234,567 KWD",
                "de-AT | EUR | 123456 | € 1.234,56",
                "ar | EUR | 123456 | 1,234.56 €",
                "ar | KWD | 1234567 | 1,234.567 د.ك.",
                "ar-EG | EUR | 123456 | ١٬٢٣٤٫٥٦ €",
            })
    void moneyIsWrittenAsTheReaderWritesIt(String tag, String currency, long minorUnits, String expected) {
        assertThat(visible(in(tag).money(new Money(minorUnits, currency)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"12, 1200", "12.5, 1250", "'12,50', 1250", "١٢٫٥٠, 1250"})
    void moneyIsUnderstoodAsTyped(String typed, long minorUnits) {
        assertThat(Formats.parseMoney(typed, "EUR")).contains(new Money(minorUnits, "EUR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-5", "1.234", "1e9", "12.", "9999999999"})
    void whatIsNoAmountIsRefused(String typed) {
        assertThat(Formats.parseMoney(typed, "EUR")).isEmpty();
    }

    @Test
    void anAmountIsOfferedForEditingAsItIsTyped() {
        assertThat(Formats.plainAmount(new Money(5, "EUR"))).isEqualTo("0.05");
        assertThat(Formats.plainAmount(new Money(5, "JPY"))).isEqualTo("5");
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "59999, 0:59", "760000, 12:40", "3847000, 1:04:07", "-1, 0:00"})
    void aClockCutsOffPartSeconds(long millis, String expected) {
        assertThat(in("en").clock(millis)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | 61000 | 1 minute 1 second",
                "en | 7322000 | 2 hours 2 minutes 2 seconds",
                "en | 900 | 0 seconds",
                "de | 61000 | 1 Minute 1 Sekunde",
                "ar | 1000 | ثانية",
                "ar | 2000 | ثانيتان",
                "ar | 3000 | 3 ثوان",
                "ar | 11000 | 11 ثانية",
                "ar | 180000 | 3 دقائق",
                "ar | 3600000 | ساعة",
                "ar-EG | 11000 | ١١ ثانية",
            })
    void timeIsSpelledWithPlurals(String tag, long millis, String expected) {
        assertThat(in(tag).spell(millis)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Tuesday, November 24, 2026 at 3:05 PM | Nov 24, 2026 | 3:05:09 PM",
                "en-GB | Tuesday, 24 November 2026 at 15:05 | 24 Nov 2026 | 15:05:09",
                "de | Dienstag, 24. November 2026 um 15:05 | 24.11.2026 | 15:05:09",
                "ar | الثلاثاء، 24 نوفمبر 2026 في 3:05 م | 24/11/2026 | 3:05:09 م",
            })
    void dayAndTimeAreTheReadersOwn(String tag, String both, String day, String time) {
        assertThat(visible(in(tag).dayAndTime(AT))).isEqualTo(both);
        assertThat(visible(in(tag).shortDay(AT))).isEqualTo(day);
        assertThat(visible(in(tag).exactTime(AT))).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"en | 1900 | 19%", "en | 775 | 7.75%", "de | 1900 | 19 %", "ar | 775 | 7.75%"})
    void aPercentageComesFromHundredths(String tag, int basisPoints, String expected) {
        assertThat(visible(in(tag).percent(basisPoints))).isEqualTo(expected);
    }

    @Test
    void twoZonesMayShowTheSameClock() {
        assertThat(in("de").isSameClock(AT, ZoneId.of("Europe/Paris"))).isTrue();
        assertThat(in("de").isSameClock(AT, ZoneId.of("Europe/London"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"visa, Visa", "amex, American Express", "'', ''"})
    void aCardIsNamedAsItStandsOnIt(String brand, String expected) {
        assertThat(Formats.cardBrand(brand)).isEqualTo(expected);
    }
}
