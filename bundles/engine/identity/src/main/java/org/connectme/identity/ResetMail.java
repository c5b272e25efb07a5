package org.connectme.identity;

import java.util.Optional;
import java.util.UUID;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.mail.spi.Mail;

/** The mail with the link for a new password. An account has no language, so it speaks English. */
final class ResetMail {

    private static final String SUBJECT = "Choose a new password for ConnectMe";

    private ResetMail() {}

    static Mail compose(Consultant consultant, String publicUrl, String token) {
        // In the fragment, so that the token is in no log of a server or proxy.
        String link = publicUrl + "/console#reset=" + token;
        String minutes = Long.toString(PasswordResets.LIFETIME.toMinutes());
        return new Mail(
                "reset-" + UUID.randomUUID(),
                consultant.id().toString(),
                consultant.email(),
                consultant.profile().displayName(),
                "",
                SUBJECT,
                text(link, minutes),
                html(link, minutes),
                Optional.empty());
    }

    private static String text(String link, String minutes) {
        return String.join(
                "\n",
                "Somebody asked for a new password for your ConnectMe account.",
                "",
                "Choose it here within " + minutes + " minutes; the link works once:",
                link,
                "",
                "It signs you out on every device.",
                "If it was not you, do nothing: your password stays as it is.",
                "");
    }

    private static String html(String link, String minutes) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>" + SUBJECT + "</title></head>"
                + "<body style=\"margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif\">"
                + "<p>Somebody asked for a new password for your ConnectMe account.</p>"
                + "<p>Choose it within " + minutes + " minutes; the link works once:</p>"
                + "<p><a href=\"" + escape(link) + "\">Choose a new password</a></p>"
                + "<p>It signs you out on every device.</p>"
                + "<p>If it was not you, do nothing: your password stays as it is.</p></body></html>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
