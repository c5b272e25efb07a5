package org.connectme.agent.ui.words;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.agent.core.view.Money;

/** Amounts and times as this reader writes them, and as the pages show them (format.ts). Of one thread. */
public final class Formats {

    private static final Pattern TYPED = Pattern.compile("(\\d{1,9})(?:[.,\u066b](\\d+))?");
    private static final Locale LATIN_ARABIC = Locale.forLanguageTag("ar-u-nu-latn");
    private static final Map<String, String> BRANDS =
            Map.of("amex", "American Express", "diners", "Diners Club", "jcb", "JCB", "unionpay", "UnionPay");

    private final Words words;
    private final Locale locale;
    private final ZoneId zone;

    public Formats(Words words, Locale locale, ZoneId zone) {
        this.words = words;
        this.locale = locale;
        this.zone = zone;
    }

    public String money(Money amount) {
        Currency currency = Currency.getInstance(amount.currency());
        int digits = digits(currency);
        NumberFormat format = currencyFormat();
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return apart(format.format(BigDecimal.valueOf(amount.minorUnits(), digits)));
    }

    /** Java writes Arabic with these digits in another order than browsers do; with its own digits it does not. */
    private NumberFormat currencyFormat() {
        if (!LATIN_ARABIC.equals(locale)) {
            return NumberFormat.getCurrencyInstance(locale);
        }
        DecimalFormat format = (DecimalFormat) NumberFormat.getCurrencyInstance(Locale.forLanguageTag("ar"));
        format.setDecimalFormatSymbols(DecimalFormatSymbols.getInstance(LATIN_ARABIC));
        return format;
    }

    /** A currency's letters and the number keep a distance: "KWD 1.000". */
    private static String apart(String formatted) {
        return formatted.replaceFirst("(\\p{L})(?=\\p{Nd})", "$1\u00a0");
    }

    /**
     * What a person typed as an amount, in minor units; empty when it is none or too fine. Takes "12", "12.50" and
     * "12,50".
     */
    public static Optional<Money> parseMoney(String typed, String currency) {
        Matcher found = TYPED.matcher(latinDigits(typed.strip()));
        if (!found.matches()) {
            return Optional.empty();
        }
        int digits = digits(Currency.getInstance(currency));
        String fraction = found.group(2) == null ? "" : found.group(2);
        if (fraction.length() > digits) {
            return Optional.empty();
        }
        String minor = found.group(1) + fraction + "0".repeat(digits - fraction.length());
        return Optional.of(new Money(Long.parseLong(minor), currency));
    }

    /** The amount as one types it: "12.50". */
    public static String plainAmount(Money amount) {
        int digits = digits(Currency.getInstance(amount.currency()));
        return BigDecimal.valueOf(amount.minorUnits(), digits).toPlainString();
    }

    private static int digits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** Arabic and Persian digits are digits too. */
    public static String latinDigits(String text) {
        StringBuilder latin = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point ->
                        latin.appendCodePoint(Character.isDigit(point) ? '0' + Character.digit(point, 10) : point));
        return latin.toString();
    }

    /** Running time as on a clock: "4:07", "1:04:07". Part seconds are cut off, as in the bill. */
    public String clock(long millis) {
        long seconds = Math.max(0, millis / 1000);
        long hours = seconds / 3600;
        String tail = number(seconds % 60, 2);
        return hours > 0
                ? number(hours, 1) + ":" + number(seconds / 60 % 60, 2) + ":" + tail
                : number(seconds / 60, 1) + ":" + tail;
    }

    /** Running time in words: "12 minutes 40 seconds". */
    public String spell(long millis) {
        long seconds = Math.max(0, millis / 1000);
        List<String> said = new ArrayList<>();
        if (seconds >= 3600) {
            said.add(unit(seconds / 3600, "hour"));
        }
        if (seconds / 60 % 60 > 0) {
            said.add(unit(seconds / 60 % 60, "minute"));
        }
        if (seconds % 60 > 0) {
            said.add(unit(seconds % 60, "second"));
        }
        return said.isEmpty() ? unit(0, "second") : String.join(" ", said);
    }

    public String seconds(long count) {
        return unit(count, "second");
    }

    /** Whole seconds of a time that is left or has passed, never below none. */
    public String secondsOf(long millis) {
        return seconds(Math.max(0, Math.round(millis / 1000.0)));
    }

    public String minutes(long count) {
        return unit(count, "minute");
    }

    private String unit(long count, String unit) {
        return words.say("unit." + unit + "." + plural(count), "count", number(count, 1));
    }

    /** The plural's form by the rules of CLDR for the languages there are. */
    private String plural(long count) {
        if (words.language() != Language.AR) {
            return count == 1 ? "one" : "other";
        }
        if (count == 1 || count == 2) {
            return count == 1 ? "one" : "two";
        }
        return count % 100 >= 3 && count % 100 <= 10 ? "few" : "other";
    }

    public String number(long value, int digits) {
        NumberFormat format = NumberFormat.getIntegerInstance(locale);
        format.setMinimumIntegerDigits(digits);
        format.setGroupingUsed(false);
        return format.format(value);
    }

    /** Hundredths of a percent as a percentage: 1900 is "19 %". */
    public String percent(int basisPoints) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(2);
        return format.format(basisPoints / 10_000.0);
    }

    /** Day and time in the reader's own zone. */
    public String dayAndTime(Instant at) {
        return words.say("time.day-and-time", "day", day(at), "time", time(at));
    }

    public String day(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .localizedBy(locale)
                .format(at.atZone(zone));
    }

    /** "Nov 24, 2026", "24.11.2026". */
    public String shortDay(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .localizedBy(locale)
                .format(at.atZone(zone));
    }

    /** Time of day: "3:00 PM", "15:00". */
    public String time(Instant at) {
        return time(at.atZone(zone), FormatStyle.SHORT);
    }

    /** Time of day to the second. */
    public String exactTime(Instant at) {
        return time(at.atZone(zone), FormatStyle.MEDIUM);
    }

    /** Time of day with the zone's short name: "3:00 PM CET". */
    public String timeWithZone(Instant at, ZoneId there) {
        ZonedDateTime time = at.atZone(there);
        return time(time, FormatStyle.SHORT) + " "
                + DateTimeFormatter.ofPattern("z", locale).format(time);
    }

    private String time(ZonedDateTime at, FormatStyle style) {
        return DateTimeFormatter.ofLocalizedTime(style).localizedBy(locale).format(at);
    }

    /** Whether the clocks there and here show the same. */
    public boolean isSameClock(Instant at, ZoneId there) {
        return at.atZone(there).toLocalDateTime().equals(at.atZone(zone).toLocalDateTime());
    }

    /** A card's brand as it stands on the card: services name them "visa", "amex". */
    public static String cardBrand(String brand) {
        String known = BRANDS.get(brand);
        if (known != null || brand.isEmpty()) {
            return known == null ? "" : known;
        }
        return brand.substring(0, 1).toUpperCase(Locale.ROOT) + brand.substring(1);
    }
}
