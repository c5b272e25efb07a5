package org.connectme.agent.ui.words;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language that the app speaks. */
public enum Language {
    EN("English", false),
    DE("Deutsch", false),
    AR("العربية", true);

    private final String ownName;
    private final boolean rightToLeft;

    Language(String ownName, boolean rightToLeft) {
        this.ownName = ownName;
        this.rightToLeft = rightToLeft;
    }

    /** How it calls itself. */
    public String ownName() {
        return ownName;
    }

    public boolean isRightToLeft() {
        return rightToLeft;
    }

    /** As in BCP 47: "en". */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this tag, whatever its region: "de-AT". */
    public static Optional<Language> of(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return Arrays.stream(values()).filter(one -> one.tag().equals(language)).findFirst();
    }

    /** Its form in this system: the system's own variant where it has one, such as de-AT. */
    public Locale locale(Locale system) {
        if (system.getLanguage().equals(tag())) {
            return system;
        }
        // Browsers write Arabic with these digits unless a country says otherwise.
        return this == AR ? Locale.forLanguageTag("ar-u-nu-latn") : Locale.forLanguageTag(tag());
    }
}
