package org.connectme.consent;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.connectme.core.command.ConsentCommand;
import org.connectme.core.command.ConsentCommand.NoteFile;
import org.connectme.core.command.ConsentCommand.NoteText;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.core.event.ConsentEvent;
import org.connectme.core.event.ConsentEvent.FilePassed;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.ConsentEvent.TextPassed;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;

/**
 * What went over under a consent is noted once, also when the word of it comes after the consent's end: it went over
 * before. Pure.
 */
final class Passing {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** In one consultation; the app stops long before. */
    static final int MOST = 1_000;

    private Passing() {}

    static Decision decide(History history, Consents consents, ConsentCommand command) {
        ConsentEvent passed = event(command);
        List<ConsentEvent> noted = history.entries().stream()
                .map(Entry::event)
                .filter(event -> event instanceof FilePassed || event instanceof TextPassed)
                .map(ConsentEvent.class::cast)
                .toList();
        Optional<ConsentEvent> earlier = noted.stream()
                .filter(event -> transfer(event).equals(transfer(passed)))
                .findFirst();
        if (earlier.isPresent()) {
            return earlier.get().equals(passed)
                    ? Decision.nothing()
                    : Decision.refuse(
                            Kind.CONFLICT, "consent.transfer-reused", "This transfer was noted with other content.");
        }
        if (!isSound(passed)) {
            return Decision.refuse(Kind.INVALID, "consent.transfer", "This does not describe a transfer.");
        }
        boolean wasGiven = consents.find(request(passed))
                .filter(consent -> consent.granted() == scope(passed))
                .isPresent();
        if (!wasGiven) {
            return Decision.refuse(
                    Kind.CONFLICT, "consent.not-given", "No consent to this was given, so nothing can have gone over.");
        }
        return noted.size() < MOST
                ? Decision.accept(passed)
                : Decision.refuse(Kind.TOO_MANY, "consent.passed-often", "Too much went over to be noted.");
    }

    private static ConsentEvent event(ConsentCommand command) {
        if (command instanceof NoteFile file) {
            return new FilePassed(file.request(), file.transfer(), file.from(), file.bytes(), file.sha256());
        }
        NoteText text = (NoteText) command;
        return new TextPassed(text.request(), text.transfer(), text.from());
    }

    private static boolean isSound(ConsentEvent passed) {
        return ID.matcher(transfer(passed)).matches()
                && (!(passed instanceof FilePassed file)
                        || (file.bytes() >= 0 && SHA256.matcher(file.sha256()).matches()));
    }

    private static String transfer(ConsentEvent passed) {
        return passed instanceof FilePassed file ? file.transfer() : ((TextPassed) passed).transfer();
    }

    private static String request(ConsentEvent passed) {
        return passed instanceof FilePassed file ? file.request() : ((TextPassed) passed).request();
    }

    private static Scope scope(ConsentEvent passed) {
        return passed instanceof FilePassed ? Scope.FILE_TRANSFER : Scope.CLIPBOARD;
    }
}
