package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.Transfer.Kind;
import org.connectme.agent.core.exchange.DropFolder;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.link.Loop;
import org.connectme.agent.core.view.Consent.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Text of the clipboard and files between this computer and the consultant's page (docs/protocol.md, "Clipboard and
 * files"), as far as the consents allow. Works on a loop of its own, since disks and clipboards may be slow; consent is
 * asked before each byte that comes in or goes out, so that its end counts at once. Names and content are never logged.
 */
public final class Exchange {

    /** What the consents say; asked on any thread. */
    interface Consents {

        /** The person's yes here holds, and this is no private moment. */
        boolean stand(String request, Scope scope);

        /** And the server's permit for it is fresh. */
        boolean permit(String request, Scope scope);

        /** The consent of this scope that is permitted now. */
        Optional<String> permitted(Scope scope);
    }

    /** An offer that nobody answers, and a transfer that does not move, end after this. */
    static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final Logger logger = LoggerFactory.getLogger(Exchange.class);
    private static final int OFFERS_A_SECOND = 5;
    private static final int WORDS_A_SECOND = 2_000;
    private static final int MOST_WAITING = 200;
    private static final int LONGEST_WORD = 16 << 10;
    private static final long TICK_MILLIS = 500;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");

    private final Loop loop;
    private final Consents consents;
    private final ClipboardLoan clipboard;
    private final Consumer<String> permits;
    private final Ledger ledger;
    private final Words words = new Words();
    private final AtomicInteger waiting = new AtomicInteger();

    // Of the loop's thread alone.
    private final Pace pace = new Pace(WORDS_A_SECOND);
    private final Pace offers = new Pace(OFFERS_A_SECOND);
    private final Lane<Arrivals.Coming> in;
    private final Lane<Departures.Going> out;
    private final Arrivals arrivals;
    private final Departures departures;
    private String told = "";
    private boolean ticking;

    /**
     * @param permits told what the page says is a permit
     * @param changed told after {@link #transfers} changed
     */
    Exchange(
            Loop loop,
            Consents consents,
            ClipboardLoan clipboard,
            DropFolder folder,
            Passed passed,
            Consumer<String> permits,
            Runnable changed) {
        this.loop = loop;
        this.consents = consents;
        this.clipboard = clipboard;
        this.permits = permits;
        this.ledger = new Ledger(changed);
        Quota quota = new Quota();
        this.in = new Lane<>(loop, consents, ledger, words);
        this.out = new Lane<>(loop, consents, ledger, words);
        this.arrivals = new Arrivals(loop, consents, clipboard, folder, quota, ledger, words, passed, in);
        this.departures = new Departures(loop, consents, clipboard, quota, ledger, words, passed, out);
    }

    /** Newest last. Any thread. */
    public List<Transfer> transfers() {
        return ledger.shown();
    }

    /** The way to the consultant's page is another one, or none. */
    void reaches(@Nullable MediaCall now) {
        words.call = now;
        loop.run(() -> {
            if (now == null) {
                in.endAll("exchange.call-over");
                out.endAll("exchange.call-over");
            }
            told = "";
            follow();
        });
    }

    /** The page behind the way is another one, perhaps: it is told anew how things are. */
    void opened() {
        loop.run(() -> {
            told = "";
            follow();
        });
    }

    /** A consent, a permit or a private moment changed. */
    void consentsChanged() {
        loop.run(this::follow);
    }

    /** The person's answer to a file that is offered. */
    public void answer(String id, boolean yes) {
        loop.run(() -> {
            arrivals.answer(id, yes);
            follow();
        });
    }

    /** The person wants it to end. */
    public void cancel(String id) {
        loop.run(() -> {
            in.cancel(id);
            out.cancel(id);
        });
    }

    /** The person chose a file for the consultant. @param then told on the loop a code of what is wrong, or nothing */
    public void send(Path file, Consumer<String> then) {
        loop.run(() -> {
            then.accept(departures.send(file));
            follow();
        });
    }

    /** What the consultant's page says, unchecked. Any thread. */
    void heard(String text) {
        if (text.length() > LONGEST_WORD) {
            return;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return;
        }
        loop.run(() -> {
            waiting.decrementAndGet();
            if (pace.allows(loop.nanos())) {
                read(text);
            }
        });
    }

    private void read(String text) {
        try {
            JsonNode message = Json.read(text);
            String id = message.path("id").asText();
            if (message.path("t").asText().equals("permit")) {
                permits.accept(message.path("permit").asText());
            } else if (ID.matcher(id).matches()) {
                take(message, id, message.path("c").asText());
                follow();
            }
        } catch (IOException e) {
            logger.debug("The page said something that is no message");
        }
    }

    private void take(JsonNode message, String id, String request) {
        switch (message.path("t").asText()) {
            case "offer" -> {
                if (offers.allows(loop.nanos())) {
                    arrivals.offered(message, id, request);
                }
            }
            case "ask-text" -> {
                if (offers.allows(loop.nanos())) {
                    departures.askedForText(id, request);
                }
            }
            case "part" -> arrivals.part(message, id, request);
            case "whole" -> arrivals.whole(message, id, request);
            case "go" -> departures.go(id, request, message.path("from").asLong(-1));
            case "got" -> departures.got(id, request, message.path("at").asLong(-1));
            case "taken" -> departures.taken(id, request);
            case "drop" -> {
                in.dropped(id, request);
                out.dropped(id, request);
            }
            default -> logger.debug("A message of a kind that this version does not know");
        }
    }

    /** Makes what is so fit what may be so. */
    private void follow() {
        clipboard.follow(consents.permitted(Scope.CLIPBOARD).isPresent());
        in.follow();
        out.follow();
        tell();
        boolean works = !in.isEmpty() || !out.isEmpty() || clipboard.isLent();
        if (works && !ticking) {
            ticking = true;
            loop.after(TICK_MILLIS, () -> {
                ticking = false;
                follow();
            });
        }
    }

    /** What may be exchanged now; and what was cut goes on from where it was. */
    private void tell() {
        ObjectNode word = Json.object().put("t", "exchange");
        word.put("clipboard", consents.permitted(Scope.CLIPBOARD).orElse(null));
        word.put("files", consents.permitted(Scope.FILE_TRANSFER).orElse(null));
        String text = Json.write(word);
        if (text.equals(told) || !words.say(word)) {
            return;
        }
        boolean isNew = told.isEmpty();
        told = text;
        arrivals.goOn();
        if (isNew) {
            departures.offerAgain();
        }
    }

    static Scope scope(Kind kind) {
        return kind == Kind.TEXT ? Scope.CLIPBOARD : Scope.FILE_TRANSFER;
    }
}
