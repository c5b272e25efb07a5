package org.connectme.shell;

import java.util.Locale;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.Accounts;
import org.connectme.core.account.Accounts.Consultant;

/** Reads what an operator typed; what is wrong becomes the command's error. */
final class Given {

    private Given() {}

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
