package org.connectme.invitation.letter;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.connectme.core.Money;

/** Amounts, times and durations in the reader's own form. */
final class Figures {

    private final Words words;
    private final Locale locale;

    Figures(Words words) {
        this.words = words;
        this.locale = words.locale();
    }

    String money(Money amount) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(amount.currency());
        int digits = amount.currency().getDefaultFractionDigits();
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(amount.toDecimal());
    }

    /** @param basisPoints hundredths of a percent */
    String percent(int basisPoints) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(2);
        return format.format(BigDecimal.valueOf(basisPoints, 4));
    }

    String number(long number) {
        NumberFormat format = NumberFormat.getIntegerInstance(locale);
        format.setGroupingUsed(false);
        return format.format(number);
    }

    /** Day, time of day, and the zone by its name. */
    String moment(Instant instant, ZoneId zone) {
        return words.say(
                "moment",
                "date",
                format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL), instant, zone),
                "time",
                format(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT), instant, zone),
                "zone",
                format(DateTimeFormatter.ofPattern("zzzz"), instant, zone));
    }

    /** Time of day to the second. */
    String clock(Instant instant, ZoneId zone) {
        return format(DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM), instant, zone);
    }

    /** Whole seconds; parts that are zero are left out. */
    String duration(long seconds) {
        String minutes = number(seconds / 60 % 60);
        String rest = number(seconds % 60);
        if (seconds < 60) {
            return words.say("duration.seconds", "s", rest);
        } else if (seconds >= 3600) {
            return words.say("duration.hours", "h", number(seconds / 3600), "m", minutes, "s", rest);
        }
        return seconds % 60 == 0
                ? words.say("duration.whole", "m", minutes)
                : words.say("duration.minutes", "m", minutes, "s", rest);
    }

    private String format(DateTimeFormatter formatter, Instant instant, ZoneId zone) {
        return formatter.localizedBy(locale).format(instant.atZone(zone));
    }
}
