package org.connectme.consultation;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.connectme.core.command.Refusal;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.Decision.Refuse;
import org.jspecify.annotations.Nullable;

/** Looks at values in order and keeps the first that is wrong. For one decision only. */
final class Check {

    /** The shape of an address, not proof that it exists: mail alone can tell. */
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");

    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_TAG = 35;

    private @Nullable Refusal refusal;

    Check that(boolean isRight, String code, String detail) {
        if (refusal == null && !isRight) {
            refusal = new Refusal(Refusal.Kind.INVALID, code, detail);
        }
        return this;
    }

    /** One line that says something. */
    Check line(String value, int longest, String code, String what) {
        return optionalLine(value, longest, code, what)
                .that(!value.isBlank(), code, "Give " + what + " in at most " + longest + " characters.");
    }

    Check optionalLine(String value, int longest, String code, String what) {
        return that(
                value.length() <= longest && value.codePoints().allMatch(Check::isPrintable),
                code,
                "Give " + what + " in one line of at most " + longest + " characters.");
    }

    /** May be empty and may have several lines. */
    Check text(String value, int longest, String code, String what) {
        return that(
                value.length() <= longest && value.codePoints().allMatch(c -> isPrintable(c) || isLayout(c)),
                code,
                "Give " + what + " in at most " + longest + " characters, without control characters.");
    }

    Check email(String value, String code) {
        return that(
                value.length() <= LONGEST_EMAIL && EMAIL.matcher(value).matches(),
                code,
                "Give an e-mail address such as name@example.org.");
    }

    /** A BCP 47 tag with a language in it. */
    Check languageTag(String value, String code) {
        return that(isLanguageTag(value), code, "Give a language tag such as en or de-CH.");
    }

    /** Another domain's verdict, asked for only while all was right. */
    Check and(Supplier<Optional<Refusal>> verdict) {
        if (refusal == null) {
            refusal = verdict.get().orElse(null);
        }
        return this;
    }

    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    Decision orElse(Supplier<Decision> decision) {
        return refusal == null ? decision.get() : new Refuse(refusal);
    }

    private static boolean isPrintable(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    private static boolean isLayout(int codePoint) {
        return codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
    }

    private static boolean isLanguageTag(String value) {
        if (value.isEmpty() || value.length() > LONGEST_TAG) {
            return false;
        }
        try {
            return !new Locale.Builder()
                    .setLanguageTag(value)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }
}
