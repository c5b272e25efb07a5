package org.connectme.shell;

import java.io.IOException;
import java.security.SecureRandom;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.connectme.core.account.Accounts;
import org.connectme.core.account.Accounts.Created;
import org.jspecify.annotations.Nullable;

/** Makes an account. A password is never an argument: those stand in the shell's history. */
@Service
@Command(scope = "connectme", name = "consultant-create", description = "Makes a consultant's account")
public final class ConsultantCreate implements Action {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without letters and digits that look alike. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 20;

    @Reference
    Accounts accounts;

    @Reference
    Session session;

    @Argument(index = 0, name = "email", required = true, description = "E-mail to sign in with")
    String email = "";

    @Argument(index = 1, name = "name", required = true, description = "Name that customers see")
    String name = "";

    @Option(name = "--ask", description = "Asks for the password instead of making one")
    boolean ask;

    @Override
    public @Nullable Object execute() throws IOException {
        String password = ask ? asked() : random();
        Created created = accounts.create(email, name, password);
        if (created instanceof Created.Failed failed) {
            throw new IllegalArgumentException(failed.refusal().detail());
        }
        session.getConsole().println("Made. The consultant signs in at /console with this e-mail.");
        if (!ask) {
            session.getConsole().println("Password, shown only now: " + password);
        }
        return null;
    }

    private String asked() throws IOException {
        session.getConsole().println("Password:");
        session.getConsole().flush();
        return Given.line(session.getKeyboard());
    }

    private static String random() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % 5 == 0) {
                password.append('-');
            }
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
