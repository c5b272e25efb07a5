package org.connectme.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.Accounts;
import org.connectme.core.account.Accounts.Consultant;

/** Reads what an operator typed; what is wrong becomes the command's error. */
final class Given {

    private Given() {}

    /** One line of what is typed while a command runs, without its end. */
    static String line(InputStream keyboard) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = keyboard.read(); next >= 0 && next != '\n'; next = keyboard.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if it names no consultation */
    static ConsultationId consultation(String id) {
        return ConsultationId.parse(id.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        "This is not a consultation's id: it has 36 characters, as in the console's address."));
    }

    /** @throws IllegalArgumentException if there is no such account */
    static Consultant consultant(Accounts accounts, String email) {
        String wanted = email.strip().toLowerCase(Locale.ROOT);
        return accounts.all().stream()
                .filter(account -> account.email().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no such account. connectme:consultant-list shows all."));
    }
}
