package org.connectme.agent.core.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.Transfer.Kind;
import org.connectme.agent.core.Transfer.State;
import org.connectme.agent.core.control.Exchange.Consents;
import org.connectme.agent.core.exchange.SafeName;
import org.connectme.agent.core.exchange.Sending;
import org.connectme.agent.core.link.Loop;
import org.connectme.agent.core.view.Consent.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to the consultant: a file that the person chose, and the clipboard's text when the page asks for it, one of
 * each at a time. Confined to the exchange's thread.
 */
final class Departures {

    private static final Logger logger = LoggerFactory.getLogger(Departures.class);

    /** What goes. */
    static final class Going extends UnderWay {
        final Sending bytes;
        boolean begun;
        boolean told;
        String sha256 = "";

        Going(String id, String request, Kind kind, String name, Sending bytes, long now) {
            super(id, request, kind, name, now);
            this.bytes = bytes;
        }

        @Override
        Transfer shown(State state, String why) {
            return new Transfer(id, kind, false, name, bytes.size(), bytes.confirmed(), state, why, null, 0);
        }

        @Override
        void letGo() {
            try {
                bytes.close();
            } catch (IOException e) {
                logger.info(
                        "A file that was read cannot be closed: {}",
                        e.getClass().getSimpleName());
            }
        }
    }

    private final Loop loop;
    private final Consents consents;
    private final ClipboardLoan clipboard;
    private final Quota quota;
    private final Ledger ledger;
    private final Words words;
    private final Passed passed;
    private final Lane<Going> lane;

    Departures(
            Loop loop,
            Consents consents,
            ClipboardLoan clipboard,
            Quota quota,
            Ledger ledger,
            Words words,
            Passed passed,
            Lane<Going> lane) {
        this.loop = loop;
        this.consents = consents;
        this.clipboard = clipboard;
        this.quota = quota;
        this.ledger = ledger;
        this.words = words;
        this.passed = passed;
        this.lane = lane;
    }

    /** @return a code of what is wrong; empty if the page is asked to take it */
    String send(Path file) {
        Optional<String> request = consents.permitted(Scope.FILE_TRANSFER);
        if (request.isEmpty()) {
            return "exchange.no-consent";
        }
        if (lane.isTaken(Kind.FILE)) {
            return "exchange.busy";
        }
        try {
            if (!Files.isRegularFile(file)) {
                return "exchange.no-file";
            }
            long size = Files.size(file);
            String refusal = quota.take(Kind.FILE, request.get(), size);
            if (refusal.isEmpty()) {
                String name = SafeName.of(file.getFileName().toString());
                Sending bytes = Sending.file(file, size);
                begin(new Going(UUID.randomUUID().toString(), request.get(), Kind.FILE, name, bytes, loop.nanos()));
            }
            return refusal;
        } catch (IOException e) {
            logger.info("A file cannot be read: {}", e.getClass().getSimpleName());
            return "exchange.no-file";
        }
    }

    void askedForText(String id, String request) {
        String wrong = refusal(id, request);
        byte[] text = new byte[0];
        if (wrong.isEmpty()) {
            try {
                Optional<String> held = clipboard.text();
                text = held.orElse("").getBytes(StandardCharsets.UTF_8);
                wrong = held.isEmpty() ? "exchange.no-clipboard" : wrong(request, text);
            } catch (IOException e) {
                logger.info("The clipboard cannot be read: {}", e.getClass().getSimpleName());
                wrong = "exchange.no-clipboard";
            }
        }
        if (wrong.isEmpty()) {
            begin(new Going(id, request, Kind.TEXT, "", Sending.text(text), loop.nanos()));
        } else {
            words.drop(request, id, wrong);
        }
    }

    private String refusal(String id, String request) {
        if (!consents.permit(request, Scope.CLIPBOARD)) {
            return "exchange.no-consent";
        }
        if (ledger.find(id).isPresent()) {
            return "exchange.id-reused";
        }
        return lane.isTaken(Kind.TEXT) ? "exchange.busy" : quota.take(Kind.TEXT, request, 0);
    }

    /** The program that owns the clipboard may have taken its time to answer. */
    private String wrong(String request, byte[] text) {
        if (!consents.permit(request, Scope.CLIPBOARD)) {
            return "exchange.no-consent";
        }
        if (text.length == 0) {
            return "exchange.empty";
        }
        return text.length > Quota.LONGEST_TEXT ? "exchange.too-big" : "";
    }

    private void begin(Going out) {
        lane.add(out);
        lane.show(out, State.ASKED);
        offer(out);
    }

    private void offer(Going out) {
        if (lane.isPermitted(out)) {
            words.say(
                    "offer",
                    out.request,
                    out.id,
                    word -> word.put("kind", out.kind.name())
                            .put("name", out.name)
                            .put("size", out.bytes.size()));
        }
    }

    /** Again, on another way to the same page. */
    void offerAgain() {
        lane.all().forEach(this::offer);
    }

    void go(String id, String request, long from) {
        Going out = lane.find(id, request).orElse(null);
        if (out == null) {
            words.drop(request, id, "exchange.unknown");
        } else if (out.bytes.restart(from)) {
            out.begun = true;
            out.told = false;
            flow(out);
        } else {
            lane.end(out, "exchange.out-of-order");
        }
    }

    void got(String id, String request, long at) {
        Going out = lane.find(id, request).orElse(null);
        if (out == null) {
            return;
        }
        if (out.bytes.confirm(at)) {
            flow(out);
        } else {
            lane.end(out, "exchange.out-of-order");
        }
    }

    private void flow(Going out) {
        out.movedNanos = loop.nanos();
        try {
            while (out.begun && out.bytes.mayGoOn() && lane.isPermitted(out)) {
                long at = out.bytes.sent();
                String data = Base64.getEncoder().encodeToString(out.bytes.next());
                words.say(
                        "part", out.request, out.id, word -> word.put("at", at).put("data", data));
            }
        } catch (IOException e) {
            logger.info("A file could not be read on: {}", e.getClass().getSimpleName());
            lane.end(out, "exchange.no-file");
            return;
        }
        if (out.begun && out.bytes.isWhole() && !out.told && lane.isPermitted(out)) {
            out.told = true;
            out.sha256 = out.sha256.isEmpty() ? out.bytes.sha256() : out.sha256;
            words.say("whole", out.request, out.id, word -> word.put("sha256", out.sha256));
        }
        lane.show(out, State.RUNNING);
    }

    void taken(String id, String request) {
        Going out = lane.find(id, request).orElse(null);
        if (out == null) {
            return;
        }
        if (!out.told) {
            lane.end(out, "exchange.out-of-order");
            return;
        }
        out.letGo();
        lane.done(out);
        passed.note(out.kind, request, id, "CUSTOMER", out.bytes.size(), out.sha256);
    }
}
