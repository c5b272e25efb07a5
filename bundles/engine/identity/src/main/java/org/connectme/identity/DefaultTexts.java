package org.connectme.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.connectme.core.Seller;
import org.connectme.core.account.Accounts.Profile;

/** The texts a new account starts with; the consultant reads and changes them. */
record DefaultTexts(String terms, String privacy, String waiver, String greeting) {

    /** @param language en or de */
    static DefaultTexts in(String language) {
        return new DefaultTexts(
                read("terms", language),
                read("privacy", language),
                read("waiver", language),
                read("greeting", language));
    }

    Profile profile(String displayName) {
        return new Profile(
                displayName,
                greeting,
                ZoneId.systemDefault().getId(),
                new Seller(displayName, "", ""),
                terms,
                privacy,
                waiver);
    }

    private static String read(String name, String language) {
        String path = name + "_" + language + ".txt";
        try (InputStream in = DefaultTexts.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The text " + path + " is missing in the bundle.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The text " + path + " cannot be read.", e);
        }
    }
}
