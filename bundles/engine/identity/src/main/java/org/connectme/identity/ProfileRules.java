package org.connectme.identity;

import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.connectme.core.account.Accounts.Profile;
import org.connectme.core.command.Refusal;

/** What an account's texts must be. */
final class ProfileRules {

    private static final int LINE = 200;
    private static final int PARAGRAPH = 2_000;
    private static final int DOCUMENT = 50_000;

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final int EMAIL_LENGTH = 254;

    private ProfileRules() {}

    static Optional<Refusal> checkEmail(String email) {
        return email.length() <= EMAIL_LENGTH && EMAIL.matcher(email).matches()
                ? Optional.empty()
                : refuse("identity.email", "Give an e-mail address such as name@example.org.");
    }

    static Optional<Refusal> check(Profile profile) {
        return line(profile.displayName(), true, "identity.display-name", "The name")
                .or(() -> text(profile.greeting(), PARAGRAPH, "identity.greeting", "The greeting"))
                .or(() -> zone(profile.zone()))
                .or(() -> line(profile.seller().name(), false, "identity.seller-name", "The seller's name"))
                .or(() ->
                        text(profile.seller().address(), PARAGRAPH, "identity.seller-address", "The seller's address"))
                .or(() -> line(profile.seller().taxNumber(), false, "identity.tax-number", "The tax number"))
                .or(() -> text(profile.terms(), DOCUMENT, "identity.terms", "The terms"))
                .or(() -> text(profile.privacy(), DOCUMENT, "identity.privacy", "The privacy notice"))
                .or(() -> text(profile.waiver(), DOCUMENT, "identity.waiver", "The waiver"));
    }

    private static Optional<Refusal> line(String value, boolean needed, String code, String what) {
        if (needed && value.isBlank()) {
            return refuse(code, what + " is missing.");
        }
        if (value.length() > LINE || value.chars().anyMatch(Character::isISOControl)) {
            return refuse(code, what + " must be one line of at most " + LINE + " characters.");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> text(String value, int length, String code, String what) {
        // PostgreSQL stores every character but NUL.
        return value.length() > length || value.indexOf('\0') >= 0
                ? refuse(code, what + " must be at most " + length + " characters of text.")
                : Optional.empty();
    }

    private static Optional<Refusal> zone(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone)
                ? Optional.empty()
                : refuse("identity.zone", "Name a time zone such as Europe/Berlin.");
    }

    private static Optional<Refusal> refuse(String code, String detail) {
        return Optional.of(new Refusal(Refusal.Kind.INVALID, code, detail));
    }
}
